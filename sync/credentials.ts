/**
 * The node's secret keys, never in SQLite: from systemd's credential store where it hands them over, else a file that only its owner
 * may read. Index, screening and code keys are independent of each other (`kernel.md` 5) and of the node key that wraps people's
 * data keys.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Random } from "./core/clock";
import type { ComingKeys } from "./own-keys";

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

const seedNames = ["logSeed", "slipSeed", "boxSeed"] as const;
type SeedName = (typeof seedNames)[number];

/** New keys lie beside the ones that they will replace, under names of their own. */
const comingName = (name: SeedName): string => `next-${name}`;

/** New keys of this node that headquarters does not believe yet; undefined when there are none. */
export const comingKeys = (dir: string, place: KeyPlace = keyPlace(dir)): ComingKeys | undefined => {
  const read = () => JSON.parse(readFileSync(place.file, "utf8")) as { readonly [name: string]: string };
  const stored = read();
  if (seedNames.some((name) => stored[comingName(name)] === undefined)) return undefined;
  const seed = (name: SeedName) => new Uint8Array(Buffer.from(stored[comingName(name)]!, "base64"));
  return {
    seeds: { logSeed: seed("logSeed"), slipSeed: seed("slipSeed"), boxSeed: seed("boxSeed") },
    keep: () => {
      const kept = { ...read() };
      for (const name of seedNames) {
        kept[name] = kept[comingName(name)]!;
        delete kept[comingName(name)];
      }
      write(place.file, kept);
    },
  };
};

/** Makes new keys for a node; `false` when there are some already. They are asked for when it starts next. */
export const makeComingKeys = (dir: string, random: Random): boolean => {
  const { file } = keyPlace(dir);
  if (comingKeys(dir)) return false;
  const stored = JSON.parse(readFileSync(file, "utf8")) as { readonly [name: string]: string };
  const fresh = seedNames.map((name) => [comingName(name), Buffer.from(random.bytes(32)).toString("base64")]);
  write(file, { ...stored, ...(Object.fromEntries(fresh) as { [name: string]: string }) });
  return true;
};

const write = (file: string, keys: { readonly [name: string]: string }): void => {
  const part = `${file}.part`;
  writeFileSync(part, JSON.stringify(keys, null, 2), { mode: 0o600, flush: true });
  renameSync(part, file);
};
