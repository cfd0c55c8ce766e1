/**
 * New keys for a node, and whose signature is believed up to where.
 *
 *   keys made on the box ─► `keyAsk`: the last record under the old key ─► headquarters: `nodeKey` (the old key, good up to there)
 *     and the roster's row, in one commit ─► the node merges that word, and signs with the new keys from then on
 *
 * Between its asking and the word a node seals nothing more: its records wait in its file, as they do while the line is cut. It asks
 * headquarters with the old key, and with the new one when headquarters believes the old one no more: a crash at any step leaves it
 * one that is believed. Headquarters gives itself new keys in one commit of its own.
 *
 * What a former key signs beyond its last record is believed by nobody, whoever has stolen it.
 */
import type { Database } from "bun:sqlite";
import { stampToMs } from "./core/hlc";
import type { Row, RowOp } from "./core/plan";
import type { OwnKeys, PublicKeys } from "./own-keys";
import type { RosterNode } from "./peer-port";
import type { Reaction } from "./reactions";
import { ed25519Verifier, type Verify } from "./request-signing";
import { allNodes, nodeByAlias } from "./roster";
import { insert, update } from "./rows";
import { sealOpen, type SealingDeps } from "./sealing";
import type { Tx, Writer } from "./submit";
import { statement } from "./tables";

/** The last record of each stream under a key. */
interface Until {
  readonly [stream: string]: number;
}

/** A key that a node had, and how far it is good. */
export interface FormerKey {
  readonly logKey: string;
  readonly until: Until;
}

export const formerKeys = (db: Database, alias: number): readonly FormerKey[] =>
  (
    statement(db, "SELECT log_key AS logKey, until FROM node_key WHERE alias = ?").all(alias) as {
      logKey: string;
      until: string;
    }[]
  ).map(({ logKey, until }) => ({ logKey, until: JSON.parse(until) as Until }));

/** What a new node of a branch is told of headquarters' former keys: of the streams that it reads. */
export const formerFor = (db: Database, hq: number, branch: string): readonly FormerKey[] =>
  formerKeys(db, hq).map(({ logKey, until }) => ({
    logKey,
    until: Object.fromEntries(["all", `branch:${branch}`].map((stream) => [stream, until[stream] ?? 0])),
  }));

/** Since when a node has its keys, in milliseconds: it was enrolled then, or got new ones. */
export const keysSince = (db: Database, alias: number): number | undefined => {
  const row = statement(
    db,
    "SELECT (SELECT max(at_ms) FROM node_key WHERE alias = ?1) AS atMs, _h AS stamp FROM node WHERE alias = ?1",
  ).get(alias) as { atMs: number | null; stamp: number } | null;
  return row ? (row.atMs ?? stampToMs(row.stamp)) : undefined;
};

/** Slip keys that nodes had until some time after `sinceMs`. */
export const formerSlipKeys = (db: Database, sinceMs: number): readonly string[] =>
  (
    statement(db, "SELECT slip_key FROM node_key WHERE at_ms > ? ORDER BY alias, at_ms").values(sinceMs) as [
      string,
    ][]
  ).map(([slipKey]) => slipKey);

/** The log key by which a node's records of a stream are believed, up to `seq`. */
export const logKeyAt = (
  { logKey }: Pick<RosterNode, "logKey">,
  former: readonly FormerKey[],
  stream: string,
  seq: number,
): string => {
  const good = former
    .filter(({ until }) => (until[stream] ?? 0) >= seq)
    .toSorted((a, b) => a.until[stream]! - b.until[stream]!);
  return good[0]?.logKey ?? logKey;
};

/**
 * How far a node may seal a stream with the key that it has: undefined, without an end. Read off the log alone: a command that works on
 * the folder of a stopped node need not know of new keys.
 */
const sealsUntil = (db: Database, node: number, { keys }: OwnKeys, stream: string): number | undefined => {
  const said = statement(
    db,
    `SELECT until FROM node_key WHERE alias = ?1 AND log_key = ?2
     UNION ALL SELECT until FROM (SELECT until, log_key FROM key_ask WHERE node = ?1 ORDER BY at_ms DESC, _h DESC LIMIT 1)
     WHERE log_key <> ?2`,
  ).get(node, keys.logKey) as { until: string } | null;
  return said ? ((JSON.parse(said.until) as Until)[stream] ?? 0) : undefined;
};

export const sealsWith =
  (db: Database, node: number, own: OwnKeys): NonNullable<SealingDeps["until"]> =>
  (stream) =>
    sealsUntil(db, node, own, stream);

// --- The node ---------------------------------------------------------------------------------------------------------

export interface RotationDeps {
  readonly writer: Writer;
  readonly own: OwnKeys;
  readonly sealing: SealingDeps;
  readonly role: "branch" | "hq";
}

/**
 * Goes on with new keys, if there are any, from wherever it was left: asks for them once, and changes over when they are believed.
 * Done again at every start and at every news of the roster. `true`: it changed over.
 */
