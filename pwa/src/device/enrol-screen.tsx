import { useEffect, useState } from "preact/hooks";
import { parseDeviceCode, shownDeviceCode } from "../../../server/identity/device";
import type { EnrolledKind } from "../../../server/identity/roles";
import type { Problem } from "../api";
import { useKeyForm } from "../kiosk/key-form";
import { typedKey } from "../kiosk/typed-keys";
import { useWedge } from "../kiosk/use-wedge";
import { node } from "../node";
import { place } from "../router";
import { staffWords } from "../staff/words";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { Frame } from "../ui/frame";
import { PageTitle } from "../ui/page-title";
import { ProblemBand } from "../ui/problem-band";
import { enrolDevice } from "./enrol";
import { deviceWords as words } from "./words";

const codeLength = 8;

/** A screen that is not enrolled, or not any more: a code lets it in, typed, scanned, or in the address that was opened. */
export const EnrolScreen = ({
  kind,
  shutOut,
  onEnrolled,
}: {
  kind: EnrolledKind;
  shutOut: boolean;
  onEnrolled: () => Promise<void>;
}) => {
  const [typed, setTyped] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | "cannotKeep">();

  const enrol = async (text: string) => {
    setTried(true);
    setProblem(undefined);
    const code = parseDeviceCode(text);
    if (code === undefined || busy) return;
    setBusy(true);
    try {
      const answer = await enrolDevice(kind, code);
      if (answer.ok) await onEnrolled();
      else setProblem(answer.error);
    } catch {
      setProblem("cannotKeep");
    }
    setBusy(false);
  };
  const enrolBy = (link: string) => {
    const code = codeIn(link);
    if (code === undefined) return;
    setTyped(code);
    void enrol(code);
  };
  useEffect(() => {
    const take = () => {
      const link = location.href;
      // The code does not stay in the address, nor in the history.
      if (codeIn(link)) history.replaceState(null, "", location.pathname + location.search);
      enrolBy(link);
    };
    take();
    addEventListener("hashchange", take);
    return () => removeEventListener("hashchange", take);
  }, []);
  useWedge((heard) => {
    if (heard.type === "typed") typedKey(heard.key);
    else if (heard.type === "unknownCode") enrolBy(heard.text);
  });
  const form = useKeyForm(
    [
      {
        name: "code",
        label: words.code(),
        hint: words.codeHint(),
        keys: "letters",
        lengthMax: codeLength,
        drawn: (value) => (value.length > codeLength / 2 ? shownDeviceCode(value) : value),
      },
    ],
    { code: typed },
    (_, value) => {
      setTyped(value);
      setTried(false);
    },
    tried && parseDeviceCode(typed) === undefined ? { code: words.codeShort() } : {},
    "code",
  );
  return (
    <Frame>
      <div class="enrol stack">
        <PageTitle key={String(shutOut)}>{shutOut ? words.shutOut() : staffWords.notEnrolled()}</PageTitle>
        <p>{shutOut ? words.shutOutNext() : staffWords.askCode()}</p>
        {problem === "cannotKeep" ? (
          <Band tone="warning" alert>
            {words.cannotKeep()}
          </Band>
        ) : (
          problem && (
            <ProblemBand
              problem={problem}
              {...(problem.code === "device_code_wrong" ? { text: words.codeWrong() } : {})}
            />
          )
        )}
        {form.fields}
        {form.keypad}
        <Button kind="primary" icon="check" wide busy={busy} onClick={() => void enrol(typed)}>
          {words.enrol()}
        </Button>
        {node.value?.demo && (
          <a
            class="button wide"
            target="_self"
            href={`/demo/enter?as=${kind}:1&then=${encodeURIComponent(place.value.path)}`}
          >
            {staffWords.demoDevice()}
          </a>
        )}
      </div>
    </Frame>
  );
};

/** The code at the end of a link such as the supervisor's QR code holds. */
const codeIn = (link: string): string | undefined => parseDeviceCode(link.split("#")[1] ?? "");
