/** SQL of codes. */
import type { Tx } from "../../sync/submit";
import { statement } from "../../sync/tables";
import type { CodeChannel } from "./code";

type Reader = Pick<Tx, "db">;

export interface CodeRow {
  readonly id: string;
  readonly session: string;
  readonly purpose: string;
  readonly channel: CodeChannel;
  readonly to: string;
  readonly mac: string;
  readonly tries: number;
  readonly sentAtMs: number;
  readonly handedAtMs: number | null;
  readonly endsMs: number;
}

const columns = `id, session, purpose, channel, "to", mac, tries, sent_at_ms AS sentAtMs, handed_at_ms AS handedAtMs, ends_ms AS endsMs`;

export const codeById = ({ db }: Reader, id: string): CodeRow | null =>
  statement(db, `SELECT ${columns} FROM code WHERE id = ?`).get(id) as CodeRow | null;

export const codesOf = ({ db }: Reader, session: string): readonly CodeRow[] =>
  statement(db, `SELECT ${columns} FROM code WHERE session = ?`).all(session) as CodeRow[];

/** What a limit has counted in its running window. */
export const counted = ({ db, nowMs }: Pick<Tx, "db" | "nowMs">, bucket: string): number => {
  const row = statement(db, "SELECT count FROM rate_limit WHERE bucket = ? AND ends_ms > ?").get(
    bucket,
    nowMs,
  ) as { count: number } | null;
  return row?.count ?? 0;
};
