import { useSignal } from "@preact/signals";
import { dialogLater } from "../ui/dialog-later";
import { common } from "../words/common";

const HelpDialog = dialogLater(async () => (await import("./help-dialog")).HelpDialog);

/** "?" of every staff page. */
export const Help = () => {
  const open = useSignal(false);
  return (
    <>
      <button
        type="button"
        class="button quiet square help"
        aria-label={common.help()}
        onClick={() => {
          open.value = true;
        }}
      >
        ?
      </button>
      <HelpDialog
        open={open.value}
        onClose={() => {
          open.value = false;
        }}
      />
    </>
  );
};
