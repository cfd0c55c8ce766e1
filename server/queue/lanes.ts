/** The four lanes of the hall. A ticket is in exactly one; an officer may move it to or from `priority`. */
export const lanes = ["appointment", "priority", "normal", "employer"] as const;
export type Lane = (typeof lanes)[number];

/** The lane a ticket has by its nature, before anyone claims priority. A refused claim goes back here. */
export type BaseLane = Exclude<Lane, "priority">;

/** Lanes a person without an appointment may choose at the kiosk. */
export const walkInLanes = ["normal", "priority", "employer"] as const satisfies readonly Lane[];
export type WalkInLane = (typeof walkInLanes)[number];

/**
 * Who goes ahead: 60 and over, disabled (OKU), pregnant, with an infant, Haj pilgrims.
 * The offices named these groups when they kept counters and numbers for them (60+ quota at Wangsa Maju
 * in 2023, special counter of 2019, passport walk-ins for 60+, OKU and Haj since 2022).
 */
export const priorityReasons = ["elderly", "oku", "pregnant", "infant", "haj"] as const;
export type PriorityReason = (typeof priorityReasons)[number];

/**
 * A claim made at the kiosk is believed until an officer looks. `none` means nobody claimed.
 *
 *   none ──► confirmed        an officer sees it without being asked
 *   claimed ──► confirmed     one touch at the counter
 *   claimed ──► denied        back to the base lane, place kept
 */
export type ClaimState = "none" | "claimed" | "confirmed" | "denied";

/** Warga emas: persons aged 60 and over (Dasar Warga Emas Negara). */
export const elderlyAgeMin = 60;

/** True when someone born on `bornOn` is 60 or older on `today` (both YYYY-MM-DD, branch local). */
export const isElderly = (bornOn: string, today: string): boolean => {
  const years = Number(today.slice(0, 4)) - Number(bornOn.slice(0, 4));
  const hadBirthday = today.slice(5) >= bornOn.slice(5);
  return years - (hadBirthday ? 0 : 1) >= elderlyAgeMin;
};

/** What the birth date of a checked document already proves: such a claim needs no officer. */
export const claimAtStart = (
  reasons: readonly PriorityReason[],
  bornOnVerified: string | null,
  today: string,
): ClaimState => {
  if (bornOnVerified !== null && isElderly(bornOnVerified, today)) return "confirmed";
  return reasons.length > 0 ? "claimed" : "none";
};
