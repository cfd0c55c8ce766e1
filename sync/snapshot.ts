/**
 * What headquarters says of a snapshot: one file with everything a branch may hold, at one point of the log, so that a new box need
 * not replay years of it.
 *
 *   headquarters: rows at vector V ─► SQLite file ─► packed ─► manifest, signed
 *   new box:      manifest checked ─► packed file by pieces ─► SHA-256 ─► unpacked ─► SHA-256, quick_check ─► renamed ─► pulls from V
 *
 * Never in it: another branch's rows, what is local to a node, people's keys and what is derived with a key, units under way in
 * somebody's hands. The signature is over `sto/snapshot/v1\0` and the manifest's exact text.
 */
import { err, ok, type Result } from "./core/result";
import type { Sign, Verify } from "./request-signing";

export interface SnapshotManifest {
  readonly v: 1;
  readonly branch: string;
  /** Headquarters' alias. */
  readonly hq: number;
  readonly streams: readonly string[];
  /** How far the file has each stream: sequence by "origin/stream". */
  readonly vector: { readonly [originStream: string]: number };
  /** Migrations that the file has seen. */
  readonly schema: number;
  readonly program: string;
  readonly atMs: number;
  /** Of the packed file. */
  readonly bytes: number;
  readonly sha256: string;
  /** Of the SQLite file in it. */
  readonly plainBytes: number;
  readonly plainSha256: string;
}

/** As it travels. */
export interface SignedManifest {
  /** JSON, byte for byte as it was signed. */
  readonly manifest: string;
  /** Ed25519 by headquarters' log key, base64url. */
  readonly signature: string;
}

export const streamsOf = (branch: string): readonly string[] => ["all", `branch:${branch}`];

const messageOf = (manifest: string): Uint8Array => Buffer.from(`sto/snapshot/v1\0${manifest}`);

export const signManifest = (manifest: SnapshotManifest, sign: Sign): SignedManifest => {
  const text = JSON.stringify(manifest);
  return { manifest: text, signature: Buffer.from(sign(messageOf(text))).toString("base64url") };
};

/** Why a snapshot is not taken, before a byte of it is fetched. */
export type ManifestError =
  | { readonly type: "NotSignedByHq" }
  /** Of a form, or a schema, that this program does not know. */
  | { readonly type: "SnapshotNewer"; readonly schema: number; readonly program: string }
  | { readonly type: "SnapshotOfOther"; readonly branch: string }
  /** It lacks what is here already: headquarters was put back, or this is an old file. */
  | {
      readonly type: "SnapshotOlder";
      readonly stream: string;
      readonly here: number;
      readonly there: number;
    };

export interface Expected {
  readonly branch: string;
  /** Headquarters' log key, base64url. */
  readonly hqKey: string;
  /** Migrations that this program knows. */
  readonly schema: number;
  /** How far this box knows each stream already. */
  readonly atLeast: { readonly [originStream: string]: number };
}

/** Believes a manifest or says why not. */
export const openManifest = (
  { manifest: text, signature }: SignedManifest,
  { branch, hqKey, schema, atLeast }: Expected,
  verify: Verify,
): Result<SnapshotManifest, ManifestError> => {
  if (!verify(hqKey, messageOf(text), Buffer.from(signature, "base64url")))
    return err({ type: "NotSignedByHq" });
  const manifest = JSON.parse(text) as SnapshotManifest;
  if (manifest.v !== 1 || manifest.schema > schema)
    return err({ type: "SnapshotNewer", schema: manifest.schema, program: manifest.program });
  if (manifest.branch !== branch) return err({ type: "SnapshotOfOther", branch: manifest.branch });
  for (const stream of Object.keys(atLeast)) {
    const [here, there] = [atLeast[stream]!, manifest.vector[stream] ?? 0];
    if (there < here) return err({ type: "SnapshotOlder", stream, here, there });
  }
  return ok(manifest);
};
