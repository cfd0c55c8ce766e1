import { common } from "../words/common";
import { useEffect, useState } from "preact/hooks";
import type { Problem } from "../api";
import { StaffHeader } from "../counter/staff-header";
import type { CeremonyOptions } from "../passkey";
import { place } from "../router";
import { enrolKey, lookAtCode } from "../staff/key";
import { keyProblemText } from "../staff/problems";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { Icon } from "../ui/icon";
import { PageTitle } from "../ui/page-title";
import { ProblemBand } from "../ui/problem-band";
import { openEnvelope } from "./people";
import { words } from "./words";

interface Holder {
  readonly code: string;
  readonly name: string | null;
  readonly options: CeremonyOptions;
}

/** `/staff/key`: somebody of the staff makes a key from a code; the code may stand behind the address's `#`. */
const KeyPage = () => {
  const [holder, setHolder] = useState<Holder>();
  const [done, setDone] = useState(false);
  return (
    <div class="staff">
      <StaffHeader title={words.keyPage()} detail={holder?.name ?? ""} />
      <main id="content" class="main stack">
        {done ? (
          <Made />
        ) : holder ? (
          <MakeKey holder={holder} onDone={() => setDone(true)} />
        ) : (
          <AskCode onHolder={setHolder} />
        )}
      </main>
    </div>
  );
};

export default KeyPage;

const Made = () => (
  <>
    <PageTitle>{words.keyMade()}</PageTitle>
    <Band tone="success">{words.keyMadeNext()}</Band>
    <Button kind="primary" icon="log-in" wide href="/staff/me">
      {common.next()}
    </Button>
  </>
);

const AskCode = ({ onHolder }: { onHolder: (holder: Holder) => void }) => {
  const [code, setCode] = useState(() => decodeURIComponent(location.hash.slice(1)));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  // A code in the address is not left there for whoever looks at the page next.
  useEffect(() => {
    if (location.hash) history.replaceState(history.state, "", place.peek().path);
  }, []);
  const look = async (typed: string) => {
    setBusy(true);
    const found = await lookAtCode(typed.trim());
    setBusy(false);
    setProblem(found.ok ? undefined : found.error);
    if (found.ok) onHolder({ code: typed.trim(), ...found.value });
  };
  return (
    <>
      <PageTitle>{words.keyPage()}</PageTitle>
      {problem && <ProblemBand problem={problem} text={keyProblemText(problem)} />}
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void look(code);
        }}
      >
        <TextField
          label={words.code()}
          hint={words.codeHint()}
          value={code}
          onValue={setCode}
          lengthMax={20}
          exact
          mono
        />
        <Button kind="primary" type="submit" wide busy={busy}>
          {common.next()}
        </Button>
      </form>
      <Envelope
        onCode={(given) => {
          setCode(given);
          void look(given);
        }}
      />
    </>
  );
};

const Envelope = ({ onCode }: { onCode: (code: string) => void }) => {
  const [code, setCode] = useState("");
  const [name, setName] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const open = async () => {
    setBusy(true);
    const opened = await openEnvelope(code, name.trim());
    setBusy(false);
    setProblem(opened.ok ? undefined : opened.error);
    if (opened.ok) onCode(opened.value.code);
  };
  return (
    <details class="disclosure">
      <summary>
        {words.openEnvelope()}
        <Icon name="chevron-down" />
      </summary>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
      >
        {problem && <ProblemBand problem={problem} text={keyProblemText(problem)} />}
        <TextField label={words.envelopeCode()} value={code} onValue={setCode} lengthMax={40} exact mono />
        <TextField label={words.name()} value={name} onValue={setName} lengthMax={60} />
        <Button type="submit" wide busy={busy}>
          {words.openIt()}
        </Button>
      </form>
    </details>
  );
};

const MakeKey = ({ holder, onDone }: { holder: Holder; onDone: () => void }) => {
  const [keyName, setKeyName] = useState(words.keyDefault());
  const [name, setName] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const isFirst = holder.name === null;
  const make = async () => {
    setTried(true);
    if (keyName.trim() === "" || (isFirst && name.trim() === "")) return;
    setBusy(true);
    const { code, options } = holder;
    const made = await enrolKey({
      code,
      keyName: keyName.trim(),
      name: isFirst ? name.trim() : undefined,
      options,
    });
    setBusy(false);
    setProblem(made.ok ? undefined : made.error);
    if (made.ok) onDone();
  };
  return (
    <>
      <PageTitle>{isFirst ? words.firstKey() : words.keyFor({ name: holder.name })}</PageTitle>
      {problem && <ProblemBand problem={problem} text={keyProblemText(problem)} />}
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        {isFirst && (
          <TextField
            label={words.name()}
            hint={words.nameHint()}
            value={name}
            onValue={setName}
            lengthMax={60}
            error={tried && name.trim() === "" ? words.nameMissing() : undefined}
          />
        )}
        <TextField
          label={words.keyName()}
          hint={words.keyNameHint()}
          value={keyName}
          onValue={setKeyName}
          lengthMax={40}
          error={tried && keyName.trim() === "" ? words.keyNameMissing() : undefined}
        />
        <Button kind="primary" icon="key-round" type="submit" wide busy={busy}>
          {words.makeKey()}
        </Button>
      </form>
    </>
  );
};
