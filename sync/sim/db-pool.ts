/**
 * Databases of simulated nodes: real SQLite with the real tables, in memory. One history's nodes are emptied and used again by
 * the next, because preparing a node's statements costs more than running it.
 */
import type { Database, SQLQueryBindings } from "bun:sqlite";
import { openDb } from "../../drizzle/db";
import { orThrow } from "../core/result";
import { statement, tables } from "../tables";

const free: Database[] = [];
const names = [...tables.values()].map(({ sqlName }) => sqlName);

/** An empty database of the newest shape. */
export const takeDb = (): Database => free.pop() ?? orThrow(openDb(":memory:"));

export const giveDb = (db: Database): void => {
  if (db.inTransaction) db.run("ROLLBACK");
  db.run("BEGIN");
  for (const name of names) statement(db, `DELETE FROM "${name}"`).run();
  db.run("COMMIT");
  free.push(db);
};

/** Everything in a database, as a backup of its file would hold it. */
export type Image = ReadonlyMap<string, readonly (readonly SQLQueryBindings[])[]>;

export const imageOf = (db: Database): Image =>
  new Map(
    names.map((name) => [name, statement(db, `SELECT * FROM "${name}"`).values() as SQLQueryBindings[][]]),
  );

/** Fills an empty database with an image, all of it or these tables. */
export const fillDb = (db: Database, image: Image, only: readonly string[] = names): void => {
  db.run("BEGIN");
  for (const name of only)
    for (const row of image.get(name) ?? [])
      statement(db, `INSERT INTO "${name}" VALUES (${row.map(() => "?").join()})`).run(...row);
  db.run("COMMIT");
};
