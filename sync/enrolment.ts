/**
 * How a new box becomes a node. Pure but for its cryptography; headquarters and the box both use it.
 *
 *   administrator ─► code, ten minutes, one use ─► box makes its keys ─► ask: public keys, signed by them, under the code
 *                                                                             │
 *   box opens it: alias, headquarters' keys, the keys that all nodes share ◄─ welcome: sealed to the box, under the code
 *
 * The code itself never travels: both sides show that they know it (HMAC-SHA-256 under a key made of it), so whoever sits on the line
 * can neither pass for headquarters nor put keys of their own in the place of the box's.
 */
import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { openBox, sealBox } from "./box";
import type { Random } from "./core/clock";
import { crockford, foldCrockford } from "./core/ids";
import type { RosterNode } from "./peer-port";
import { ed25519Signer, type Verify } from "./request-signing";
import { publicKeysOf } from "./public-keys";
import type { FormerKey } from "./rotation";
import type { Credentials } from "./credentials";

export const nodeCodeMs = 10 * 60_000;

/** 140 bits: nobody finds one by asking. */
const codeLength = 28;

export const newNodeCode = (random: Random): string =>
  Array.from(random.bytes(codeLength), (byte) => crockford[byte & 31]!).join("");

/** As people copy it: seven groups of four. */
export const shownNodeCode = (code: string): string => code.match(/.{4}/g)!.join("-");

/** A code as people type it; undefined for what cannot be one. */
export const parseNodeCode = (text: string): string | undefined => {
  const folded = foldCrockford(text);
  return folded.length === codeLength ? folded : undefined;
};

/** What a code is known by at headquarters, and the key that shows it is known. Neither tells the code. */
export interface CodeKeys {
  readonly id: string;
  readonly key: Uint8Array;
}

export const keysOfCode = (code: string): CodeKeys => ({
  id: Buffer.from(derive(code, "id", 16)).toString("base64url"),
  key: derive(code, "key", 32),
});

const derive = (code: string, what: string, bytes: number): Uint8Array =>
  new Uint8Array(hkdfSync("sha256", code, "", `sto/enrol/v1|${what}`, bytes));

type NodeKeys = Pick<RosterNode, "logKey" | "slipKey" | "boxKey">;

/** What a box asks with. Keys and signatures as base64url. */
export interface EnrolAsk extends NodeKeys {
  readonly id: string;
  /** By the log's key and the slips' key, over the same text: the box has both private halves. */
  readonly logSignature: string;
  readonly slipSignature: string;
  readonly mac: string;
}

export const makeAsk = (
  { id, key }: CodeKeys,
  seeds: Pick<Credentials, "logSeed" | "slipSeed" | "boxSeed">,
): EnrolAsk => {
  const keys = publicKeysOf(seeds);
  const text = askText(id, keys);
  const signature = (seed: Uint8Array) => Buffer.from(ed25519Signer(seed).sign(text)).toString("base64url");
  return {
    id,
    ...keys,
    logSignature: signature(seeds.logSeed),
    slipSignature: signature(seeds.slipSeed),
    mac: macOf(key, text),
  };
};

/** Whether the one who asks knows the code and has the keys that it names. That it can open the welcome shows the third. */
export const isSoundAsk = (ask: EnrolAsk, key: Uint8Array, verify: Verify): boolean => {
  const text = askText(ask.id, ask);
  const signed = (publicKey: string, signature: string) =>
    verify(publicKey, text, Buffer.from(signature, "base64url"));
  return (
    isMac(ask.mac, key, text) &&
    signed(ask.logKey, ask.logSignature) &&
    signed(ask.slipKey, ask.slipSignature)
  );
};

/** No field can hold a line break. */
const askText = (id: string, { logKey, slipKey, boxKey }: NodeKeys): Uint8Array =>
  Buffer.from(`sto/enrol/v1\0${[id, logKey, slipKey, boxKey].join("\n")}`);

/** Keys of headquarters' that every node has: identities and lists are blinded alike everywhere. */
type SharedKey = "indexKey" | "screeningKey";

export const sharedOf = (credentials: Pick<Credentials, SharedKey>): Welcome["shared"] => ({
  indexKey: Buffer.from(credentials.indexKey).toString("base64url"),
  screeningKey: Buffer.from(credentials.screeningKey).toString("base64url"),
});

export const keysOfShared = ({
  indexKey,
  screeningKey,
}: Welcome["shared"]): Pick<Credentials, SharedKey> => ({
  indexKey: new Uint8Array(Buffer.from(indexKey, "base64url")),
  screeningKey: new Uint8Array(Buffer.from(screeningKey, "base64url")),
});

/** What a new node is told. */
export interface Welcome {
  readonly alias: number;
  readonly branch: string;
  readonly incarnation: number;
  /** The alias that it goes on for; null for a first node of its branch. */
  readonly heirOf: number | null;
  readonly hq: NodeKeys & { readonly alias: number; readonly former?: readonly FormerKey[] };
  /** The relying party of everybody's passkeys: one for all nodes. */
  readonly rpId: string;
  /** Keys that are the same on every node, 32 bytes as base64url. */
  readonly shared: { readonly [Name in SharedKey]: string };
}

export interface SealedWelcome {
  readonly box: string;
  readonly mac: string;
}

export const sealWelcome = (
  { id, key }: CodeKeys,
  boxKey: string,
  welcome: Welcome,
  random: Random,
): SealedWelcome => {
  const box = sealBox(boxKey, infoOf(id), Buffer.from(JSON.stringify(welcome)), random);
  return { box: Buffer.from(box).toString("base64url"), mac: macOf(key, box) };
};

/** Undefined when it is not by whoever made the code, or not for this box. */
export const openWelcome = (
  { id, key }: CodeKeys,
  boxSeed: Uint8Array,
  { box: text, mac }: SealedWelcome,
): Welcome | undefined => {
  const box = Buffer.from(text, "base64url");
  const opened = isMac(mac, key, box) ? openBox(boxSeed, infoOf(id), box) : undefined;
  return opened && (JSON.parse(Buffer.from(opened).toString("utf8")) as Welcome);
};

const infoOf = (id: string): string => `enrol|${id}`;

const macOf = (key: Uint8Array, text: Uint8Array): string =>
  createHmac("sha256", key).update(text).digest("base64url");

const isMac = (mac: string, key: Uint8Array, text: Uint8Array): boolean => {
  const [given, right] = [Buffer.from(mac), Buffer.from(macOf(key, text))];
  return given.length === right.length && timingSafeEqual(given, right);
};
