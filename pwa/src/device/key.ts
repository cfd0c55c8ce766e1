/**
 * The key of this screen: Ed25519, made here, and of no use anywhere else, because the browser never hands its private half out. It
 * lies in IndexedDB, in a profile that is kept; each node has an origin of its own, so one browser may be a kiosk of two.
 */
import type { EnrolledKind } from "../../../server/identity/roles";

export interface KeptDevice {
  /** The device's id, as the node gave it. */
  readonly device: string;
  readonly privateKey: CryptoKey;
}

export interface NewKey {
  /** Raw, as base64url. */
  readonly publicKey: string;
  readonly privateKey: CryptoKey;
}

export const makeKey = async (): Promise<NewKey> => {
  const pair = (await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"])) as CryptoKeyPair;
  const publicKey = base64url(await crypto.subtle.exportKey("raw", pair.publicKey));
  return { publicKey, privateKey: pair.privateKey };
};

/** The signature over a text, as base64url. */
export const signText = async (privateKey: CryptoKey, text: string): Promise<string> =>
  base64url(await crypto.subtle.sign("Ed25519", privateKey, new TextEncoder().encode(text)));

const base64url = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const store = "devices";

export const keepDevice = async (kind: EnrolledKind, kept: KeptDevice): Promise<void> => {
  // A browser that is short of room drops what it was not asked to keep.
  await navigator.storage.persist();
  await inStore("readwrite", (devices) => devices.put(kept, kind));
};

export const keptDevice = (kind: EnrolledKind): Promise<KeptDevice | undefined> =>
  inStore("readonly", (devices) => devices.get(kind) as IDBRequest<KeptDevice | undefined>);

/** One request in a transaction of its own; resolves when it is on disk. */
const inStore = async <T>(
  mode: IDBTransactionMode,
  ask: (devices: IDBObjectStore) => IDBRequest<T>,
): Promise<T> => {
  const db = await openStore();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = db.transaction(store, mode, { durability: "strict" });
      const request = ask(transaction.objectStore(store));
      transaction.addEventListener("complete", () => resolve(request.result));
      transaction.addEventListener("abort", () => reject(transaction.error));
    });
  } finally {
    db.close();
  }
};

const openStore = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open("sto-device", 1);
    opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore(store));
    opening.addEventListener("success", () => resolve(opening.result));
    opening.addEventListener("error", () => reject(opening.error));
  });
