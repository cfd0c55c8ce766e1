/** Keys that a branch asked for by a file: headquarters remembers the names until it makes the next file for it. */
import type { Database } from "bun:sqlite";
import type { WantedKey } from "./keys";
import { statement } from "./tables";

const keyOf = (alias: number): string => `usb_want:${alias}`;

export const wantedByFile = (db: Database, alias: number): readonly WantedKey[] => {
  const row = statement(db, "SELECT value FROM meta WHERE key = ?").get(keyOf(alias)) as {
    value: string;
  } | null;
  return row ? (JSON.parse(row.value) as readonly WantedKey[]) : [];
};

export const keepWanted = (db: Database, alias: number, want: readonly WantedKey[]): void => {
  statement(db, "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)").run(
    keyOf(alias),
    JSON.stringify(want),
  );
};
