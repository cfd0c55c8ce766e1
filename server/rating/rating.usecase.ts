/** A visit's rating, given at the branch or through headquarters by whoever has the number's address. */
import type { Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { insert } from "../../sync/rows";
import type { Tx } from "../../sync/submit";
import { type Mark, mayRate, type RatingError } from "./rating";
import { type HallReader, branchOf, dayRange, todayOf } from "../queue/hall.usecase";
import { marksOf, ratedSince } from "./rating.store";

export interface RatingInput {
  readonly ticket: string;
  readonly mark: Mark;
  /** The number as it is shown now; undefined: this node does not know it. */
  readonly shown:
    | { readonly branch: string; readonly state: string; readonly issuedAtMs: number }
    | undefined;
}

export const planRating = (
  tx: Tx,
  { ticket, mark, shown }: RatingInput,
): Result<Plan<null>, RatingError | { readonly type: "TicketNotFound" }> => {
  if (!shown) return err({ type: "TicketNotFound" });
  const given = marksOf(tx, ticket);
  if (given[0] === mark) return ok({ intent: "rate", rows: [], answer: null });
  const may = mayRate({ ...shown, given: given.length }, tx.nowMs);
  if (!may.ok) return may;
  const row = { ticket, atMs: tx.nowMs, branch: shown.branch, mark };
  return ok({ intent: "rate", rows: [insert("rating", row)], answer: null });
};

/** What was given last; null: nothing yet. */
export const ratingOf = (reader: Parameters<typeof marksOf>[0], ticket: string): Mark | null =>
  marksOf(reader, ticket)[0] ?? null;

/** What was given at this branch today. Never told by officer. */
export const ratedToday = (reader: HallReader): ReturnType<typeof ratedSince> =>
  ratedSince(reader, branchOf(reader).code, dayRange(reader, todayOf(reader).day).fromMs);
