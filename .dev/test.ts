/** `npm test [-- vitest arguments]`: makes sure of Chromium and the peers, runs everything, and ends with the counts. */
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { chromium, isThere, peers } from "./peers";

const root = join(import.meta.dirname, "..");
const report = join(root, ".cache", "test-report.json");

const main = async (): Promise<number> => {
  install();
  mkdirSync(join(root, ".cache"), { recursive: true });
  rmSync(report, { force: true });
  const vitest = Bun.spawnSync(
    [
      process.execPath,
      "--bun",
      join(root, "node_modules", "vitest", "vitest.mjs"),
      "run",
      "--config",
      ".dev/vitest.config.ts",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
      ...process.argv.slice(2),
    ],
    { cwd: root, stdio: ["ignore", "inherit", "inherit"] },
  );
  return closingLine(vitest.exitCode ?? 1);
};

/** Debian's packages where we may; Chromium must be there in the end. */
const install = (): void => {
  const missing = [chromium, ...peers].filter(({ command }) => !isThere(command));
  const mayInstall = process.getuid?.() === 0 && isThere("apt-get");
  if (missing.length > 0 && mayInstall) {
    console.log(`Installing for the tests: ${missing.map((each) => each.package).join(", ")}`);
    run("apt-get", "update", "-qq");
    run("apt-get", "install", "-y", "-qq", "--no-install-recommends", ...missing.map((each) => each.package));
  }
  if (!isThere(chromium.command)) {
    run(process.execPath, "x", "playwright-core", "install", "chromium");
  }
  for (const peer of peers)
    if (!isThere(peer.command))
      console.log(`${peer.command} is not here (it ${peer.for}): its tests are skipped`);
};

const run = (...command: string[]): void => {
  Bun.spawnSync(command, {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
};

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

/** A file that could not even be loaded counts as one failure. */
const closingLine = (exitCode: number): number => {
  let counts: Report;
  try {
    counts = JSON.parse(readFileSync(report, "utf8")) as Report;
  } catch {
    console.log("\n0 passed, 1 failed");
    return 1;
  }
  const broken = counts.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  ).length;
  const failed =
    counts.numFailedTests + broken + (exitCode !== 0 && counts.numFailedTests + broken === 0 ? 1 : 0);
  const skipped = counts.numPendingTests + counts.numTodoTests;
  console.log(
    `\n${counts.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`,
  );
  return failed === 0 && counts.numPassedTests > 0 ? 0 : 1;
};

process.exit(await main());
