import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { common } from "../words/common";
import type { StaffCode } from "./people";

/** A code that is shown once: large, with what to do with it. */
export const ShownCode = ({
  title,
  how,
  code,
  onClose,
}: {
  title: string;
  how: string;
  code: StaffCode;
  onClose: () => void;
}) => (
  <Dialog open title={title} onClose={onClose}>
    <p>{how}</p>
    {code.url && <p class="small soft">{code.url.split("#")[0]}</p>}
    <p class="staff-code mono strong">{code.code}</p>
    <Button kind="primary" wide onClick={onClose}>
      {common.close()}
    </Button>
  </Dialog>
);
