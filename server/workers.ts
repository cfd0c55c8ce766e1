/** Workers: each is an entry point of its own, so the build needs their names, and a process needs to find them. */
import { join } from "node:path";

export const workers = { slipPdf: "booking/slip-pdf-worker" } as const;

/** Where a Worker's script lies: beside this file in a checkout, in the program's own file system when compiled. */
export const workerPath = (name: keyof typeof workers): string =>
  Bun.main.startsWith("/$bunfs")
    ? `/$bunfs/root/${workers[name]}.js`
    : join(import.meta.dirname, `${workers[name]}.ts`);
