/**
 * When a branch could not take people in, and nobody is blamed for not having come then.
 *
 *   node       its computer was off, whatever the cause: the power, a crash, a cable that somebody pulled
 *   kiosk      every kiosk that was there today is silent
 *   printer    no printer can print
 *   declared   a supervisor said so (`server/hall/disruption.ts`)
 */

export type Watched = "kiosk" | "printer";
export type DownWhat = "node" | Watched | "declared";

/** [fromMs, toMs); null: it goes on. */
export interface DownTime {
  readonly what: DownWhat;
  readonly fromMs: number;
  readonly toMs: number | null;
}

/** Shorter is a hiccup: a restart for a new program, a roll of paper. */
export const downMsMin = 3 * 60_000;
/** So often a node says that it is there: a power cut is known to this accuracy. */
export const beatMs = 60_000;

/** When somebody with an appointment may check in and is on time. */
export interface ArrivalWindow {
  readonly startsAtMs: number;
  readonly earlyMin: number;
  readonly lateMin: number;
}

/**
 * Whether a visit's time to arrive met a down time: whoever stayed away then, or came after it, is neither absent nor late. Any part of
 * the window is enough, because nobody can know in which minute the person stood before the dark kiosk.
 */
export const isForgiven = (window: ArrivalWindow, downTimes: readonly DownTime[]): boolean => {
  const fromMs = window.startsAtMs - window.earlyMin * 60_000;
  const toMs = window.startsAtMs + window.lateMin * 60_000;
  return downTimes.some((down) => down.fromMs <= toMs && (down.toMs ?? Number.POSITIVE_INFINITY) > fromMs);
};

/** Since when something has been silent; absent: it works, or has never worked while somebody watched. */
export type Silences = ReadonlyMap<Watched, number>;

/** Whether each thing works now; null: there is none here, or none was there today. */
export type Works = Readonly<Record<Watched, boolean | null>>;

/** What is silent after another look. A silence begins when it is seen first. */
export const silencesAfter = (before: Silences, works: Works, nowMs: number): Silences =>
  new Map(
    (["kiosk", "printer"] as const).flatMap((what) =>
      works[what] === false ? [[what, before.get(what) ?? nowMs] as const] : [],
    ),
  );

/** Which down times begin and end: a silence counts once it is long enough, and then from its beginning. */
export const settleDown = (
  standing: readonly { readonly id: string; readonly what: DownWhat }[],
  silences: Silences,
  nowMs: number,
): { readonly begin: readonly { what: Watched; fromMs: number }[]; readonly end: readonly string[] } => ({
  begin: [...silences].flatMap(([what, fromMs]) =>
    nowMs - fromMs >= downMsMin && !standing.some((each) => each.what === what) ? [{ what, fromMs }] : [],
  ),
  end: standing.flatMap(({ id, what }) =>
    what === "kiosk" || what === "printer" ? (silences.has(what) ? [] : [id]) : [],
  ),
});
