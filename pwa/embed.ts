import { join } from "node:path";

/**
 * Folder of the built pages. This module lies beside `dist`, so the path holds in the checkout and in the compiled
 * binary, where `--asset pwa/dist` arrives as `dist` next to every module.
 */
export const pwaFolder = join(import.meta.dirname, "dist");
