/**
 * What is left of somebody who was erased (`kernel.md` 5): nothing that can be read. The tombstone is a row of the log; in the
 * transaction that writes or merges it the person's key goes, with the blind indexes by which they were found and the messages that
 * waited. What lies sealed in rows and in the log stays as it is, and opens for nobody.
 *
 *   decided at a branch ─► headquarters ─► a tombstone in the stream of every branch that names the key ─► each of its nodes
 *   decided at headquarters ─────────────►
 *
 * One row for each branch, and not one for all: a branch learns of no erasure but those of people whom it has itself.
 */
import type { Database } from "bun:sqlite";
import type { RowOp } from "./core/plan";
import { forgetErased, identityOf } from "./erased";
import { branchesNaming, occursIn } from "./keys";
import type { Reacted, Reaction } from "./reactions";
import { allNodes, nodeByAlias } from "./roster";
import { insert, put, update } from "./rows";
import type { Sealer } from "./sealer";
import type { Tx } from "./submit";
import { statement } from "./tables";

/** A tombstone as it is decided. */
interface Tombstone {
  readonly subject: string;
  /** `holder`, or the id of the officer who saw the document. */
  readonly by: string;
  readonly atMs: number;
}

/**
 * At headquarters, before the person is forgotten here: the tombstones of the branches that name them, and which nodes owe it.
 * `origin`: the node that decided; it owes nothing.
 */
export const tombstonesOfBranches = (
  { db }: Pick<Tx, "db">,
  { subject, by, atMs }: Tombstone,
  origin: number,
): readonly RowOp[] => {
  const branches = branchesNaming(db, subject);
  const named = new Set(branches);
  const owing = allNodes(db).filter(({ alias, branch }) => alias !== origin && named.has(branch ?? ""));
  return [
    ...branches
      .filter((at) => !isToldTo(db, subject, at))
      .map((at) => insert("erasure", { subject, at, by, atMs })),
    ...owing.map(({ alias }) => put("erasureHeard", { subject, node: alias, atMs: 0 })),
  ];
};

const isToldTo = (db: Database, subject: string, at: string): boolean =>
  statement(db, "SELECT 1 FROM erasure WHERE subject = ? AND at = ?").get(subject, at) !== null;

/**
 * A tombstone was merged. A branch erases people of its own stream, and nobody else: it may have been stolen. Headquarters' word is
 * believed.
 */
export const spreadErasure: Reaction = ({ tx, sealer, role, forgotten }, { row, origin }): Reacted => {
  const { db } = tx;
  const [subject, at] = [String(row["subject"]), String(row["at"])];
  const isOfHq = nodeByAlias(db, origin)?.role === "hq";
  if (!isOfHq && !occursIn(db, subject, at)) return { rows: [] };
  const rows =
    role === "hq"
      ? [
          ...tombstonesOfBranches(tx, { subject, by: "hq", atMs: Number(row["atMs"]) }, origin),
          ...accountRows(db, subject),
        ]
      : [];
  forgotten?.(tracesOf(db, sealer, subject));
  forgetErased(db, row);
  return { rows };
};

/** An account that opens nothing any more, wherever it is known. */
const accountRows = (db: Database, subject: string): readonly RowOp[] =>
  (
    statement(db, "SELECT at FROM account WHERE id = ?1 AND subject = ?1 AND state <> 'erased'").values(
      subject,
    ) as [string][]
  ).map(([at]) => update("account", { id: subject, at }, { state: "erased" }));

/** What may lie outside the database for somebody: messages by their ids, and by where they went. Kept nowhere. */
export interface Traces {
  readonly ids: readonly string[];
  readonly addresses: readonly string[];
}

const tracesOf = (db: Database, sealer: Sealer, subject: string): Traces => {
  const holder = sealer.open(db, subject);
  const ids = (statement(db, "SELECT id FROM notice WHERE subject = ?").values(subject) as [string][]).map(
    ([id]) => id,
  );
  if (!holder) return { ids, addresses: [] };
  const contacts = (
    statement(
      db,
      `SELECT 'booking', b.id, b.sealed FROM booking b JOIN party p ON p.booking = b.id
       WHERE b.subject = ?1 AND p.identity_index = ${identityOf}
       UNION ALL SELECT 'booking', id, sealed FROM booking WHERE kind = 'employer' AND subject = ?1
       UNION ALL SELECT 'account', id, sealed FROM account WHERE id = ?1 AND subject = ?1`,
    ).values(subject) as [string, string, Uint8Array][]
  ).flatMap(([table, id, sealed]) => sealer.unseal<WithContact>(holder, table, id, sealed).contact ?? []);
  const addresses = contacts.flatMap(({ email, phone }) => [email, phone].filter((to) => to !== null));
  return { ids, addresses: [...new Set(addresses)] };
};

interface WithContact {
  readonly contact?: { readonly email: string | null; readonly phone: string | null };
}

/**
 * At headquarters: a node has said that it has everything up to a stamp of what headquarters wrote to its branch, words of erasure
 * among it.
 */
export const noteErasuresHeard = (
  db: Database,
  { node, branch, stamp, nowMs }: { node: number; branch: string; stamp: number; nowMs: number },
): void => {
  statement(
    db,
    `UPDATE erasure_heard SET at_ms = ?1 WHERE node = ?2 AND at_ms = 0 AND EXISTS (
       SELECT 1 FROM erasure e WHERE e.subject = erasure_heard.subject AND e.at = ?3 AND e._h <= ?4)`,
  ).run(nowMs, node, branch, stamp);
};
