/**
 * House rules as checks. Each message names the better way. Who may import whom stands in `server/README.md`.
 */
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { openDb } from "../drizzle/db";
import * as schema from "../drizzle/schema";
import { orThrow } from "../sync/core/result";
import { scansOf, scansPrepared } from "../sync/full-scans.fixture";
import { derivedColumns } from "../sync/derive";
import { policies, policyOf } from "../sync/policies";
import { statement, tables } from "../sync/tables";

const root = join(import.meta.dirname, "..");

interface Source {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly { readonly target: string; readonly typeOnly: boolean }[];
}

const isTest = (path: string) =>
  /\.(test|property\.test|fixture|bench|testing|contract)\.tsx?$|(^|\/)testing\.ts$|^sync\/(sim|mutants)\//.test(
    path,
  );

const sources: readonly Source[] = ["server", "pwa", "sync", "hardware", "drizzle"].flatMap((folder) =>
  (readdirSync(join(root, folder), { recursive: true }) as string[])
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".d.ts") && !name.startsWith("dist"))
    .map((name) => {
      const path = `${folder}/${name}`;
      const text = readFileSync(join(root, path), "utf8");
      return { path, text, imports: importsOf(path, text) };
    }),
);

function importsOf(path: string, text: string): Source["imports"] {
  const found = [...text.matchAll(/^(?:import|export)\s+(type\s)?([^"';]*?)\sfrom\s+"([^"]+)"/gms)];
  return found
    .filter(([, , , target]) => target!.startsWith("."))
    .map(([, typeOnly, names, target]) => ({
      target: relative(root, join(root, dirname(path), target!)),
      typeOnly:
        typeOnly !== undefined || /^\{(\s*type\s+[\w$]+(\s+as\s+[\w$]+)?,?)+\s*\}$/.test(names!.trim()),
    }));
}

const product = sources.filter(({ path }) => !isTest(path));
const sliceOf = (path: string): string | undefined => /^server\/([a-z]+)\/[^/]+$/.exec(path)?.[1];
const wiring = ["server/main.ts", "server/serve.ts", "server/node.ts", "server/app.ts"];
const notSlices = ["http", "demo", "devices"];

type Rule = (path: string, target: string, typeOnly: boolean) => string | undefined;

const rules: readonly Rule[] = [
  (path, target) =>
    path.startsWith("sync/core/") && !target.startsWith("sync/core/")
      ? "the kernel's core knows nobody: pass it in as a value"
      : undefined,
  (path, target) =>
    path.startsWith("drizzle/") && !target.startsWith("drizzle/")
      ? "the database knows nobody: move the rule to the slice that needs it"
      : undefined,
  (path, target) =>
    path.startsWith("sync/") && /^(server|pwa|hardware)\//.test(target)
      ? "sync serves the slices, never asks them: pass it in"
      : undefined,
  (path, target) =>
    path.startsWith("hardware/") && /^(server|pwa|drizzle)\//.test(target)
      ? "drivers know wires and bytes, not visitors: hand the bytes over"
      : undefined,
  (path, target, typeOnly) =>
    path.startsWith("pwa/src/") && /\.(store|usecase|route)$/.test(target) && !typeOnly
      ? "pages may use pure rules and `import type`; the rest comes through api.ts"
      : undefined,
  (path, target) =>
    target.startsWith("hardware/") &&
    !/^(hardware|server\/(devices|demo|gates))\//.test(path) &&
    !wiring.includes(path) &&
    // The configuration and the doctor name devices; they drive none.
    !/^server\/(deps|config-printers|config-readers|doctor-devices)\.ts$/.test(path)
      ? "devices are driven from server/devices: queue a job in your plan"
      : undefined,
  (path, target) => {
    const store = /^server\/([a-z]+)\/[^/]+\.store$/.exec(target)?.[1];
    return store && sliceOf(path) !== store
      ? `${store}'s SQL is its own: ask one of its use-cases`
      : undefined;
  },
  (path, target, typeOnly) => {
    const slice = sliceOf(path);
    const isRule =
      slice !== undefined &&
      !notSlices.includes(slice) &&
      /^[a-z-]+\.ts$/.test(path.split("/").at(-1)!) &&
      !wiring.includes(path);
    return isRule && !typeOnly && /\.(store|usecase|route)$|^(drizzle|server\/http)\//.test(target)
      ? "rules are pure: let the use-case load what they need and pass it in"
      : undefined;
  },
];

describe("imports", () => {
  test("go in one direction, as the tree says", () => {
    const broken = product.flatMap(({ path, imports }) =>
      imports.flatMap(({ target, typeOnly }) =>
        rules.flatMap((rule) => {
          const message = rule(path, target, typeOnly);
          return message ? [`${path} imports ${target}: ${message}`] : [];
        }),
      ),
    );
    expect(broken).toEqual([]);
  });

  test("only drizzle/db.ts has a query builder: everybody else prepares a text once", () => {
    const broken = product.filter(
      ({ path, text }) => path !== "drizzle/db.ts" && text.includes("drizzle-orm/bun-sqlite"),
    );
    expect(
      broken.map(({ path }) => path),
      "use statement(db, text): an unprepared builder call costs 2.5 times the statement",
    ).toEqual([]);
  });

  test("everybody prepares through statement(), where every text is looked at; replay and snapshots read whole tables on purpose", () => {
    const broken = product.filter(
      ({ path, text }) =>
        !["drizzle/db.ts", "sync/tables.ts", "sync/replay.ts", "sync/snapshot-rows.ts"].includes(path) &&
        /\b(db|from|into)\.(query|prepare)\b/.test(text),
    );
    expect(
      broken.map(({ path }) => path),
      "use statement(db, text)",
    ).toEqual([]);
  });

  test("only pwa/src/api.ts fetches", () => {
    const broken = product.filter(
      ({ path, text }) =>
        path.startsWith("pwa/src/") &&
        path !== "pwa/src/api.ts" &&
        /\bfetch\(/.test(text) &&
        !path.endsWith("sw.ts"),
    );
    expect(broken.map(({ path }) => path)).toEqual([]);
  });
});

describe("words that have a better way", () => {
  const banned: readonly [pattern: RegExp, where: (path: string) => boolean, message: string][] = [
    [
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/,
      (path) => path !== "sync/core/clock.ts" && !path.startsWith("pwa/"),
      "take the clock and randomness as values (sync/core/clock.ts)",
    ],
    [
      /\bset(Timeout|Interval)\(/,
      (path) => sliceOf(path) !== undefined && !notSlices.includes(sliceOf(path)!),
      "timed work is a row of the scheduler (sync/scheduler.ts)",
    ],
    [/\b(TODO|FIXME)\b|\bXXX:/, () => true, "do it, or write an issue"],
    [/@ts-(ignore|expect-error)|\bas any\b/, () => true, "give it its type"],
    [
      /style="/,
      (path) => path.startsWith("pwa/src/"),
      "the content security policy drops style attributes: use a class",
    ],
  ];

  test.each(banned)("%s", (pattern, where, message) => {
    const hits = product
      .filter(({ path }) => where(path))
      .flatMap(({ path, text }) =>
        text
          .split("\n")
          .flatMap((line, at) =>
            pattern.test(line) && !/^\s*(\/\/|\*|\/\*)/.test(line)
              ? [`${path}:${at + 1} ${line.trim()}`]
              : [],
          ),
      );
    expect(hits, message).toEqual([]);
  });
});

test("one way leads to a booking: a visit that has two kinds of proof. A slip's booking is a guess for which its home answers", () => {
  const where = (pattern: RegExp) =>
    product.flatMap(({ path, text }) => [...text.matchAll(pattern)].map(() => path));
  expect(where(/\binsert\(\s*"booking"/g)).toEqual(["server/booking/confirm.usecase.ts"]);
  expect(where(/\bguess\(\s*"booking"/g)).toEqual(["server/checkin/from-slip.usecase.ts"]);
  expect(where(/\bplanConfirm\(/g), "each with kinds that `mayConfirm` has found to be enough").toEqual([
    "server/booking/pending.usecase.ts",
    "server/booking/visits.usecase.ts",
  ]);
  expect(where(/\bas (unknown as )?EnoughKinds\b/g)).toEqual(["server/identity/kinds.ts"]);
});

describe("tables", () => {
  test("each has a policy, each policy a table, and numbers are used once", () => {
    const named = Object.keys(schema).sort();
    expect(Object.keys(policies).sort()).toEqual(named);
    const ids = Object.keys(policies)
      .map((name) => policyOf(name).id)
      .filter((id) => id > 0);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("every wire column exists, and every column of a replicated table is on the wire, derived or a stamp", () => {
    for (const table of tables.values()) {
      for (const column of table.policy.columns ?? [])
        expect(table.sqlColumn, table.name).toHaveProperty(column);
      if (table.policy.id === 0) continue;
      const missing = Object.keys(table.sqlColumn).filter(
        (column) => !table.policy.columns!.includes(column) && !["_h", "_n"].includes(column),
      );
      expect(missing, `${table.name}: add the column at the end of its policy`).toEqual(
        derivedColumns[table.name] ?? [],
      );
    }
  });

  test("no statement scans a big table: of those that no test prepares, the texts that can be read here", () => {
    const db = orThrow(openDb(":memory:"));
    const texts = product.flatMap(({ path, text }) =>
      [...text.matchAll(/statement\(\s*[\w.]+,\s*(?:`([^`$]*)`|"([^"]*)")/g)].map(([, long, short]) => ({
        path,
        sql: (long ?? short)!,
      })),
    );
    expect(texts.length).toBeGreaterThan(20);
    const scans = texts.flatMap(({ path, sql }) => scansOf(db, sql).map((scan) => `${path}: ${scan}`));
    db.close();
    expect(scans, "give it an index, or read it in the background").toEqual([]);
  });

  test("a text that is put together is looked at when a test prepares it, and a scan of a big table is found", () => {
    const db = orThrow(openDb(":memory:"));
    const wanted = ["lane", "people"].map((column) => `${column} = ?`).join(" AND ");
    statement(db, `SELECT id FROM ticket WHERE branch = ? AND day = ? AND ${wanted}`);
    expect(scansPrepared(db)).toEqual([]);
    statement(db, `SELECT id FROM ticket WHERE ${wanted}`);
    statement(db, `SELECT id FROM ticket ORDER BY id`);
    expect(scansPrepared(db)).toEqual([
      "SCAN ticket: SELECT id FROM ticket WHERE lane = ? AND people = ?",
      expect.stringMatching(/^SCAN ticket USING COVERING INDEX .*: SELECT id FROM ticket ORDER BY id$/),
    ]);
    db.close();
  });
});
