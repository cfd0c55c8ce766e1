/**
 * Runs mutants: a copy of the sources with one patch, and the laws or the simulator on it in a process of its own. A mutant is
 * killed when that process ends with an error.
 *
 *   bun sync/mutants/run.ts [part of a name] [--histories N] [--at-once N]
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Mutant, mutants } from "./mutants";

const root = join(import.meta.dirname, "..", "..");

export interface MutantRun {
  readonly mutant: Mutant;
  readonly isKilled: boolean;
  readonly ms: number;
  /** The first line of what killed it. */
  readonly why: string;
}

export interface MutantOptions {
  /** At most so many histories, or examples of each law, before a mutant has lived. */
  readonly histories: number;
  readonly laws: number;
  /** Processes at once. */
  readonly atOnce: number;
}

/** Longer than any history that ends, on a busy machine. */
const msMax = 5 * 60_000;

/** The patched text of a mutant's file. Throws when its guard does not stand there exactly once. */
export const patched = ({ name, file, find, replace }: Mutant): string => {
  const text = readFileSync(join(root, "sync", file), "utf8");
  const times = text.split(find).length - 1;
  if (times !== 1) throw new Error(`"${name}": its guard stands ${times} times in sync/${file}`);
  return text.replace(find, () => replace);
};

export const runMutants = async (
  list: readonly Mutant[],
  options: MutantOptions,
  done: (run: MutantRun) => void = () => {},
): Promise<readonly MutantRun[]> => {
  const runs: MutantRun[] = [];
  const queue = [...list];
  const worker = async () => {
    for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
      const run = await runMutant(mutant, options);
      runs.push(run);
      done(run);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, worker));
  return runs;
};

const runMutant = async (mutant: Mutant, { histories, laws }: MutantOptions): Promise<MutantRun> => {
  const dir = mkdtempSync(join(tmpdir(), "sto-mutant-"));
  try {
    for (const part of ["sync", "drizzle"]) cpSync(join(root, part), join(dir, part), { recursive: true });

    symlinkSync(join(root, "node_modules"), join(dir, "node_modules"));
    cpSync(join(root, "package.json"), join(dir, "package.json"));
    writeFileSync(join(dir, "sync", mutant.file), patched(mutant));
    const began = performance.now();
    const { by } = mutant;
    const asked =
      "law" in by
        ? ["--law", by.law, "--laws", String(laws), "--histories", "0"]
        : ["--seed", String(by.seed), "--histories", String(histories)];
    const child = Bun.spawn([process.execPath, join(dir, "sync", "sim", "main.ts"), ...asked], {
      stdout: "ignore",
      stderr: "pipe",
    });
    // What never comes to an end is not a program that anybody would take for ours.
    const limit = setTimeout(() => child.kill(), msMax);
    const [trouble, code] = await Promise.all([new Response(child.stderr).text(), child.exited]);
    clearTimeout(limit);
    const why = child.signalCode ? "never ends" : trouble.split("\n")[0]!;
    return { mutant, isKilled: code !== 0, ms: performance.now() - began, why };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
};

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    options: {
      histories: { type: "string", default: "400" },
      laws: { type: "string", default: "25" },
      "at-once": { type: "string", default: "2" },
    },
    allowPositionals: true,
  });
  const list = mutants.filter(({ name }) => positionals.every((part) => name.includes(part)));
  const options = {
    histories: Number(values.histories),
    laws: Number(values.laws),
    atOnce: Number(values["at-once"]),
  };
  const runs = await runMutants(list, options, ({ mutant, isKilled, ms, why }) =>
    console.log(
      `${isKilled ? "killed" : "LIVES "} ${(ms / 1000).toFixed(1)} s  ${mutant.name}  (${why.slice(0, 140)})`,
    ),
  );
  const killed = runs.filter(({ isKilled }) => isKilled).length;
  console.log(`${killed} of ${runs.length} mutants killed`);
  process.exit(killed === runs.length ? 0 : 1);
};

if (import.meta.main) await main();
