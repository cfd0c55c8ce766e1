import { useSignal } from "@preact/signals";
import type { Problem } from "../api";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { ProblemBand } from "../ui/problem-band";
import { toast } from "../ui/toast";
import { eraseAccount } from "./account";
import { words } from "./recovery-words";
import { recoveryProblemText } from "./stop-recovery";

/** The end of an account: asked once more, because nothing brings it back. */
export const EraseAccount = () => {
  const open = useSignal(false);
  const busy = useSignal(false);
  const problem = useSignal<Problem | undefined>(undefined);
  const erase = async () => {
    busy.value = true;
    problem.value = await eraseAccount();
    busy.value = false;
    if (!problem.value) toast(words.erased());
  };
  const close = () => {
    problem.value = undefined;
    open.value = false;
  };
  return (
    <div>
      <Button
        kind="quiet"
        icon="trash-2"
        onClick={() => {
          open.value = true;
        }}
      >
        {words.erase()}
      </Button>
      <Dialog open={open.value} title={words.eraseTitle()} onClose={close}>
        <p>{words.eraseWhat()}</p>
        {problem.value && <ProblemBand problem={problem.value} text={recoveryProblemText(problem.value)} />}
        <div class="row">
          <Button kind="danger" busy={busy.value} onClick={() => void erase()}>
            {words.eraseDo()}
          </Button>
          <Button onClick={close}>{words.keepIt()}</Button>
        </div>
      </Dialog>
    </div>
  );
};
