/**
 * The node's secret keys, never in SQLite: from systemd's credential store where it hands them over, else a file that only its owner
 * may read. Index, screening and code keys are independent of each other (`kernel.md` 5) and of the node key that wraps people's
 * data keys.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Random } from "./core/clock";

export interface Credentials {
  /** Wraps data keys. 32 bytes, as all of these. */
  readonly nodeKey: Uint8Array;
  /** Blinds identity keys and document numbers. */
  readonly indexKey: Uint8Array;
  /** Blinds what a name is screened by: lists of persons are never compared under the key that finds bookings. */
  readonly screeningKey: Uint8Array;
  /** Authenticates codes of this node. */
  readonly codesKey: Uint8Array;
  /** Ed25519 seed of the node's log. */
  readonly logSeed: Uint8Array;
  /** Ed25519 seed of the slips this node signs. */
  readonly slipSeed: Uint8Array;
  /** X25519 private key that other nodes seal people's data keys to. */
  readonly boxSeed: Uint8Array;
}

/** The file in a node's data folder. */
export const credentialsName = "credentials.json";

/** The same as systemd hands it over (`LoadCredentialEncrypted=sto-credentials.json:…`; systemd.exec(5)). */
export const systemdName = "sto-credentials.json";

const names = ["nodeKey", "indexKey", "codesKey", "logSeed", "slipSeed", "boxSeed", "screeningKey"] as const;

/** Keys that folders of earlier programs lack: nothing was ever made with them there. */
const later: readonly string[] = ["boxSeed", "screeningKey"];

/** Where the keys of a node lie: handed over by systemd, who keeps them encrypted, or in a file that only its owner reads. */
export type KeyStore = "systemd" | "file";

export interface KeyPlace {
  readonly store: KeyStore;
  readonly file: string;
}

/** `handed`: the folder that systemd made for this service, if it did. */
export const keyPlace = (dir: string, handed = process.env["CREDENTIALS_DIRECTORY"]): KeyPlace => {
  const given = handed === undefined ? undefined : join(handed, systemdName);
  return given !== undefined && existsSync(given)
    ? { store: "systemd", file: given }
    : { store: "file", file: join(dir, credentialsName) };
};

/** Thrown: others may have read the keys. */
export class KeysReadable extends Error {
  constructor(
    readonly file: string,
    readonly mode: string,
  ) {
    super(`${file} can be read by others (mode ${mode})`);
  }
}

/**
 * Reads the credentials of a node; a new data directory gets new ones, but for those that are `given`: the index key is
 * headquarters', the same on every node, and a box that was enrolled has shown keys of its own already.
 */
export const openCredentials = (
  dir: string,
  random: Random,
  given: Partial<Credentials> = {},
  place: KeyPlace = keyPlace(dir),
): Credentials => {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const { store, file } = place;
  const fresh = (wanted: readonly string[]) =>
    Object.fromEntries(wanted.map((name) => [name, Buffer.from(random.bytes(32)).toString("base64")]));
  if (!existsSync(file)) {
    const shared = Object.entries(given).map(([name, key]) => [name, Buffer.from(key).toString("base64")]);
    write(file, { ...fresh(names), ...(Object.fromEntries(shared) as { [name: string]: string }) });
  }
  // What systemd hands over is nobody else's by its own means, and shows the mask of an access list as its mode.
  const mode = statSync(file).mode & 0o777;
  if (store === "file" && (mode & 0o077) !== 0) throw new KeysReadable(file, mode.toString(8));
  const stored = JSON.parse(readFileSync(file, "utf8")) as { [name: string]: string };
  const lacking = later.filter((name) => stored[name] === undefined);
  if (lacking.length > 0 && store === "file") {
    Object.assign(stored, fresh(lacking));
    write(file, stored);
  }
  const keys = Object.fromEntries(
    names.map((name) => [name, new Uint8Array(Buffer.from(stored[name] ?? "", "base64"))]),
  );
  for (const name of names)
    if (keys[name]!.length !== 32) throw new Error(`credential ${name} in ${file} is not 32 bytes`);
  return keys as unknown as Credentials;
};

const write = (file: string, keys: { readonly [name: string]: string }): void => {
  const part = `${file}.part`;
  writeFileSync(part, JSON.stringify(keys, null, 2), { mode: 0o600, flush: true });
  renameSync(part, file);
};
