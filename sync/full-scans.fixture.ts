/**
 * Finds statements that read a big table from end to end. On a new file such a statement is fast; after a year it holds the
 * writer's thread, and with it the whole branch.
 */
import type { Database } from "bun:sqlite";
import { textsOf } from "./tables";

/** Tables that grow with every visit, with every day that opens, or with every person. */
const bigTables = [
  "booking",
  "party",
  "allocation",
  "right_",
  "mint",
  "burn",
  "ticket",
  "ticket_step",
  "ticket_now",
  "counter_step",
  "checkin",
  "idempotency",
  "keyring",
  "log_open",
  "clk",
];

/** What SQLite would scan for this text: empty when it looks every row of a big table up by a key. Nothing is run. */
export const scansOf = (db: Database, text: string): readonly string[] => {
  if (!/^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i.test(text)) return [];
  return db
    .query<{ detail: string }, []>(`EXPLAIN QUERY PLAN ${text}`)
    .all()
    .filter(({ detail }) => bigTables.some((table) => new RegExp(`^SCAN ${table}\\b`).test(detail)))
    .map(({ detail }) => `${detail}: ${text.replace(/\s+/g, " ").trim()}`);
};

const known = new Map<string, readonly string[]>();

/** The scans of every text that was really prepared on this database. Each text is explained once in a process. */
export const scansPrepared = (db: Database): readonly string[] =>
  textsOf(db).flatMap((text) => {
    let scans = known.get(text);
    if (!scans) known.set(text, (scans = scansOf(db, text)));
    return scans;
  });
