/** The counter's dialogs, each loaded when it is first opened: an officer's tablet shows the queue before it asks anything. */
import { dialogLater } from "../ui/dialog-later";

const dialogs = () => import("./dialogs");

export const PickDialog = dialogLater(async () => (await dialogs()).PickDialog);
export const TransferDialog = dialogLater(async () => (await dialogs()).TransferDialog);
export const FinishDialog = dialogLater(async () => (await dialogs()).FinishDialog);
export const KeysDialog = dialogLater(async () => (await dialogs()).KeysDialog);
export const SeenDialog = dialogLater(async () => (await import("./seen-dialog")).SeenDialog);
export const CorrectDialog = dialogLater(async () => (await import("./correct-dialog")).CorrectDialog);
export const BiometricDialog = dialogLater(async () => (await import("./biometric-dialog")).BiometricDialog);
export const VisitsDialog = dialogLater(async () => (await import("./visits-dialog")).VisitsDialog);
