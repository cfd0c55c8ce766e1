import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { common } from "../words/common";
import { Dialog } from "./dialog";
import { scriptLater } from "./later";
import { Failed, Loading } from "./loading";

interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** A dialog whose script comes when it is first opened, so that its page loads less. */
export const dialogLater = <Props extends DialogProps>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> => {
  const { loaded, bring } = scriptLater(load);
  return (props) => {
    const Loaded = loaded.value;
    const { open, onClose } = props;
    useEffect(() => {
      if (open) void bring();
    }, [open]);
    if (Loaded === "failed")
      return (
        <Dialog open={open} title={common.partGone()} onClose={onClose}>
          <Failed text={common.pageGoneNext()} onRetry={() => void bring()} />
        </Dialog>
      );
    if (Loaded) return <Loaded {...props} />;
    return open ? <Loading /> : null;
  };
};
