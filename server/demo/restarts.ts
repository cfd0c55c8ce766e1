/** When a child of the demo that exited is started again. Pure: how long it ran comes in. */

/** A child that ran this long was well: what went before is forgotten. */
const wellMs = 60_000;
const firstDelayMs = 500;
const delayMsMax = 8000;
/** About a minute of trying. */
const failuresMax = 10;
/** `sto serve` ends so for a wrong configuration, which no further try puts right. */
const wrongUsage = 2;

export type AfterExit =
  | { readonly type: "Again"; readonly failures: number; readonly delayMs: number }
  | { readonly type: "GiveUp"; readonly failures: number };

/** `failures`: how often it exited in a row before, without a good minute between. Waits 0.5, 1, 2, 4, then 8 s. */
export const afterExit = (failures: number, ranMs: number, code: number | null): AfterExit => {
  const inRow = ranMs >= wellMs ? 1 : failures + 1;
  if (code === wrongUsage || inRow > failuresMax) return { type: "GiveUp", failures: inRow };
  return { type: "Again", failures: inRow, delayMs: Math.min(delayMsMax, firstDelayMs * 2 ** (inRow - 1)) };
};
