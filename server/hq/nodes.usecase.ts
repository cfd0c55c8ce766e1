/** Nodes come and go: a code for a new box, the box that uses it, and the one that is shut out for good. */
import type { Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { type CodeKeys, nodeCodeMs } from "../../sync/enrolment";
import type { RosterNode } from "../../sync/peer-port";
import { allNodes, type KnownNode, nodeByAlias } from "../../sync/roster";
import { insert, put, update } from "../../sync/rows";
import type { Tx } from "../../sync/submit";
import type { SuspendReason } from "./nodes";
import { type NodeCode, nodeCodeById } from "./nodes.store";

export interface NodeCodeWish {
  readonly branch: string;
  /** The node of this branch that the new one goes on for. */
  readonly replaces: number | null;
  /** Staff id of the administrator. */
  readonly by: string;
}

export type NodeCodeError =
  | { readonly type: "UnknownBranch" }
  /** The branch has a node: say which one the new box takes the place of. */
  | { readonly type: "BranchHasNode"; readonly alias: number }
  | { readonly type: "NodeNotFound" };

/**
 * A code for one box, ten minutes. The caller draws it and shows it once; here are only the keys made of it. `isBranch`: whether the
 * catalogue knows the code.
 */
export const planNodeCode = (
  tx: Tx,
  { branch, replaces, by }: NodeCodeWish,
  { id, key }: CodeKeys,
  isBranch: (code: string) => boolean,
): Result<Plan<{ readonly endsAtMs: number }>, NodeCodeError> => {
  if (!isBranch(branch)) return err({ type: "UnknownBranch" });
  const heirless = lastOf(tx, branch);
  if (replaces === null && heirless) return err({ type: "BranchHasNode", alias: heirless.alias });
  if (replaces !== null && heirless?.alias !== replaces) return err({ type: "NodeNotFound" });
  const endsMs = tx.nowMs + nodeCodeMs;
  const kept = Buffer.from(key).toString("base64url");
  return ok({
    intent: "makeNodeCode",
    about: { branch, replaces: replaces ?? "" },
    rows: [codeRow({ id, by, endsMs, branch, heirOf: replaces, key: kept, usedBy: null })],
    answer: { endsAtMs: endsMs },
  });
};

/** The node of a branch for which no other goes on. */
const lastOf = (tx: Pick<Tx, "db">, branch: string): KnownNode | undefined =>
  allNodes(tx.db).findLast((node) => node.branch === branch && !isReplaced(tx, node));

const isReplaced = (tx: Pick<Tx, "db">, { alias }: KnownNode): boolean =>
  allNodes(tx.db).some(({ heirOf }) => heirOf === alias);

export type EnrolNodeError =
  /** Never made, over, or used by another box: nobody is told which. */
  | { readonly type: "NodeCodeWrong" }
  /** 1,023 nodes there ever were: the roster is full. */
  | { readonly type: "RosterFull" };

export type Enrolled = Pick<KnownNode, "alias" | "incarnation" | "heirOf"> & { readonly branch: string };

const aliasMax = 1023;

/** Takes a box in whose request was verified. The same box that asks again gets the same answer. */
export const planEnrolNode = (
  tx: Tx,
  id: string,
  keys: Pick<RosterNode, "logKey" | "slipKey" | "boxKey">,
): Result<Plan<Enrolled>, EnrolNodeError> => {
  const code = nodeCodeById(tx, id);
  if (!code || tx.nowMs >= code.endsMs) return err({ type: "NodeCodeWrong" });
  const nodes = allNodes(tx.db);
  const known = nodes.find(({ logKey }) => logKey === keys.logKey);
  if (code.usedBy !== null)
    return code.usedBy === keys.logKey && known
      ? ok({ intent: "enrol", rows: [], answer: answerOf(code, known) })
      : err({ type: "NodeCodeWrong" });
  // A key that the roster knows has a log of its own already.
  if (known) return err({ type: "NodeCodeWrong" });
  // Of two codes for one place the first box takes it: two boxes would each open the branch's days.
  if ((lastOf(tx, code.branch)?.alias ?? null) !== code.heirOf) return err({ type: "NodeCodeWrong" });
  const alias = Math.max(...nodes.map((node) => node.alias)) + 1;
  if (alias > aliasMax) return err({ type: "RosterFull" });
  const ofBranch = nodes.filter(({ branch }) => branch === code.branch);
  const node: KnownNode = {
    alias,
    id: `branch-${alias}`,
    role: "branch",
    branch: code.branch,
    incarnation: 1 + Math.max(0, ...ofBranch.map(({ incarnation }) => incarnation)),
    ...keys,
    state: "active",
    heirOf: code.heirOf,
  };
  return ok({
    intent: "enrol",
    about: { node: alias, branch: code.branch, heirOf: code.heirOf ?? "", by: code.by },
    rows: [codeRow({ ...code, usedBy: keys.logKey }), insert("node", node)],
    answer: answerOf(code, node),
  });
};

const answerOf = ({ branch }: NodeCode, { alias, incarnation, heirOf }: KnownNode): Enrolled => ({
  alias,
  branch,
  incarnation,
  heirOf,
});

const codeRow = ({ id, by, endsMs, branch, heirOf, key, usedBy }: NodeCode) =>
  put("enrolCode", {
    mac: id,
    purpose: "node",
    doc: JSON.stringify({ branch, heirOf, key, usedBy }),
    by,
    endsMs,
  });

/**
 * Shuts a node out, for good: the roster's row goes to every node in stream `all`, and headquarters takes nothing more of it from this
 * commit on (`sync/halt.ts` says what the node itself does when it hears). A branch comes back with a new box and a new code.
 */
export const planSuspendNode = (
  tx: Tx,
  { alias, reason }: { readonly alias: number; readonly reason: SuspendReason },
): Result<Plan<null>, { readonly type: "NodeNotFound" }> => {
  const node = nodeByAlias(tx.db, alias);
  if (node?.role !== "branch" || node.state !== "active") return err({ type: "NodeNotFound" });
  return ok({
    intent: "suspend",
    about: { node: alias, branch: node.branch ?? "", reason },
    rows: [update("node", { alias }, { state: "suspended" })],
    answer: null,
  });
};
