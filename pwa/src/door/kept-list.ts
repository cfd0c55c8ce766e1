/**
 * The day's list on this tablet, sealed under the officer's offline key, and what this tablet let in since. The key is made when the
 * officer is signed in and goes with the list: at sign-out, after twelve hours, when the tablet is shut out.
 *
 *   sign-in ─► key ─► list, sealed ─► (no network: read, used) ─► sign-out, 12 h: all of it is gone
 *
 * Where the officer's own key gives a secret for it (WebAuthn PRF), the key is derived from that and is kept nowhere: after a reload a
 * touch brings it back, without any network. Otherwise it is kept in the browser, where nobody can read it.
 */
import type { DayList } from "../../../server/checkin/door";
import { systemClock } from "../../../sync/core/clock";
import { dropDb, inStore } from "../kept-db";
import { type OfflineSecret, type SecretOf, secretOf } from "../staff/offline-secret";
import { behindNodeMs, currentMs, learnNodeTime } from "../ui/now";
import { newSealKey, seal, type Sealed, unseal } from "./seal";

/** Who the list was given to, and until when it may be read. */
export interface Holder {
  readonly staff: string;
  readonly name: string;
  readonly endsMs: number;
}

type KeptKey = Holder & {
  /** How far the tablet's clock was behind the branch's: after a reload without a network nobody else tells. */
  readonly behindMs: number;
  /** Kept here; otherwise `of` gives it. */
  readonly key?: CryptoKey;
  readonly of?: SecretOf;
};

export interface KeptList {
  readonly list: DayList;
  readonly holder: Holder;
  /** Bookings that this tablet let in, by id. */
  readonly used: ReadonlySet<string>;
}

export type ListState =
  | ({ readonly type: "open" } & KeptList)
  /** There is one; its officer has to touch their key. */
  | { readonly type: "closed"; readonly holder: Holder; readonly of: SecretOf }
  | { readonly type: "none" };

const store = "kept";
/** The staff's sign-out deletes it by this name (`staff/session.ts`). */
const database = { name: "sto-door-list", version: 1, stores: [store] };
const read = <T>(name: string) =>
  inStore(database, store, "readonly", (kept) => kept.get(name) as IDBRequest<T | undefined>);
const write = (name: string, value: unknown) =>
  inStore(database, store, "readwrite", (kept) => kept.put(value, name));

/** The derived key of this page's life; of whom it is stands with the list. */
let inHand: { readonly credential: string; readonly key: CryptoKey } | undefined;

const keyOf = async ({ key, of }: Pick<KeptKey, "key" | "of">): Promise<CryptoKey | undefined> => {
  if (key) return key;
  if (inHand && inHand.credential === of?.credential) return inHand.key;
  const secret = of && secretOf(of.credential);
  if (!secret) return undefined;
  inHand = { credential: secret.credential, key: await keyFrom(secret) };
  return inHand.key;
};

const keyFrom = async ({ bytes }: OfflineSecret): Promise<CryptoKey> => {
  const base = await crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveKey"]);
  const info = new TextEncoder().encode("sto-door-list");
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info };
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
};

/** What there is now. A list whose time is over goes at this moment. */
export const openList = async (): Promise<ListState> => {
  const kept = await read<KeptKey>("key");
  if (!kept) return { type: "none" };
  const { staff, name, endsMs, behindMs } = kept;
  if (behindNodeMs() === 0) learnNodeTime(systemClock.nowMs() + behindMs);
  const holder = { staff, name, endsMs };
  if (currentMs() >= endsMs) {
    await forgetList();
    return { type: "none" };
  }
  const key = await keyOf(kept);
  if (!key) return { type: "closed", holder, of: kept.of! };
  const sealed = await read<Sealed>("list");
  if (!sealed) return { type: "none" };
  const used = await read<Sealed>("used");
  return {
    type: "open",
    holder,
    list: await unseal<DayList>(key, "list", sealed),
    used: new Set(used ? await unseal<string[]>(key, "used", used) : []),
  };
};

/**
 * Keeps a new list for whoever is signed in. Another officer's key goes, and everything under it. Where a touch has to bring the key
 * back first, the list stays as it is.
 */
export const keepList = async (holder: Holder, list: DayList): Promise<void> => {
  const key = await holderKey(holder);
  if (key) await write("list", await seal(key, "list", list));
};

const holderKey = async (holder: Holder): Promise<CryptoKey | undefined> => {
  const kept = await read<KeptKey>("key");
  if (kept?.staff === holder.staff && kept.endsMs === holder.endsMs) return keyOf(kept);
  const secret = secretOf();
  const key = secret ? await keyFrom(secret) : await newSealKey();
  if (secret) inHand = { credential: secret.credential, key };
  await forgetList();
  const from = secret ? { of: { credential: secret.credential, rpId: secret.rpId } } : { key };
  await write("key", { ...holder, ...from, behindMs: behindNodeMs() } satisfies KeptKey);
  return key;
};

/** Marks a booking as let in by this tablet. Without a list there is nothing to mark. */
export const markUsed = async (booking: string): Promise<void> => {
  const kept = await read<KeptKey>("key");
  const key = kept && (await keyOf(kept));
  if (!key) return;
  const sealed = await read<Sealed>("used");
  const used = sealed ? await unseal<string[]>(key, "used", sealed) : [];
  await write("used", await seal(key, "used", [...new Set([...used, booking])]));
};

export const forgetList = (): Promise<void> => dropDb(database);
