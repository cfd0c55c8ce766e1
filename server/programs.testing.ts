/**
 * Programs of a later day, built from this one: what a later migration, table and column would change in the sources is changed in a
 * copy of them. A change that finds nothing to change fails.
 */
import { cpSync, existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scratch } from "./process.testing";

const root = join(import.meta.dirname, "..");
const parts = [".dev", "server", "sync", "hardware", "drizzle", "pwa", "package.json", "tsconfig.json"];

export interface Change {
  readonly file: string;
  /** Text that stands there once. */
  readonly after: string;
  readonly add: string;
}

export interface LaterProgram {
  /** SQL of the migration that it brings; one statement a line. */
  readonly migration: { readonly tag: string; readonly sql: readonly string[] };
  readonly changes: readonly Change[];
}

/** Builds the program as it is with these later ones on top, each upon the one before; resolves to the path of the binary. */
export const buildProgram = async (later: readonly LaterProgram[] = []): Promise<string> => {
  const dir = scratch();
  for (const part of parts) cpSync(join(root, part), join(dir, part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(dir, "node_modules"));
  for (const { migration, changes } of later) {
    addMigration(join(dir, "drizzle", "migrations"), migration);
    for (const change of changes) make(dir, change);
  }
  const out = join(dir, "dist", "sto");
  const build = Bun.spawn([process.execPath, join(dir, ".dev", "build.ts"), out], {
    cwd: dir,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const said = await new Response(build.stderr).text();
  if ((await build.exited) !== 0 || !existsSync(out)) throw new Error(`the build failed: ${said}`);
  return out;
};

const addMigration = (folder: string, { tag, sql }: LaterProgram["migration"]): void => {
  const file = join(folder, "meta", "_journal.json");
  const journal = JSON.parse(readFileSync(file, "utf8")) as {
    entries: { idx: number; when: number; tag: string }[];
  };
  const last = journal.entries.at(-1)!;
  journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag });
  writeFileSync(file, JSON.stringify(journal));
  writeFileSync(join(folder, `${tag}.sql`), sql.join("\n--> statement-breakpoint\n"));
};

const make = (dir: string, { file, after, add }: Change): void => {
  const path = join(dir, file);
  const text = readFileSync(path, "utf8");
  if (text.split(after).length !== 2) throw new Error(`${file}: not once there: ${after}`);
  writeFileSync(
    path,
    text.replace(after, () => after + add),
  );
};
