/**
 * What `npm start`, `npm test` and the other commands run: plain Node, no dependency, so that it works before anything is
 * installed. Installs what is missing, builds what is stale, then hands over to Bun.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const cache = join(root, ".cache");
const bun = join(root, "node_modules", ".bin", "bun");
const [task, ...args] = process.argv.slice(2);

const tasks = {
  start: () => (ready(), pages(), hand(["server/main.ts", "demo", ...args])),
  test: () => (ready(), pages(), hand([".dev/test.ts", ...args])),
  check: () => (ready(), hand([".dev/check.ts", ...args])),
  bench: () => (ready(), pages(), hand([".dev/bench.ts", ...args])),
  sim: () => (ready(), hand(["sync/sim/main.ts", ...args])),
  build: () => (ready(), pages(), hand([".dev/build.ts", ...args])),
  migration: () => (
    ready(),
    hand(["x", "drizzle-kit", "generate", "--config", "drizzle/drizzle.config.ts", "--name", ...args])
  ),
};

const run = tasks[task];
if (!run) {
  console.error(`no task ${task}: one of ${Object.keys(tasks).join(", ")}`);
  process.exit(2);
}
run();

/** Dependencies as the lock file says, and Bun's own program, which its install script would have put in place. */
function ready() {
  const lock = digest([join(root, "package-lock.json"), join(root, "package.json")]);
  if (stamp("installed") !== lock || !existsSync(bun)) {
    console.log("Installing what is missing…");
    // Not `npm ci`: it refuses a lock file in which a registry's mirror had no binary for some other platform. With
    // exact versions and a lock file, `npm install --no-save` puts the same tree in place.
    must("npm", ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    must(process.execPath, [join(root, "node_modules", "bun", "install.js")]);
    keep("installed", lock);
  }
}

/** The pages, when a source is newer than the last build. */
function pages() {
  const sources = ["pwa", "server", "sync", "hardware"].flatMap((folder) => filesBelow(join(root, folder)));
  const newest = digest(sources);
  if (stamp("pages") === newest && existsSync(join(root, "pwa", "dist", "index.html"))) return;
  console.log("Building the pages…");
  must(bun, ["pwa/build.ts"]);
  keep("pages", newest);
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter(
      (name) =>
        !name.startsWith("dist") &&
        !name.includes(".test.") &&
        /\.(tsx?|css|html|json|svg|mp3|woff2|ttf|otf)$/.test(name),
    )
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

function digest(paths) {
  const hash = createHash("sha256");
  for (const path of paths.sort()) hash.update(path.slice(root.length)).update(readFileSync(path));
  return hash.digest("hex");
}

function stamp(name) {
  const file = join(cache, name);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

function keep(name, value) {
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, name), value);
}

function must(command, commandArgs) {
  const done = spawnSync(command, commandArgs, { cwd: root, stdio: "inherit" });
  if (done.status === 0) return;
  console.error(
    `\n${command} ${commandArgs.join(" ")} failed. Correct what it says above and run the same command again.`,
  );
  process.exit(1);
}

/** Hands the terminal over; signals reach the child, its exit code becomes ours. */
function hand(bunArgs) {
  const child = spawn(bun, bunArgs, { cwd: root, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
