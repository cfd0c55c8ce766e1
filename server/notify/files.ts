/** Files that another program reads: there whole, or not at all. */
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Writes beside the folder that is watched, then moves it in under its name: the move is one step on one disk. A file of the same
 * name, from a try before, is replaced.
 */
export const putFile = async (
  target: string,
  content: string | Uint8Array,
  beside: string,
): Promise<void> => {
  await mkdir(dirname(target), { recursive: true });
  await writeFile(beside, content, { flush: true, mode: 0o640 });
  await rename(beside, target);
};

/** The code of a file system's error, for rows and logs. */
export const fileErrorCode = (cause: unknown): string => {
  const { code } = cause as { readonly code?: unknown };
  return typeof code === "string" ? `file_${code.toLowerCase()}` : "file_failed";
};
