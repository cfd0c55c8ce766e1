/** Booking for the person at the counter: the booking pages' own state comes when it is needed. */

export const beginForPerson = (): void =>
  void import("../book/desk").then(({ beginAtDesk }) => beginAtDesk());

/** Back at the counter: nothing of that person stays. */
export const leaveForPerson = (): void => void import("../book/desk").then(({ leaveDesk }) => leaveDesk());
