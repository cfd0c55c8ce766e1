import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Summary } from "../ui/summary";
import { common } from "../words/common";
import { dateLong } from "../words/when";
import type { DocumentRead } from "./document-read";
import { isOwn, type Kiosk } from "./kiosk";
import { kioskWords as words } from "./words";

/**
 * What a reader took a document for, shown to whoever holds it: check digits let one wrong character in some fourteen pass (hardware
 * notes, 3), so a person looks before anything is done with it. It goes with the screen it stands on.
 */
export const ConfirmDialog = ({ kiosk }: { kiosk: Kiosk }) => {
  const read = kiosk.toConfirm.value;
  const close = () => {
    kiosk.touch();
    kiosk.toConfirm.value = undefined;
  };
  return (
    <Dialog
      open={read !== undefined}
      title={read === "unreadable" ? words.notReadTitle() : words.isThisYou()}
      onClose={close}
    >
      {read === "unreadable" ? (
        <>
          <p>{isOwn(kiosk.screen.value) ? words.layAgain() : words.notReadNext()}</p>
          <Button kind="primary" icon="check" wide onClick={close}>
            {common.back()}
          </Button>
        </>
      ) : (
        read && <Holder kiosk={kiosk} read={read} onNo={close} />
      )}
    </Dialog>
  );
};

const Holder = ({ kiosk, read, onNo }: { kiosk: Kiosk; read: DocumentRead; onNo: () => void }) => (
  <>
    <Summary
      rows={[
        { term: words.nameOnDocument(), value: read.name },
        { term: words.documentNumber(), value: read.masked },
        ...(read.expiresOn === undefined
          ? []
          : [{ term: words.documentExpires(), value: dateLong(read.expiresOn) }]),
      ]}
    />
    <Button kind="primary" icon="check" wide onClick={() => kiosk.confirmDocument(read)}>
      {words.thisIsMe()}
    </Button>
    <Button icon="x" wide onClick={onNo}>
      {words.notMe()}
    </Button>
  </>
);
