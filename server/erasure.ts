/** What of an erased person lies outside the rows: old pages of the database's files, the second device, messages at gateways,
 * people's files, and files for the stick. */
import type { BlobFolder } from "../sync/blob-folder";
import { forgetBlobs } from "../sync/blobs";
import type { Traces } from "../sync/erasure";
import type { Mirror } from "../sync/mirror";
import type { Writer } from "../sync/submit";
import { statement } from "../sync/tables";
import type { ChannelsNow } from "./notify/channels-now";
import { forgetFiles } from "./usb/usb.usecase";

/** What an erasure reaches beside the rows. */
export interface Outside {
  readonly writer: Writer;
  readonly mirror: Pick<Mirror, "forget"> | undefined;
  readonly blobs: BlobFolder | undefined;
  readonly report: (what: string, cause: unknown) => void;
}

/**
 * After each commit with a tombstone, whoever decided it: the pages that still hold the key are let go now, not when the write-ahead
 * log is next full. Also once at the start, for a process that died between the two.
 */
export const forgetOutside = ({ writer, mirror, blobs, report }: Outside): void => {
  const forget = () => {
    mirror?.forget();
    forgetFiles(writer.deps.db);
    if (blobs)
      void forgetBlobs(writer, blobs).catch((cause: unknown) =>
        report("files of somebody who was erased", cause),
      );
    writer.deps.db.run("PRAGMA wal_checkpoint(TRUNCATE)");
  };
  writer.onCommit((_intents, tables) => {
    if (tables.has("erasure")) forget();
  });
  if (statement(writer.deps.db, "SELECT 1 FROM erasure LIMIT 1").get() !== null) forget();
};

/** Messages that lie at gateways for people whom another node erased. */
export const forgetMessages =
  (channels: ChannelsNow, report: (what: string, cause: unknown) => void) =>
  (traces: readonly Traces[]): void => {
    for (const of of traces)
      void channels
        .forget(of)
        .catch((cause: unknown) => report("messages of somebody who was erased", cause));
  };
