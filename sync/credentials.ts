/**
 * The node's secret keys: a file that only its owner may read, never in SQLite. Index and code keys are independent of each
 * other and of the node key that wraps people's data keys.
 */
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Random } from "./core/clock";

export interface Credentials {
  /** Wraps data keys. 32 bytes, as all of these. */
  readonly nodeKey: Uint8Array;
  /** Blinds identity keys and document numbers. */
  readonly indexKey: Uint8Array;
  /** Authenticates codes sent to people. */
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

const names = ["nodeKey", "indexKey", "codesKey", "logSeed", "slipSeed", "boxSeed"] as const;

/**
 * Reads the credentials of a data directory; a new directory gets new ones, but for those that are `given`: the index key is
 * headquarters', the same on every node, and a box that was enrolled has shown keys of its own already.
 */
export const openCredentials = (
  dir: string,
  random: Random,
  given: Partial<Credentials> = {},
): Credentials => {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const file = join(dir, credentialsName);
  const fresh = (wanted: readonly string[]) =>
    Object.fromEntries(wanted.map((name) => [name, Buffer.from(random.bytes(32)).toString("base64")]));
  if (!existsSync(file)) {
    const shared = Object.entries(given).map(([name, key]) => [name, Buffer.from(key).toString("base64")]);
    write(file, { ...fresh(names), ...(Object.fromEntries(shared) as { [name: string]: string }) });
  }
  chmodSync(file, 0o600);
  const stored = JSON.parse(readFileSync(file, "utf8")) as { [name: string]: string };
  // A folder from before nodes replicated has no box key yet; nothing was ever sealed to one.
  if (stored["boxSeed"] === undefined) {
    Object.assign(stored, fresh(["boxSeed"]));
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
