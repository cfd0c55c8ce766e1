import { doorWords as words } from "./words";

const byCode: Readonly<Record<string, readonly [() => string, (values: { branch: string }) => string]>> = {
  wrong_day: [words.wrong_day, words.wrong_dayNext],
  wrong_branch: [words.wrong_branch, words.wrong_branchNext],
  slip_cancelled: [words.slip_cancelled, words.slip_cancelledNext],
  slip_superseded: [words.slip_superseded, words.slip_supersededNext],
  slip_used: [words.slip_used, words.slip_usedNext],
  slip_expired: [words.slip_expired, words.slip_expiredNext],
  slip_invalid: [words.slip_invalid, words.slip_invalidNext],
  booking_not_found: [words.booking_not_found, words.booking_not_foundNext],
  numbers_gone: [words.numbers_gone, words.numbers_goneNext],
  act_too_old: [words.act_too_old, words.act_too_oldNext],
  used_twice: [words.used_twice, words.used_twiceNext],
};

/** Why somebody is not let in, or an act was not recorded, and what to do. */
export const refusalWords = (
  code: string,
  branch: string,
): { readonly title: string; readonly next: string } => {
  const [title, next] = byCode[code] ?? [words.other, () => words.otherNext({ code })];
  return { title: title(), next: next({ branch }) };
};
