/** The only SQL of counters: which there are, and who sits there with what. */
import { statement } from "../../sync/tables";
import type { HallReader } from "./hall.usecase";

export type CounterState = "closed" | "open" | "break";

/** A counter with its latest step; `closed` with `seq` 0 when nobody ever signed on. */
export interface Counter {
  readonly id: string;
  readonly no: number;
  readonly name: string;
  readonly state: CounterState;
  readonly officer: string | null;
  /** Groups it takes now, or would take by default when somebody signs on. */
  readonly groups: readonly string[];
  readonly seq: number;
  /** When the latest step was; 0 when there is none. */
  readonly sinceMs: number;
}

interface CounterRow extends Omit<Counter, "groups"> {
  readonly groups: string;
}

const latest = `SELECT c.id, c.no, c.name, coalesce(s.state, 'closed') AS state, s.officer, coalesce(s.seq, 0) AS seq, coalesce(s.at_ms, 0) AS sinceMs,
    CASE WHEN s.state IN ('open', 'break') THEN s.groups ELSE c.groups END AS groups
  FROM counter c LEFT JOIN counter_step s
    ON s.counter = c.id AND s.seq = (SELECT max(seq) FROM counter_step WHERE counter = c.id)`;

const counterOf = (row: CounterRow): Counter => ({ ...row, groups: JSON.parse(row.groups) as string[] });

export const allCounters = ({ db, branch }: HallReader): readonly Counter[] =>
  (statement(db, `${latest} WHERE c.branch = ? ORDER BY c.no`).all(branch) as CounterRow[]).map(counterOf);

export const counterById = ({ db, branch }: HallReader, id: string): Counter | undefined => {
  const row = statement(db, `${latest} WHERE c.id = ? AND c.branch = ?`).get(id, branch) as CounterRow | null;
  return row ? counterOf(row) : undefined;
};

/** Where an officer is signed on. */
export const counterOfOfficer = (reader: HallReader, officer: string): Counter | undefined =>
  allCounters(reader).find((counter) => counter.officer === officer && counter.state !== "closed");

export interface CounterSpell {
  readonly counter: string;
  readonly groups: readonly string[];
  readonly atMs: number;
}

/** Which groups each counter took from when on, in [fromMs, toMs), oldest first: to check a day's calls again. */
export const counterSpells = (
  { db, branch }: HallReader,
  fromMs: number,
  toMs: number,
): readonly CounterSpell[] =>
  (
    statement(
      db,
      "SELECT counter, groups, at_ms AS atMs FROM counter_step WHERE branch = ? AND at_ms >= ? AND at_ms < ? ORDER BY _h, rowid",
    ).all(branch, fromMs, toMs) as { counter: string; groups: string; atMs: number }[]
  ).map((row) => ({ ...row, groups: JSON.parse(row.groups) as string[] }));
