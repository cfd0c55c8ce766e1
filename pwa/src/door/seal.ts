/** Sealing what the door keeps on this tablet: AES-256-GCM with a key that never leaves the browser. */

export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly bytes: ArrayBuffer;
}

const ivBytes = 12;

/** A key that can be used and kept, and not be read. */
export const newSealKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);

/** `name`: what it is, so that one sealed thing cannot stand for another. */
export const seal = async (key: CryptoKey, name: string, value: unknown): Promise<Sealed> => {
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  return {
    iv,
    bytes: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: named(name) }, key, plain),
  };
};

/** Rejects what was not sealed by this key under this name. */
export const unseal = async <T>(key: CryptoKey, name: string, { iv, bytes }: Sealed): Promise<T> => {
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: named(name) }, key, bytes);
  return JSON.parse(new TextDecoder().decode(plain)) as T;
};

const named = (name: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(`sto-door ${name}`);
