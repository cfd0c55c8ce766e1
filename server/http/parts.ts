/** A large file that comes in parts, so that a request stays as small as any other. A part that is sent again takes its own place. */
import { closeSync, ftruncateSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { ProblemError } from "./problem";

export interface PartsOf {
  /** Begins the codes of what is refused: `usb_part_missing`, `list_too_large`. */
  readonly what: string;
  readonly bytesMax: number;
}

/** Writes a part at its place; 0 begins a new file. Refused as `…_part_missing` when what lies before it has not come. */
export const keepPart = (
  path: string,
  from: number,
  bytes: Uint8Array,
  { what, bytesMax }: PartsOf,
): void => {
  if (from + bytes.length > bytesMax)
    throw new ProblemError({ status: 413, code: `${what}_too_large`, bytesMax });
  if (from === 0) rmSync(path, { force: true });
  else if (partsSize(path) < from) throw partMissing(what, partsSize(path));
  const fd = openSync(path, from === 0 ? "w" : "r+", 0o600);
  try {
    ftruncateSync(fd, from);
    for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at, bytes.length - at, from + at);
  } catch (cause) {
    if ((cause as { readonly code?: unknown }).code === "ENOSPC")
      throw new ProblemError({ status: 507, code: "disk_full" });
    throw cause;
  } finally {
    closeSync(fd);
  }
};

/** How many bytes of a file have come. */
export const partsSize = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

export const partMissing = (what: string, at: number): ProblemError =>
  new ProblemError({ status: 409, code: `${what}_part_missing`, at });
