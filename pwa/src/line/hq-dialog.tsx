import { node } from "../node";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { common } from "../words/common";
import { Levels } from "./levels";
import { levelsWords as words } from "./levels-words";

/** What a tap on the line's tag tells. */
export const HqDialog = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const sync = node.value?.sync;
  if (!sync) return null;
  return (
    <Dialog open={open} title={words.title()} onClose={onClose}>
      <Levels sync={sync} />
      <div class="row">
        <Button onClick={onClose}>{common.close()}</Button>
        <Button kind="quiet" href="/line">
          {words.linePage()}
        </Button>
      </div>
    </Dialog>
  );
};
