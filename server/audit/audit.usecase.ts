/** The audit log as it is asked for: its root, signed; proofs; a list; and an export, which is audited itself. */
import type { Reader } from "../../drizzle/db";
import { type AuditLeaf, entryOf, leafAt, sha256, treeOf, treeSize } from "../../sync/audit";
import type { Intent } from "../../sync/core/intents";
import { consistencyProof, inclusionProof, rootAt } from "../../sync/core/merkle";
import type { About, Actor, Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { nodeByAlias } from "../../sync/roster";
import { findBooking } from "../booking/find.usecase";
import type { Deps } from "../deps";
import { leavesBefore, leavesOfMoment, type Place } from "./audit.store";
import { keyLine, type LogKey, originOf, signCheckpoint } from "./checkpoint";
import { proofText } from "./proof";

type Asking = Pick<Deps, "db" | "self" | "sync">;

/** This node's key for its checkpoints: the key of its log. */
export const logKey = ({ self, sync }: Pick<Deps, "self" | "sync">): LogKey => ({
  origin: originOf(self.alias),
  publicKey: sync.replication.publicKey,
});

export const ownKeyLine = (deps: Pick<Deps, "self" | "sync">): string => keyLine(sha256, logKey(deps));

/** The tree at one size, with the note that says so. */
export interface SignedTree {
  readonly size: number;
  readonly checkpoint: string;
}

/** The tree as it is now, signed. Signing the same tree twice gives the same note. */
export const treeNow = (deps: Asking): SignedTree => {
  const size = treeSize(deps.db);
  const head = { size, root: rootAt(treeOf(deps.db), size) };
  const { sign } = deps.sync.replication;
  return { size, checkpoint: signCheckpoint(head, logKey(deps), { sha256, sign }) };
};

export type ConsistencyError = { readonly type: "NoSuchTree"; readonly size: number };

/** That the tree of `to` leaves begins with the tree of `from` leaves. */
export const consistencyBetween = (
  { db }: Reader,
  from: number,
  to: number,
): Result<readonly Uint8Array[], ConsistencyError> => {
  const size = treeSize(db);
  return from > to || to > size
    ? err({ type: "NoSuchTree", size })
    : ok(consistencyProof(treeOf(db), from, to));
};

/** A leaf as people read it, with its proof as a text to keep. */
export interface ProvenLeaf {
  readonly leaf: AuditLeaf;
  readonly size: number;
  /** A `.tlog-proof`: see `proof.ts`. */
  readonly text: string;
  /** With this line anybody can check it. */
  readonly key: string;
}

export type LeafError = { readonly type: "LeafNotFound" };

/** The proof of one leaf of this node's own log. */
export const proofOf = (
  deps: Asking,
  seq: number,
  { size, checkpoint } = treeNow(deps),
): Result<ProvenLeaf, LeafError> => {
  const leaf = seq < size ? leafAt(deps.db, deps.self.alias, seq) : undefined;
  if (!leaf) return err({ type: "LeafNotFound" });
  const hashes = inclusionProof(treeOf(deps.db), seq, size);
  const text = proofText({ entry: entryOf(leaf), index: seq, hashes, checkpoint });
  return ok({ leaf, size, text, key: ownKeyLine(deps) });
};

/** Only the node that made a booking has the tree with its leaf. */
export type BookingProofError = LeafError | { readonly type: "ProofElsewhere" };

/** The proof that a booking was made when it says, by its id. */
export const proofOfBooking = (deps: Asking, bookingId: string): Result<ProvenLeaf, BookingProofError> => {
  const found = findBooking(deps, bookingId);
  if (!found) return err({ type: "LeafNotFound" });
  const { home, createdAtMs } = found.booking;
  if (home !== deps.self.alias) return err({ type: "ProofElsewhere" });
  const leaf = leavesOfMoment(deps, createdAtMs, home, "confirm" satisfies Intent).find(({ about }) =>
    idsOf(about, "booking").includes(bookingId),
  );
  return leaf ? proofOf(deps, leaf.seq) : err({ type: "LeafNotFound" });
};

const idsOf = (about: string, what: string): readonly string[] => {
  const found = (JSON.parse(about) as About)[what];
  return typeof found === "object" ? found : found === undefined ? [] : [String(found)];
};

// --- List and export ----------------------------------------------------------------------------------------------------

export interface AuditFilter {
  /** Id of a member of staff, an account or a device, or the name of a task. */
  readonly actor: string | undefined;
  readonly intent: Intent | undefined;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface AuditItem {
  readonly node: number;
  /** The branch of that node; null: headquarters. */
  readonly branch: string | null;
  readonly seq: number;
  readonly atMs: number;
  readonly intent: string;
  readonly actor: Actor;
  readonly about: About;
}

export const itemOf = ({ db, self }: Pick<Deps, "db" | "self">, leaf: AuditLeaf): AuditItem => ({
  node: leaf.node,
  // A branch that has never heard headquarters has no roster, but knows itself.
  branch: leaf.node === self.alias ? self.branch : (nodeByAlias(db, leaf.node)?.branch ?? null),
  seq: leaf.seq,
  atMs: leaf.atMs,
  intent: leaf.intent,
  actor: JSON.parse(leaf.actor) as Actor,
  about: JSON.parse(leaf.about) as About,
});

export const pageSize = 50;
/** Leaves that one page looks at: a filter that fits few gives a short page and the place to go on from. */
const lookedAtMax = 2000;

/** A page of the log of all nodes that are here, the newest first; `next` is null at the end. */
export const auditPage = (
  reader: Reader,
  filter: AuditFilter,
  after: Place | undefined,
  count = pageSize,
): { readonly leaves: readonly AuditLeaf[]; readonly next: Place | null } => {
  const place = after ?? { atMs: filter.toMs, node: Number.MAX_SAFE_INTEGER, seq: 0 };
  const rows = leavesBefore(reader, place, filter.fromMs, lookedAtMax);
  const leaves: AuditLeaf[] = [];
  for (const leaf of rows) {
    if (!fits(leaf, filter)) continue;
    leaves.push(leaf);
    if (leaves.length === count) return { leaves, next: placeOf(leaf) };
  }
  return { leaves, next: rows.length === lookedAtMax ? placeOf(rows.at(-1)!) : null };
};

const placeOf = ({ atMs, node, seq }: AuditLeaf): Place => ({ atMs, node, seq });

const fits = (leaf: AuditLeaf, { actor, intent }: AuditFilter): boolean =>
  (intent === undefined || leaf.intent === intent) &&
  (actor === undefined || idOf(JSON.parse(leaf.actor) as Actor) === actor);

const idOf = (actor: Actor): string => {
  if (actor.kind === "public") return actor.account;
  return actor.kind === "system" ? actor.task : actor.id;
};

/** The commit that says who took the log away, and which part of it: written before the first line leaves. */
export const planExport = (filter: AuditFilter): Result<Plan<null>, never> =>
  ok({
    intent: "exportAudit",
    about: {
      fromMs: filter.fromMs,
      toMs: filter.toMs,
      ...(filter.actor === undefined ? {} : { actor: filter.actor }),
      ...(filter.intent === undefined ? {} : { intent: filter.intent }),
    },
    rows: [],
    answer: null,
  });

/**
 * The log as lines of JSON, the newest first: each leaf with its bytes, and those of this node with their proof in one tree. The
 * proof of another node's leaf is that node's to give.
 */
export const exportLines = function* (deps: Asking, filter: AuditFilter): Generator<string> {
  const tree = treeNow(deps);
  let after: Place | undefined;
  do {
    const page = auditPage(deps, filter, after);
    for (const leaf of page.leaves) {
      const proof = leaf.node === deps.self.alias ? proofOf(deps, leaf.seq, tree) : undefined;
      yield `${JSON.stringify({
        ...itemOf(deps, leaf),
        salt: leaf.salt,
        entry: Buffer.from(entryOf(leaf)).toString("base64"),
        proof: proof?.ok ? proof.value.text : null,
      })}\n`;
    }
    after = page.next ?? undefined;
  } while (after);
};
