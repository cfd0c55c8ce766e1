/** `npm run check`: format, lint, types, dead code. `-- --fix` formats and repairs what it can. */
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const bin = (name: string) => join(root, "node_modules", ".bin", name);
const folders = ["server", "pwa", "sync", "hardware", "drizzle", ".dev"];
const fix = process.argv.includes("--fix");

const steps: readonly [name: string, command: readonly string[]][] = [
  ["format", [bin("oxfmt"), ...(fix ? [] : ["--check"]), ...folders]],
  ["lint", [bin("oxlint"), ...(fix ? ["--fix"] : []), "--deny-warnings", ...folders]],
  ["types", [bin("tsc"), "--noEmit", "-p", "tsconfig.json"]],
  ["dead code", [bin("knip")]],
];

let failed = 0;
for (const [name, command] of steps) {
  const { exitCode } = Bun.spawnSync([...command], { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  console.log(`${exitCode === 0 ? "good  " : "FAILED"} ${name}`);
  if (exitCode !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
