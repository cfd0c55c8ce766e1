import { catalogue } from "../node";
import { goTo } from "../router";
import { forgetDeskSlips } from "../slips";
import { atDesk, bookAsOfficer } from "./booker";
import { clearDraft, edit } from "./draft";
import { releaseHold } from "./hold";

/** From the counter: a booking for the person in front of the officer begins empty, at this branch. */
export const beginAtDesk = (): void => {
  startEmpty();
  bookAsOfficer(true);
  edit({ branch: catalogue.peek()?.branchId ?? undefined });
  goTo("/book?step=who");
};

/** Back at the counter: nothing of that person stays on the tablet, neither a form nor a slip. */
export const leaveDesk = (): void => {
  if (!atDesk.peek()) return;
  startEmpty();
  bookAsOfficer(false);
};

const startEmpty = (): void => {
  releaseHold();
  clearDraft();
  forgetDeskSlips();
};
