import { useRef, useState } from "preact/hooks";
import type { Problem } from "../api";
import { nodeName } from "../line/matters";
import { loadNode } from "../node";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { ProblemBand } from "../ui/problem-band";
import { dayAndClock } from "../words/staff-times";
import { saveStick, type Taken, takeStick } from "./stick";
import { usbWords as words } from "./words";

/** A branch's card: what to do without a line, in steps. */
export const StickCard = () => (
  <section class="card stack" id="usb">
    <h2>{words.title()}</h2>
    <ol class="usb-steps">
      <li>{words.step1()}</li>
      <li>{words.step2()}</li>
      <li>{words.step3()}</li>
    </ol>
    <Stick branch={null} />
    <p class="small soft">{words.lead()}</p>
  </section>
);

/** Saves a file and takes one in. `branch`: at headquarters, whom the file is for. */
export const Stick = ({ branch }: { branch: string | null }) => {
  const [saving, setSaving] = useState(false);
  const [saved, setSaved] = useState<string>();
  const [share, setShare] = useState<number>();
  const [taken, setTaken] = useState<Taken>();
  const [problem, setProblem] = useState<Problem>();
  const chooser = useRef<HTMLInputElement>(null);
  const begin = () => {
    setSaved(undefined);
    setTaken(undefined);
    setProblem(undefined);
  };
  const save = async () => {
    begin();
    setSaving(true);
    const answer = await saveStick(branch);
    setSaving(false);
    if (answer.ok) setSaved(answer.value);
    else if (answer.error.code !== "step_up") setProblem(answer.error);
  };
  const take = async (file: File | undefined) => {
    if (!file) return;
    begin();
    setShare(0);
    const answer = await takeStick(file, setShare);
    setShare(undefined);
    if (answer.ok) setTaken(answer.value);
    else setProblem(answer.error);
    await loadNode();
  };
  const text = problem && sentenceOf(problem.code);
  return (
    <div class="stack" aria-live="polite">
      <Button icon="download" wide busy={saving} onClick={() => void save()}>
        {branch === null ? words.saveForHq() : words.saveForBranch()}
      </Button>
      <Button icon="log-in" wide busy={share !== undefined} onClick={() => chooser.current?.click()}>
        {branch === null ? words.takeFromHq() : words.takeFromBranch()}
      </Button>
      <input
        ref={chooser}
        type="file"
        accept=".stolog"
        hidden
        onChange={({ currentTarget }) => {
          void take(currentTarget.files?.[0]);
          currentTarget.value = "";
        }}
      />
      {share !== undefined && <p role="status">{words.taking({ percent: Math.floor(share * 100) })}</p>}
      {saved !== undefined && <Band tone="success">{words.saved({ name: saved })}</Band>}
      {taken && <Outcome taken={taken} />}
      {problem && <ProblemBand problem={problem} {...(text === undefined ? {} : { text })} />}
    </div>
  );
};

const Outcome = ({ taken }: { taken: Taken }) => {
  if (taken.state === "refused")
    return (
      <Band tone="warning" alert>
        {sentenceOf(taken.code, nodeName(taken)) ?? words.refused({ code: taken.code })}
      </Band>
    );
  const about = { who: nodeName(taken), when: dayAndClock(taken.madeAt) };
  const said =
    taken.records > 0
      ? words.taken({ ...about, count: taken.records })
      : (taken.isOlder ? words.older : words.nothingNew)(about);
  return (
    <Band tone={taken.records > 0 ? "success" : "neutral"}>
      {said} {taken.more && words.more()}
    </Band>
  );
};

/** A refusal in words; undefined where this page knows no more than all others. */
const sentenceOf = (code: string, who = ""): string | undefined => {
  if (!Object.hasOwn(words, code)) return undefined;
  return words[code as "usb_for_other"]({ who });
};
