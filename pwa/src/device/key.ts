/**
 * The key of this screen: Ed25519, made here, and of no use anywhere else, because the browser never hands its private half out. It
 * lies in IndexedDB, in a profile that is kept; each node has an origin of its own, so one browser may be a kiosk of two.
 */
import type { EnrolledKind } from "../../../server/identity/roles";
import { inStore } from "../kept-db";

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
const database = { name: "sto-device", version: 1, stores: [store] };

export const keepDevice = async (kind: EnrolledKind, device: KeptDevice): Promise<void> => {
  // A browser that is short of room drops what it was not asked to keep.
  await navigator.storage.persist();
  await inStore(database, store, "readwrite", (devices) => devices.put(device, kind));
};

export const keptDevice = (kind: EnrolledKind): Promise<KeptDevice | undefined> =>
  inStore(database, store, "readonly", (devices) => devices.get(kind) as IDBRequest<KeptDevice | undefined>);
