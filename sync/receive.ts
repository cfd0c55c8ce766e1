/**
 * Taking batches of other nodes: nothing is believed that was not checked, nothing is acknowledged that is not on disk.
 *
 *   head (is it here already?) ─► roster ─► signature ─► body ─► what its node may write ─► log (durable) ─► acknowledged
 *
 * The first refusal ends the matter: what came before it in the same push is kept, the rest changes nothing.
 */
import type { BatchHead, DecodedBatch } from "./core/batch";
import { stampAt } from "./core/hlc";
import { isHqRow, streamFor, type TablePolicy } from "./core/policy";
import { err, ok, type Result } from "./core/result";
import { type EnvelopeError, hashOf, openBatch, readHead, type SealedBatch } from "./envelope";
import type { AppendRefusal, LogStore } from "./log-store";
import type { RosterNode } from "./peer-port";
import type { Verify } from "./request-signing";
import type { SubmitError } from "./submit";
import { type Table, tableById } from "./tables";

export type ReceiveError =
  | EnvelopeError
  | AppendRefusal
  | SubmitError
  | { readonly type: "UnknownNode"; readonly origin: number }
  | { readonly type: "Suspended"; readonly origin: number }
  | { readonly type: "OtherIncarnation"; readonly origin: number; readonly incarnation: number }
  /** A node writes in a stream that is not its own. */
  | { readonly type: "ForeignStream"; readonly origin: number; readonly stream: string }
  /** A node writes a row that is not its to write. */
  | { readonly type: "ForeignRow"; readonly origin: number; readonly table: string }
  /** A stamp outside 2024–2093, or a change of a row that is written once. */
  | { readonly type: "Impossible"; readonly origin: number; readonly what: string }
  /** It speaks of headquarters' records that have not come here: those first. */
  | { readonly type: "DepMissing"; readonly origin: number; readonly dep: number; readonly here: number };

export interface ReceiveDeps {
  readonly store: LogStore;
  readonly findNode: (alias: number) => RosterNode | undefined;
  /** The key by which a batch of this node is believed. */
  readonly logKeyOf: (node: RosterNode, head: Pick<BatchHead, "stream" | "to">) => string;
  readonly verify: Verify;
  /**
   * Headquarters takes nothing more of a node that it suspended. What it took before, a branch still needs: it comes by way of
   * headquarters alone, perhaps after the word of the suspension.
   */
  readonly role: "branch" | "hq";
  /** How far headquarters' stream `all` is here. */
  readonly allSeq: () => Promise<number>;
  readonly knows?: (table: number) => Table | undefined;
}

/** The last stamp there is: 41 bits of milliseconds since 2024. */
const lastStamp = stampAt(Number.MAX_SAFE_INTEGER);

/** Checks one batch. `known`: it is here already, and was not looked at further. */
export const checkBatch = async (
  deps: ReceiveDeps,
  bytes: Uint8Array,
): Promise<Result<SealedBatch | "known", ReceiveError>> => {
  const read = readHead(bytes);
  if (!read.ok) return read;
  const { head } = read.value;
  const [isHere] = await deps.store.has([{ head, hash: hashOf(bytes) }]);
  if (isHere) return ok("known");
  const node = deps.findNode(head.origin);
  if (!node) return err({ type: "UnknownNode", origin: head.origin });
  if (deps.role === "hq" && node.state !== "active") return err({ type: "Suspended", origin: head.origin });
  const opened = openBatch(bytes, deps.logKeyOf(node, head), deps.verify);
  if (!opened.ok) return opened;
  const wrong = wrongHead(head, node) ?? wrongRows(head, opened.value.batch, node, deps.knows ?? tableById);
  if (wrong) return err(wrong);
  const allSeq = await deps.allSeq();
  if (head.dep > allSeq) return err({ type: "DepMissing", origin: head.origin, dep: head.dep, here: allSeq });
  return ok({ head, hash: opened.value.hash, bytes });
};

const wrongHead = (head: BatchHead, node: RosterNode): ReceiveError | undefined => {
  const { origin, incarnation, stream } = head;
  if (incarnation !== node.incarnation) return { type: "OtherIncarnation", origin, incarnation };
  if (!mayWriteStream(node, stream)) return { type: "ForeignStream", origin, stream };
  if (head.firstStamp < 0 || head.lastStamp > lastStamp)
    return { type: "Impossible", origin, what: `stamps up to ${head.lastStamp}` };
  return undefined;
};

/** Headquarters writes every stream; a branch its own and the one for headquarters' eyes. */
export const mayWriteStream = (node: Pick<RosterNode, "role" | "branch">, stream: string): boolean =>
  node.role === "hq" || stream === "hq" || stream === `branch:${node.branch}`;

const wrongRows = (
  { origin, stream }: BatchHead,
  batch: DecodedBatch,
  node: RosterNode,
  knows: (table: number) => Table | undefined,
): ReceiveError | undefined => {
  for (const shape of batch.shapes) {
    const table = knows(shape.table);
    if (!table) continue;
    const { policy, name } = table;
    if (!mayWriteTable(policy, node, stream)) return { type: "ForeignRow", origin, table: name };
    if (policy.kind === "append" && shape.kind !== "i")
      return { type: "Impossible", origin, what: `a change of ${name}, which is written once` };
    if (policy.key.some((column) => !shape.columns.includes(table.wire[column]!)))
      return { type: "Impossible", origin, what: `a row of ${name} without its key` };
    if (!belongsTo(table, shape.columns, shape.values, stream) || !isOwn(table, shape, origin))
      return { type: "ForeignRow", origin, table: name };
  }
  return undefined;
};

/** Who may write a table at all, in this stream; whose row it is, the row says. */
const mayWriteTable = (
  { writer, stream: rule }: TablePolicy,
  { role }: Pick<RosterNode, "role">,
  stream: string,
): boolean => {
  if (role === "hq") return writer !== "self" && writer !== "branch";
  return writer !== "self" && writer !== "hq" && !(rule !== undefined && isHqRow(rule, stream));
};

/** Whether every row that names its branch belongs to the stream. A change by key alone is looked at when it is merged. */
const belongsTo = (
  { policy, wire }: Table,
  columns: readonly number[],
  values: readonly (readonly unknown[])[],
  stream: string,
): boolean => {
  const rule = policy.stream!;
  if (typeof rule === "string") return rule === stream;
  const at = columns.indexOf(wire[rule.branch]!);
  return at < 0 || values[at]!.every((branch) => streamFor(rule, String(branch)) === stream);
};

/** A row that is its node's own testimony is written by that node alone. */
const isOwn = (
  { policy, wire }: Table,
  {
    columns,
    values,
  }: { readonly columns: readonly number[]; readonly values: readonly (readonly unknown[])[] },
  origin: number,
): boolean =>
  policy.self === undefined || values[columns.indexOf(wire[policy.self]!)]!.every((node) => node === origin);
