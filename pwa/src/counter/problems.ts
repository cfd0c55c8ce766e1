import type { Problem } from "../api";
import { counterWords as words } from "./words";

const sentenceByCode: Readonly<Record<string, () => string>> = {
  not_your_ticket: words.notYourTicket,
  ticket_not_found: words.ticketNotFound,
  wrong_state: words.wrongState,
  undo_window_over: words.undoOver,
  nothing_to_undo: words.undoOver,
  recalls_used_up: words.recallsUsed,
  counter_busy: words.counterBusy,
  counter_not_open: words.counterNotOpen,
  counter_taken: words.counterTaken,
  signed_on_elsewhere: words.signedOnElsewhere,
  not_your_counter: words.notYourCounter,
  still_printing: words.stillPrinting,
  ticket_over: words.ticketOver,
  already_booked: words.bookingAlready,
  bring_document: words.documentTaken,
  booking_not_found: words.bookingGone,
  unknown_party: words.bookingGone,
  sign_in_required: words.signInRequired,
};

/** What was refused at the counter, as a sentence: what holds now, what to do next. */
export const counterProblemText = (problem: Problem): string =>
  (sentenceByCode[problem.code] ?? words.otherProblem)();