export const rotate = async ({ writer, own, sealing, role }: RotationDeps): Promise<boolean> => {
  const { db, node } = writer.deps;
  const coming = own.comingKeys;
  const known = nodeByAlias(db, node);
  if (!coming || !known) return false;
  if (known.logKey !== coming.logKey && !isAsked(db, node, coming)) {
    const asked = await writer.whole((whole) => {
      const rows = role === "hq" ? ownWord(whole.tx, known, coming) : askFor(whole.tx, own, coming);
      const command = { actor: { kind: "system", task: "rotate" }, requestId: "rotate" } as const;
      whole.write(command, { intent: "rotateKeys", about: { node }, rows, answer: null });
    });
    if (!asked.ok) return false;
  }
  // Everything that the old key may still sign is signed by it, before it goes.
  const sealed = await sealOpen(sealing);
  if (!sealed.ok || nodeByAlias(db, node)?.logKey !== coming.logKey) return false;
  own.changeOver();
  return true;
};

const isAsked = (db: Database, node: number, { logKey }: PublicKeys): boolean =>
  statement(db, "SELECT 1 FROM key_ask WHERE node = ? AND log_key = ?").get(node, logKey) !== null;

/** Where the streams end with this commit, which writes one record in each of `also`. */
const endsAfter = ({ db }: Pick<Tx, "db">, also: readonly string[]): Until => {
  const ends = new Map(
    (
      statement(db, "SELECT stream, seq FROM stream_head ORDER BY stream").all() as {
        stream: string;
        seq: number;
      }[]
    ).map(({ stream, seq }) => [stream, seq]),
  );
  for (const stream of also) ends.set(stream, (ends.get(stream) ?? 0) + 1);
  return Object.fromEntries(ends);
};

const askFor = (tx: Tx, own: OwnKeys, coming: PublicKeys): readonly RowOp[] => {
  const until = JSON.stringify(endsAfter(tx, ["hq"]));
  const ask = { node: tx.node, ...coming, until };
  const proof = own.proveNext(askText(ask))!.map((each) => Buffer.from(each).toString("base64url"));
  return [insert("keyAsk", { ...ask, proof: proof.join("."), atMs: tx.nowMs })];
};

/** Headquarters' own: its word is its word. The commit has a leaf in the audit log, so a record in `hq` too. */
const ownWord = (tx: Tx, known: RosterNode, coming: PublicKeys): readonly RowOp[] =>
  wordOf(tx, known, coming, JSON.stringify(endsAfter(tx, ["all", "hq"])));

const wordOf = (
  { nowMs }: Pick<Tx, "nowMs">,
  { alias, logKey, slipKey }: RosterNode,
  { logKey: newLog, slipKey: newSlip, boxKey }: PublicKeys,
  until: string,
): readonly RowOp[] => [
  insert("nodeKey", { alias, logKey, slipKey, until, atMs: nowMs }),
  update("node", { alias }, { logKey: newLog, slipKey: newSlip, boxKey }),
];

type Ask = PublicKeys & { readonly node: number; readonly until: string };

/** No field can hold a line break. */
const askText = ({ node, logKey, slipKey, boxKey, until }: Ask): Uint8Array =>
  Buffer.from(`sto/rotate/v1\0${[node, logKey, slipKey, boxKey, until].join("\n")}`);

// --- Headquarters -----------------------------------------------------------------------------------------------------

/**
 * A node asks for new keys. Its record was signed with the key that it had, and its proof with those that it wants; a node that was
 * shut out, a key that somebody has already, and an ask that is not the node's last record get nothing.
 */
export const giveKeys: Reaction = ({ tx, role }, { row, origin, op }) => {
  const known = nodeByAlias(tx.db, origin);
  const ask = readAsk(row);
  if (role !== "hq" || !ask || known?.state !== "active" || known.role !== "branch") return { rows: [] };
  const [, , seq] = op.split("/");
  const isLast = (JSON.parse(ask.until) as Until)["hq"] === Number(seq);
  const isNew = !allNodes(tx.db).some(({ logKey }) => logKey === ask.logKey) && !wasKey(tx.db, ask.logKey);
  if (ask.node !== origin || !isLast || !isNew || !isProven(ask, ask.proof, ed25519Verifier()))
    return { rows: [] };
  return { rows: wordOf(tx, known, ask, ask.until) };
};

const wasKey = (db: Database, logKey: string): boolean =>
  allNodes(db).some(({ alias }) => formerKeys(db, alias).some((former) => former.logKey === logKey));

const readAsk = (row: Row): (Ask & { readonly proof: string }) | undefined => {
  const { node, logKey, slipKey, boxKey, until, proof } = row;
  const texts = [logKey, slipKey, boxKey, until, proof];
  if (texts.some((text) => typeof text !== "string")) return undefined;
  try {
    const ends = Object.values(JSON.parse(String(until)) as Until);
    if (!ends.every((end) => Number.isSafeInteger(end))) return undefined;
  } catch {
    return undefined;
  }
  return {
    node: Number(node),
    ...(row as unknown as PublicKeys),
    until: String(until),
    proof: String(proof),
  };
};

const isProven = (ask: Ask, proof: string, verify: Verify): boolean => {
  const [log, slip] = proof.split(".").map((each) => Buffer.from(each, "base64url"));
  const text = askText(ask);
  return (
    log !== undefined &&
    slip !== undefined &&
    verify(ask.logKey, text, log) &&
    verify(ask.slipKey, text, slip)
  );
};
