/** SQL of the samples. */
import type { Tx } from "../../sync/submit";
import { statement } from "../../sync/tables";
import type { Sample } from "./samples";

/** Of all branches together, from `fromMs` up to `toMs`. */
export const samplesBetween = ({ db }: Pick<Tx, "db">, fromMs: number, toMs: number): readonly Sample[] =>
  statement(
    db,
    `SELECT at_ms AS atMs, sum(waiting) AS waiting, sum(numbers) AS numbers, sum(served) AS served, count(*) AS branches
     FROM pulse_sample WHERE at_ms >= ? AND at_ms < ? GROUP BY at_ms ORDER BY at_ms`,
  ).all(fromMs, toMs) as Sample[];
