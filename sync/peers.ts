/** What headquarters remembers of each branch: how far it has what headquarters wrote, and when it was heard last. */
import type { Database } from "bun:sqlite";
import { noteErasuresHeard } from "./erasure";
import { thawRows } from "./escrow";
import type { LogStore } from "./log-store";
import type { RosterNode } from "./peer-port";
import type { Writer } from "./submit";
import { statement } from "./tables";
import type { Vector } from "./transport";

export interface Heard {
  readonly alias: number;
  /** Sequence by "origin/stream". */
  readonly have: { readonly [originStream: string]: number };
  readonly heardAtMs: number;
  /** How far its clock is ahead of this node's. */
  readonly aheadMs: number;
}

export const heardOf = (db: Database, alias: number): Heard | undefined => {
  const row = statement(
    db,
    "SELECT alias, have, heard_at_ms AS heardAtMs, ahead_ms AS aheadMs FROM peer WHERE alias = ?",
  ).get(alias) as (Omit<Heard, "have"> & { have: string }) | null;
  return row ? { ...row, have: JSON.parse(row.have) as Heard["have"] } : undefined;
};

/** A node that is heard is noted once in this time, when nothing else is new. */
export const noteEveryMs = 10_000;

/**
 * A branch says what it has, durably. What it has seen freed, headquarters may sell again: those units thaw in the same commit.
 * `saidAtMs`: it said so then, in a file, and not now.
 */
export const noteHave = async (
  { writer, store }: { readonly writer: Writer; readonly store: LogStore },
  from: RosterNode,
  have: Vector,
  saidAtMs?: number,
): Promise<void> => {
  const { db, clock, node } = writer.deps;
  const before = heardOf(db, from.alias);
  const now = Object.fromEntries(have);
  const isNews = JSON.stringify(before?.have ?? {}) !== JSON.stringify(now);
  if (!isNews && before && clock.nowMs() - before.heardAtMs < noteEveryMs) return;
  const stream = `branch:${from.branch}`;
  const seq = have.get(`${node}/${stream}`) ?? 0;
  const seen = seq === 0 ? undefined : await store.get(node, stream, seq);
  await writer.whole((whole) => {
    const heardAtMs = Math.min(saidAtMs ?? whole.tx.nowMs, whole.tx.nowMs);
    keepHeard(db, { aheadMs: 0, ...before, alias: from.alias, have: now, heardAtMs });
    if (!seen || from.branch === null) return;
    const { nowMs } = whole.tx;
    noteErasuresHeard(db, { node: from.alias, branch: from.branch, stamp: seen.head.lastStamp, nowMs });
    const rows = thawRows(whole.tx, from.branch, seen.head.lastStamp);
    if (rows.length === 0) return;
    const command = {
      actor: { kind: "system", task: "thaw" },
      requestId: `thaw-${from.alias}-${seq}`,
    } as const;
    whole.write(command, { intent: "thaw", rows, answer: null });
  });
};

/** Writes what is known of a peer: a local row. */
export const keepHeard = (db: Database, { alias, have, heardAtMs, aheadMs }: Heard): void => {
  statement(db, "INSERT OR REPLACE INTO peer (alias, have, heard_at_ms, ahead_ms) VALUES (?, ?, ?, ?)").run(
    alias,
    JSON.stringify(have),
    heardAtMs,
    aheadMs,
  );
};
