/** SQL of the clock's facts, and of a supervisor's word. */
import type { Tx } from "../../sync/submit";
import { statement } from "../../sync/tables";
import type { ClockWord } from "./clock";

/** The latest moment of this node's audited records, by whatever its clock said then. */
export const lastRecordMs = ({ db }: Pick<Tx, "db">, node: number): number | null =>
  (
    statement(db, "SELECT at_ms AS atMs FROM audit WHERE node = ? ORDER BY at_ms DESC LIMIT 1").get(node) as {
      atMs: number;
    } | null
  )?.atMs ?? null;

export const clockKey = "clock_confirmed";

export const clockWord = ({ db }: Pick<Tx, "db">): ClockWord | undefined => {
  const row = statement(db, "SELECT value FROM meta WHERE key = ?").get(clockKey) as { value: string } | null;
  return row ? (JSON.parse(row.value) as ClockWord) : undefined;
};
