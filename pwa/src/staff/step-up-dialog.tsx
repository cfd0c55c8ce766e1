import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Problem, type StepUpAsked, stepUpAsked } from "../api";
import { loadNode, node } from "../node";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { ProblemBand } from "../ui/problem-band";
import { common } from "../words/common";
import { hasKey, makeDemoKey, stepUp } from "./key-later";
import { keyProblemText } from "./problems";
import { staffWords as words } from "./words";

/** Asks for a touch of one's own key over what is to be done: whatever page asked, the request goes on by itself afterwards. */
export const StepUpDialog = () => {
  const asked = stepUpAsked.value;
  return (
    <Dialog open={asked !== undefined} title={words.confirmTitle()} onClose={() => asked?.done(undefined)}>
      {asked && <Confirm asked={asked} />}
    </Dialog>
  );
};

const Confirm = ({ asked }: { asked: StepUpAsked }) => {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [keyless, setKeyless] = useState(false);
  const asking = useMemo(async () => {
    const known = await hasKey();
    return known.ok && !known.value;
  }, []);
  const made = useRef(false);
  useEffect(() => {
    void loadNode();
    void asking.then(setKeyless);
  }, []);
  const confirm = async () => {
    setBusy(true);
    // Whoever is quicker than the answer would wait for a key that nobody has.
    if (!made.current && (await asking)) {
      if (!node.value?.demo) return setBusy(false);
      const key = await makeDemoKey();
      if (!key.ok) return stop(key.error);
      made.current = true;
      setKeyless(false);
    }
    const touched = await stepUp(asked);
    if (touched.ok) return asked.done(touched.value);
    return stop(touched.error);
  };
  const stop = (error: Problem) => {
    setBusy(false);
    setProblem(error);
  };
  return (
    <>
      <p>{words.confirmWhy()}</p>
      {problem && <ProblemBand problem={problem} text={keyProblemText(problem)} />}
      {keyless && !node.value?.demo ? (
        <p>{words.noKeyYet()}</p>
      ) : (
        <Button kind="primary" icon="key-round" wide busy={busy} onClick={() => void confirm()}>
          {keyless ? words.demoKey() : words.confirmWithKey()}
        </Button>
      )}
      <Button wide onClick={() => asked.done(undefined)}>
        {common.close()}
      </Button>
    </>
  );
};
