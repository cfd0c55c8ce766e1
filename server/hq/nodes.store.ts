/** SQL of the codes that enrol nodes. */
import type { Tx } from "../../sync/submit";
import { statement } from "../../sync/tables";

/** What a code enrols, and with what its box shows that it knows the code. */
export interface NodeWish {
  readonly branch: string;
  /** The alias that the new node goes on for: a restore, or a new box in the place of a dead one. */
  readonly heirOf: number | null;
  /** Made of the code, base64url: the code itself is kept nowhere. */
  readonly key: string;
  /** The log key that used it: the same box may ask again when the answer was lost. */
  readonly usedBy: string | null;
}

export interface NodeCode extends NodeWish {
  readonly id: string;
  /** Staff id. */
  readonly by: string;
  readonly endsMs: number;
}

export const nodeCodeById = ({ db }: Pick<Tx, "db">, id: string): NodeCode | undefined => {
  const row = statement(
    db,
    "SELECT doc, by, ends_ms AS endsMs FROM enrol_code WHERE mac = ? AND purpose = 'node'",
  ).get(id) as { doc: string; by: string; endsMs: number } | null;
  return row ? { ...(JSON.parse(row.doc) as NodeWish), id, by: row.by, endsMs: row.endsMs } : undefined;
};
