import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Which files below a node's folder hold any of these bytes. */
export const filesHolding = (dir: string, marks: readonly Uint8Array[]): readonly string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => marks.some((mark) => readFileSync(file).includes(mark)));
