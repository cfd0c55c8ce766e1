/**
 * Two different batches of one node under one sequence number, both signed by it: it was copied, or it lies. Headquarters keeps
 * both as the proof and suspends the node; a person decides what next.
 */
import type { SealedBatch } from "./envelope";
import type { AppendRefusal, LogStore } from "./log-store";
import { nodeByAlias } from "./roster";
import { update } from "./rows";
import type { Writer } from "./submit";
import { statement } from "./tables";

export type Fork = Extract<AppendRefusal, { readonly type: "Fork" }>;

/**
 * What a refused batch proves, if anything. A good signature on a batch that follows another one than the one that is here is
 * as good a proof as two batches under one number: both of them name the record before.
 */
export const forkIn = async (
  store: LogStore,
  refusal: AppendRefusal,
  offered: readonly SealedBatch[],
): Promise<Fork | undefined> => {
  if (refusal.type === "Fork") return refusal;
  if (refusal.type !== "ChainBroken") return undefined;
  const { origin, stream, from } = refusal;
  const here = await store.get(origin, stream, from - 1);
  const there = offered.find(
    ({ head }) => head.origin === origin && head.stream === stream && head.from === from,
  );
  return here && there
    ? { type: "Fork", origin, stream, from, here: here.bytes, there: there.bytes }
    : undefined;
};

export interface Evidence {
  keep(fork: Fork): Promise<void>;
}

/** `role`: a branch keeps the proof as well, but the roster is headquarters' to change. */
export const evidenceOf = (writer: Writer, role: "branch" | "hq"): Evidence => ({
  keep: async ({ origin, stream, from, here, there }) => {
    await writer.whole((whole) => {
      const { db, nowMs } = whole.tx;
      statement(
        db,
        "INSERT OR IGNORE INTO evidence (id, origin, stream, seq, here, there, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)",
      ).run(`${origin}/${stream}/${from}`, origin, stream, from, here, there, nowMs);
      if (role !== "hq" || nodeByAlias(db, origin)?.state !== "active") return;
      whole.write(
        { actor: { kind: "system", task: "evidence" }, requestId: `fork-${origin}-${stream}-${from}` },
        {
          intent: "suspend",
          rows: [update("node", { alias: origin }, { state: "suspended" })],
          answer: null,
        },
      );
    });
  },
});
