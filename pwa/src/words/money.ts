import type { Service } from "../api-types";
import { defineWords } from "./messages";

export const moneyWords = defineWords("words/money", {
  atCounter: {
    ms: "Bayaran urusan: di kaunter, kad sahaja",
    en: "Service fee: at the counter, by card only",
  },
  from: {
    ms: "Bayaran urusan {from} hingga {to}, di kaunter, kad sahaja",
    en: "Service fee {from} to {to}, at the counter, by card only",
  },
  one: {
    ms: "Bayaran urusan {amount}, di kaunter, kad sahaja",
    en: "Service fee {amount}, at the counter, by card only",
  },
  none: { ms: "Tiada bayaran urusan", en: "No service fee" },
});

/** "RM1,234.50"; whole ringgit without sen. */
export const ringgit = (sen: number): string => {
  const whole = String(Math.floor(sen / 100)).replace(/\B(?=(\d{3})+$)/g, ",");
  return sen % 100 === 0 ? `RM${whole}` : `RM${whole}.${String(sen % 100).padStart(2, "0")}`;
};

/** What the service itself costs, in one sentence; an amount nobody published is told at the counter. */
export const feeText = (fees: Service["fees"]): string => {
  const known = fees.flatMap((fee) => (fee.sen === null ? [] : [fee.sen])).toSorted((a, b) => a - b);
  const [least] = known;
  const most = known.at(-1);
  // Nothing to pay only when every fee says so: an amount nobody published is not nothing.
  if (known.length === fees.length && (most ?? 0) === 0) return moneyWords.none();
  if (least === undefined || most === undefined) return moneyWords.atCounter();
  return least === most
    ? moneyWords.one({ amount: ringgit(least) })
    : moneyWords.from({ from: ringgit(least), to: ringgit(most) });
};
