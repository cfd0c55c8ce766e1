/**
 * People's files on this node's disk, as ciphertext: `aa/<name>`, where the name is the SHA-256 of the bytes and `aa` its first two
 * letters. A file is whole under its name or not there: what has come so far lies in `<name>.part`, and is looked at before it gets
 * the name.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";

/** The largest file, as ciphertext: a document's picture has a few hundred kB. */
export const blobBytesMax = 8 * 1024 * 1024;

export const blobName = (bytes: Uint8Array): string => Bun.SHA256.hash(bytes, "hex");

export const isBlobName = (name: string): boolean => /^[0-9a-f]{64}$/.test(name);

/** The files of a node, in its data folder. */
export const blobsIn = (data: string): BlobFolder => new BlobFolder(join(data, "blobs"));

export class BlobFolder {
  constructor(readonly dir: string) {}

  has(name: string): boolean {
    return existsSync(this.path(name));
  }

  /** Durable when it returns. */
  keep(bytes: Uint8Array): string {
    const name = blobName(bytes);
    if (!this.has(name)) {
      rmSync(this.part(name), { force: true });
      this.append(name, 0, bytes);
      this.finish(name);
    }
    return name;
  }

  /** How much of a file has come; the whole of it is not under its name yet. */
  come(name: string): number {
    return existsSync(this.part(name)) ? statSync(this.part(name)).size : 0;
  }

  /** Adds what comes at `from`; what does not follow is left out. Gives back how much is there. */
  append(name: string, from: number, bytes: Uint8Array): number {
    const part = this.part(name);
    mkdirSync(dirname(part), { recursive: true, mode: 0o700 });
    const here = this.come(name);
    if (from !== here || bytes.length === 0) return here;
    const fd = openSync(part, "a", 0o600);
    try {
      writeSync(fd, bytes);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    return here + bytes.length;
  }

  /** Everything has come: gives it its name. False when the bytes are others, and are thrown away. */
  finish(name: string): boolean {
    const part = this.part(name);
    if (blobName(readFileSync(part)) !== name) {
      rmSync(part, { force: true });
      return false;
    }
    renameSync(part, this.path(name));
    const folder = openSync(dirname(part), "r");
    fsyncSync(folder);
    closeSync(folder);
    return true;
  }

  /** At most `bytesMax` bytes from `from` on; none at its end. */
  piece(name: string, from: number, bytesMax: number): Uint8Array {
    const fd = openSync(this.path(name), "r");
    try {
      const buffer = Buffer.alloc(bytesMax);
      return new Uint8Array(buffer.subarray(0, readSync(fd, buffer, 0, bytesMax, from)));
    } finally {
      closeSync(fd);
    }
  }

  read(name: string): Uint8Array {
    return new Uint8Array(readFileSync(this.path(name)));
  }

  remove(name: string): void {
    rmSync(this.path(name), { force: true });
    rmSync(this.part(name), { force: true });
  }

  /** Names of the whole files here. */
  names(): readonly string[] {
    if (!existsSync(this.dir)) return [];
    return readdirSync(this.dir)
      .filter((letters) => /^[0-9a-f]{2}$/.test(letters))
      .flatMap((letters) => readdirSync(join(this.dir, letters)))
      .filter(isBlobName)
      .toSorted();
  }

  path(name: string): string {
    return join(this.dir, name.slice(0, 2), name);
  }

  private part(name: string): string {
    return `${this.path(name)}.part`;
  }
}
