/** The picture of a page that an officer has to look at: a file under the traveller's key, kept for referrals alone. */
import type { Reader } from "../../drizzle/db";
import { blobRows, keepBlob } from "../../sync/blobs";
import type { BlobFolder } from "../../sync/blob-folder";
import type { Plan } from "../../sync/core/plan";
import { ok, type Result } from "../../sync/core/result";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import { blobsOf, passageById } from "./gates.store";

/** What is known of the file, under the person's key. */
interface AboutImage {
  readonly type: string;
  readonly passage: string;
}

/** Encrypts the picture and puts it on disk; undefined where the person is unknown by now, or it is too large to keep. */
export const keepImage = (
  parts: { readonly db: Tx["db"]; readonly folder: BlobFolder; readonly sealer: Sealer },
  passage: string,
  image: Uint8Array,
): { readonly name: string; readonly bytes: number } | undefined => {
  const row = passageById(parts, passage);
  const subject = row && parts.sealer.open(parts.db, row.subject);
  const kept = subject && keepBlob(parts, subject, image);
  return kept?.ok ? kept.value : undefined;
};

export const planImage = (
  tx: Tx,
  sealer: Sealer,
  passage: string,
  file: { readonly name: string; readonly bytes: number },
): Result<Plan<null>, never> => {
  const row = passageById(tx, passage);
  const subject = row && sealer.open(tx.db, row.subject);
  const about: AboutImage & Readonly<Record<string, string>> = { type: "image/jpeg", passage };
  return ok({
    intent: "passage",
    rows: subject ? blobRows(tx, sealer, subject, { ...file, about, at: tx.branch! }) : [],
    answer: null,
  });
};

/** The name of the file; undefined where the lane's reader gave none, and after an erasure. */
export const imageOf = (reader: Reader, sealer: Sealer, id: string): string | undefined => {
  const passage = passageById(reader, id);
  const subject = passage && sealer.open(reader.db, passage.subject);
  if (!passage || !subject) return undefined;
  return blobsOf(reader, passage.subject).find(
    ({ name, sealed }) => sealer.unseal<AboutImage>(subject, "personBlob", name, sealed).passage === id,
  )?.name;
};
