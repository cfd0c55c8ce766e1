/** `npm run bench [-- name]`: runs every `*.bench.ts` (or those whose path holds `name`) and prints one JSON object per figure. */
import { join } from "node:path";
import type { Bench } from "./figure";

const root = join(import.meta.dirname, "..");
const wanted = process.argv[2] ?? "";
const files = [...new Bun.Glob("{server,pwa,sync,hardware}/**/*.bench.ts").scanSync(root)]
  .filter((file) => file.includes(wanted))
  .sort();
if (files.length === 0) {
  console.error(`no bench has ${wanted} in its path`);
  process.exit(2);
}
for (const file of files) {
  const { bench } = (await import(join(root, file))) as { bench: Bench };
  for await (const figure of bench()) console.log(JSON.stringify(figure));
}
process.exit(0);
