/**
 * Three built programs in one country: headquarters is upgraded first, a branch at a time follows, and people book, come and are
 * called all the while. Nothing of it is lost, and in the end everybody has what the newest program wrote.
 */
import { Database } from "bun:sqlite";
import { expect, test, vi } from "vitest";
import { seededRandom } from "../sync/core/clock";
import { unknownHere } from "../sync/quarantine";
import { buildProgram, type LaterProgram } from "./programs.testing";
import { audit, nothingWrong } from "./replication-audit.testing";
import { sendPeople } from "./replication-people.testing";
import { settled } from "./replication-settled.testing";
import { type ProcessNode, setupProcesses } from "./replication.testing";

/** A column that comes later: each booking says which program made it. */
const next: LaterProgram = {
  migration: { tag: "9001_made_by", sql: ["ALTER TABLE `booking` ADD `made_by` text;"] },
  changes: [
    { file: "drizzle/schema.ts", after: "    kinds: text(),\n", add: '    madeBy: text("made_by"),\n' },
    {
      file: "sync/policies.ts",
      after: '      "sealed",\n      "kinds",\n',
      add: '      "madeBy",\n',
    },
    {
      file: "server/booking/confirm.usecase.ts",
      after: "          kinds: JSON.stringify(input.kinds),\n",
      add: '          madeBy: "next",\n',
    },
  ],
};

/** A table that comes later still, and a column of a row that is written once. */
const afterNext: LaterProgram = {
  migration: {
    tag: "9002_greeting",
    sql: [
      `CREATE TABLE greeting (booking text PRIMARY KEY NOT NULL, branch text NOT NULL, word text NOT NULL,
         _h integer NOT NULL, _n integer NOT NULL);`,
      "ALTER TABLE ticket ADD door text;",
    ],
  },
  changes: [
    {
      file: "drizzle/schema.ts",
      after: 'import { stamped } from "./stamped";\n',
      add: `export const greeting = sqliteTable("greeting", {
        booking: text().primaryKey(), branch: text().notNull(), word: text().notNull(), ...stamped });\n`,
    },
    {
      file: "drizzle/schema.ts",
      after: 'export const ticket = sqliteTable(\n  "ticket",\n  {\n',
      add: "door: text(),\n",
    },
    {
      file: "sync/policies.ts",
      after: "export const policies = {\n",
      add: `greeting: { id: 9001, kind: "append", writer: "any", stream: ofBranch, key: ["booking"],
        columns: ["booking", "branch", "word"], retention: withLog("7 years") },\n`,
    },
    {
      file: "sync/policies.ts",
      after: '      "appointmentAtMs",\n      "stages",\n',
      add: '      "door",\n',
    },
    {
      file: "server/booking/confirm.usecase.ts",
      after: "      ...claims.value.rows,\n",
      add: '      insert("greeting", { booking: id, branch, word: "welcome" }),\n',
    },
    {
      file: "server/queue/issue.usecase.ts",
      after: "        stages: JSON.stringify(stages),\n",
      add: '        door: "north",\n',
    },
  ],
};

test(
  "headquarters is upgraded first, then a branch at a time, while people book: nothing is lost, and what waited is there",
  { timeout: 300_000 },
  async () => {
    const [now, soon, later] = await Promise.all([
      buildProgram(),
      buildProgram([next]),
      buildProgram([next, afterNext]),
    ]);
    const country = await setupProcesses(["SGR-HQ1", "JHR-HQ1"], { program: now });
    const { hq, branches } = country;
    const [first, second] = branches as [ProcessNode, ProcessNode];
    const people = await sendPeople(country, seededRandom(11), 1);
    const upgrade = async (node: ProcessNode, program: string) => {
      expect(await node.stop()).toBe(0);
      await node.start(program);
    };
    await people.acknowledged(5);
    await upgrade(hq, later);
    await people.acknowledged(10);
    await upgrade(second, soon);
    // Three programs, one country: what the oldest does not know waits there.
    await people.acknowledged(25);
    await until(() =>
      expect(aside(first), "the oldest program keeps what it does not know").toBeGreaterThan(0),
    );
    await upgrade(first, later);
    await people.acknowledged(5);
    await upgrade(second, later);
    for (const branch of branches)
      await until(() => expect(rowsOf(branch, written.numbers, branch.branch!)).not.toEqual([]));
    await people.stop();
    await settled(country);

    expect(audit(country, people.kept)).toEqual(nothingWrong);
    for (const branch of branches) {
      expect(aside(branch)).toBe(0);
      for (const [what, query] of Object.entries(written)) {
        const there = rowsOf(hq, query, branch.branch!);
        expect(rowsOf(branch, query, branch.branch!), `${what} of ${branch.branch}`).toEqual(there);
        expect(there.length, `${what} of ${branch.branch}`).toBeGreaterThan(0);
      }
    }

    // Back again: an older program never opens a newer one's file.
    await expect(first.start(now)).rejects.toThrow(/newer/);
  },
);

/** What only the later programs write. */
const written = {
  bookings: "SELECT id, home, made_by FROM booking WHERE branch = ? AND made_by IS NOT NULL ORDER BY id",
  greetings: "SELECT booking, word FROM greeting WHERE branch = ? ORDER BY booking",
  numbers: "SELECT id, door FROM ticket WHERE branch = ? AND door IS NOT NULL ORDER BY id",
} as const;

const rowsOf = ({ file }: ProcessNode, query: string, ...given: string[]): readonly unknown[] => {
  const db = new Database(file, { readonly: true });
  try {
    return db.query(query).all(...given);
  } finally {
    db.close();
  }
};

/** Changes that wait at a node for a newer program. */
const aside = (node: ProcessNode): number =>
  (rowsOf(node, "SELECT count(*) AS n FROM quarantine WHERE reason = ?", unknownHere)[0] as { n: number }).n;

const until = (look: () => void): Promise<void> => vi.waitFor(look, { timeout: 20_000, interval: 50 });
