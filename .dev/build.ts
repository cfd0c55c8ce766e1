/** `npm run build`: `dist/sto`, one file with program, pages, migrations, fonts and clips, that runs alone. */
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { workers } from "../server/workers";

const root = join(import.meta.dirname, "..");
const out = process.argv[2] ?? join(root, "dist", "sto");
mkdirSync(join(out, ".."), { recursive: true });

// A Worker must be an entry point of its own. An asset folder keeps only its last name: `drizzle/db.ts` and `pwa/embed.ts`
// lie beside theirs, so that the same code finds them in a checkout and in the binary.
const built = Bun.spawnSync(
  [
    process.execPath,
    "build",
    "--compile",
    "--minify-syntax",
    "--minify-whitespace",
    "--sourcemap=inline",
    "server/main.ts",
    ...Object.values(workers).map((name) => `server/${name}.ts`),
    "--asset",
    "drizzle/migrations",
    "--asset",
    "pwa/dist",
    "--outfile",
    out,
  ],
  { cwd: root, stdio: ["ignore", "inherit", "inherit"] },
);
if (built.exitCode !== 0) process.exit(1);
console.log(`${out}  ${(statSync(out).size / 1e6).toFixed(1)} MB`);
