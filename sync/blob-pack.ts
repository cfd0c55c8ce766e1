/** All files of a folder as one, for a backup: name (64 letters), length (u32) and bytes of each, one after the other. */
import { closeSync, existsSync, openSync, readSync, writeSync } from "node:fs";
import { type BlobFolder, blobBytesMax, isBlobName } from "./blob-folder";

const headBytes = 68;

export const packBlobs = (folder: BlobFolder, out: string): void => {
  const fd = openSync(out, "wx", 0o600);
  try {
    // Somebody may be erased meanwhile: what is gone is left out.
    for (const name of folder.names()) {
      if (!folder.has(name)) continue;
      const bytes = folder.read(name);
      const head = Buffer.alloc(headBytes);
      head.write(name, "latin1");
      head.writeUInt32BE(bytes.length, 64);
      writeSync(fd, head);
      writeSync(fd, bytes);
    }
  } finally {
    closeSync(fd);
  }
};

/** Puts packed files into a folder. False when one is not what its name says; none of it is of use then. */
export const unpackBlobs = (file: string, folder: BlobFolder): boolean => {
  if (!existsSync(file)) return true;
  const fd = openSync(file, "r");
  try {
    for (;;) {
      const head = Buffer.alloc(headBytes);
      const read = readSync(fd, head, 0, headBytes, null);
      if (read === 0) return true;
      const name = head.toString("latin1", 0, 64);
      const length = read === headBytes ? head.readUInt32BE(64) : 0;
      if (!isBlobName(name) || length === 0 || length > blobBytesMax) return false;
      const bytes = new Uint8Array(length);
      if (readSync(fd, bytes, 0, length, null) !== length || folder.keep(bytes) !== name) return false;
    }
  } finally {
    closeSync(fd);
  }
};
