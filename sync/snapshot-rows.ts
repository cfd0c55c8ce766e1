/**
 * Which rows a branch may hold, read off `policies.ts`, and how they get from headquarters' file into a new one. Merging does not
 * depend on the order of arrival: headquarters' rows of the branch's streams, when everything that it knows of them is merged, are
 * the rows that the branch would have after pulling the same.
 */
import type { Database, SQLQueryBindings } from "bun:sqlite";
import { derivedColumns } from "./derive";
import { isDerived, isReplicated } from "./policies";
import { streamsOf } from "./snapshot";
import { type Table, tables } from "./tables";

/** Rows in one turn: a whole table in memory would be the memory of headquarters. */
const pageRows = 2000;
const rowsPerStatement = 32;

/** Of which rows a table is carried by `all` and a branch's stream; undefined: of none. `?1` is the branch. */
export const whereOf = ({ policy, sqlColumn }: Table): string | undefined => {
  const { stream } = policy;
  // A unary plus keeps SQLite from an index: the rows are read once, in the order in which they lie.
  if (isDerived(policy)) return `+"${sqlColumn["branch"]}" = ?1`;
  if (!isReplicated(policy) || stream === undefined || stream === "hq") return undefined;
  if (stream === "all") return "?1 = ?1";
  const column = `+"${sqlColumn[stream.branch]}"`;
  return stream.none === "all" ? `${column} IN (?1, '')` : `${column} = ?1`;
};

/** Whether everything that headquarters wrote for this branch is sealed: only then a vector says what the rows hold. */
export const isSealed = (db: Database, branch: string): boolean =>
  streamsOf(branch).every(
    (stream) => db.query("SELECT 1 FROM log_open WHERE stream = ? LIMIT 1").get(stream) === null,
  );

/**
 * Copies a branch's part of headquarters' file `from` into the empty, migrated `into`. Both are read and written in transactions that
 * the caller began. Gives back how far each stream is.
 */
export const copyBranch = (
  from: Database,
  into: Database,
  branch: string,
  hq: number,
): { readonly [originStream: string]: number } => {
  for (const table of tables.values()) {
    const where = whereOf(table);
    if (where === undefined) continue;
    copyRows(from, into, table.sqlName, selectOf(table), where, [branch]);
    copyStamps(from, into, table, where, branch);
    wantKeys(into, table);
    wantFiles(into, table);
  }
  for (const stream of streamsOf(branch)) {
    copyRows(from, into, "waiting", "*", "stream = ?1", [stream]);
    copyRows(from, into, "quarantine", "*", "substr(op, instr(op, '/') + 1) LIKE ?1 || '/%'", [stream]);
  }
  copyClock(from, into);
  return copyLog(from, into, branch, hq);
};

/** The columns of a table in their order, without what this node knows by keys, or holds in somebody's name. */
const selectOf = (table: Table): string => {
  const own = new Set(derivedColumns[table.name]);
  return Object.entries(table.sqlColumn)
    .map(([property, column]) => {
      if (own.has(property)) return `NULL AS "${column}"`;
      if (table.name !== "right") return `"${column}"`;
      // Held and pending units are headquarters' own business: to anybody else they are on sale.
      if (property === "avail") return "avail + held + pending AS avail";
      return property === "held" || property === "pending" ? `0 AS "${column}"` : `"${column}"`;
    })
    .join();
};

/** By pages of the table's own order. */
const copyRows = (
  from: Database,
  into: Database,
  table: string,
  columns: string,
  where: string,
  params: readonly SQLQueryBindings[],
): void => {
  const text = `SELECT rowid, ${columns} FROM "${table}" WHERE rowid > ?2 AND ${where} ORDER BY rowid LIMIT ${pageRows}`;
  const page = from.prepare<unknown, SQLQueryBindings[]>(text);
  const names = page.columnNames.slice(1);
  const insert = inserter(into, table, names);
  for (let last = -1; ;) {
    const rows = page.values(...params, last) as SQLQueryBindings[][];
    insert(rows.map((row) => row.slice(1)));
    if (rows.length < pageRows) break;
    last = rows.at(-1)![0] as number;
  }
  page.finalize();
};

/** Writes rows by statements of many. */
const inserter = (into: Database, table: string, names: readonly string[]) => {
  const textOf = (count: number) =>
    `INSERT INTO "${table}" (${names.map((name) => `"${name}"`).join()}) VALUES ${Array.from({ length: count }, () => `(${names.map(() => "?").join()})`).join()}`;
  return (rows: readonly (readonly SQLQueryBindings[])[]): void => {
    for (let at = 0; at < rows.length; at += rowsPerStatement) {
      const some = rows.slice(at, at + rowsPerStatement);
      into.query<unknown, SQLQueryBindings[]>(textOf(some.length)).run(...some.flat());
    }
  };
};

/** Stamps of single columns belong to their row. */
const copyStamps = (from: Database, into: Database, table: Table, where: string, branch: string): void => {
  const { id, kind, key } = table.policy;
  if (kind === "append" || isDerived(table.policy)) return;
  if (from.query("SELECT 1 FROM clk WHERE tab = ? LIMIT 1").get(id) === null) return;
  const rid = key.map((column) => `t."${table.sqlColumn[column]}"`).join(" || '/' || ");
  const text = `SELECT c.tab, c.rid, c.col, c.h, c.n FROM "${table.sqlName}" t CROSS JOIN clk c ON c.tab = ?2 AND c.rid = CAST(${rid} AS TEXT) WHERE ${where.replace('+"', '+t."')}`;
  const insert = inserter(into, "clk", ["tab", "rid", "col", "h", "n"]);
  let rows: SQLQueryBindings[][] = [];
  for (const row of from
    .query<{ [column: string]: SQLQueryBindings }, SQLQueryBindings[]>(text)
    .iterate(branch, id)) {
    rows.push(Object.values(row));
    if (rows.length < pageRows) continue;
    insert(rows);
    rows = [];
  }
  insert(rows);
};

/** Nobody's key is in the file: whoever takes it asks for those of the people in it. */
const wantKeys = (into: Database, { name, policy, sqlName, sqlColumn }: Table): void => {
  if (name === "erasure" || !policy.columns?.includes("subject")) return;
  const keys = policy.key.map((column) => `"${sqlColumn[column]}"`).join();
  into.run(
    `INSERT OR IGNORE INTO key_wanted (subject, rid, op)
     SELECT subject, json_array(${policy.id}, ${keys}), _n || '/snapshot/' || _h || '/0' FROM "${sqlName}"
     WHERE subject NOT IN (SELECT subject FROM erasure)`,
  );
};

/** Nor is anybody's file: they are fetched, as after merging the rows that name them (`wantBlob`). */
const wantFiles = (into: Database, { policy, sqlName }: Table): void => {
  if (!policy.reactions?.includes("wantBlob")) return;
  into.run(
    `INSERT OR IGNORE INTO blob_file (name, is_here, is_shared)
     SELECT name, 0, 1 FROM "${sqlName}" WHERE subject NOT IN (SELECT subject FROM erasure)`,
  );
};

/**
 * The newest batch of every chain, so that the next one has something to follow; and what headquarters has taken but not applied yet,
 * which the new node applies itself. Places are given anew: applied ones first.
 */
const copyLog = (
  from: Database,
  into: Database,
  branch: string,
  hq: number,
): { readonly [originStream: string]: number } => {
  const [pos, done] = appliedOf(from);
  const names = `seq_from, seq_to, incarnation, stamp, hash, bytes, origin, stream, pos`;
  const vector: { [originStream: string]: number } = {};
  const applied: Batch[] = [];
  const open: Batch[] = [];
  for (const stream of streamsOf(branch)) {
    for (const [origin] of from
      .query("SELECT DISTINCT origin FROM batch WHERE stream = ?")
      .values(stream) as [number][]) {
      const rows = from
        .query(
          `SELECT ${names} FROM batch WHERE stream = ?1 AND origin = ?2 AND (pos >= ?3 OR seq_to = (SELECT max(seq_to) FROM batch
             WHERE stream = ?1 AND origin = ?2)) ORDER BY seq_to`,
        )
        .all(stream, origin, pos) as Batch[];
      vector[`${origin}/${stream}`] = rows.at(-1)!.seq_to;
      for (const row of rows) (origin === hq || isPast(row, pos, done) ? applied : open).push(row);
    }
  }
  for (const list of [applied, open]) list.sort((a, b) => a.pos - b.pos);
  const kept = applied.filter((row) => row.seq_to === vector[`${row.origin}/${row.stream}`]);
  const half = open[0]?.pos === pos ? done : undefined;
  const all = [...kept, ...open];
  all.forEach((row, at) =>
    into
      .query(
        `INSERT INTO batch (pos, origin, stream, seq_from, seq_to, incarnation, stamp, hash, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        at + 1,
        row.origin,
        row.stream,
        row.seq_from,
        row.seq_to,
        row.incarnation,
        row.stamp,
        row.hash,
        row.bytes,
      ),
  );
  const last = kept.at(-1);
  const cursor =
    half !== undefined ? [kept.length + 1, half] : [kept.length, last ? last.seq_to - last.seq_from + 1 : 0];
  into.query("INSERT INTO meta (key, value) VALUES ('applied', ?)").run(JSON.stringify(cursor));
  return vector;
};

interface Batch {
  readonly pos: number;
  readonly origin: number;
  readonly stream: string;
  readonly seq_from: number;
  readonly seq_to: number;
  readonly incarnation: number;
  readonly stamp: number;
  readonly hash: string;
  readonly bytes: Uint8Array;
}

const isPast = ({ pos, seq_from, seq_to }: Batch, cursor: number, done: number): boolean =>
  pos < cursor || (pos === cursor && done >= seq_to - seq_from + 1);

const appliedOf = (db: Database): readonly [pos: number, done: number] => {
  const row = db.query("SELECT value FROM meta WHERE key = 'applied'").get() as { value: string } | null;
  return row ? (JSON.parse(row.value) as [number, number]) : [0, 0];
};

/**
 * The highest stamp in the rows: whoever goes on from them writes above it (`Group.fold`). Headquarters' clock stays there: a node's own
 * follows nobody's further than five minutes.
 */
const copyClock = (from: Database, into: Database): void => {
  const { own, ahead } = from
    .query(
      `SELECT (SELECT max(stamp) FROM stream_head) AS own,
              (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'ahead') AS ahead`,
    )
    .get() as { own: number | null; ahead: number | null };
  into.query("INSERT INTO meta (key, value) VALUES ('ahead', ?)").run(String(Math.max(own ?? 0, ahead ?? 0)));
};

/** Whether a folder's database has a log: its own records or anybody's batches. */
export const hasLog = (db: Database): boolean =>
  db
    .query("SELECT 1 FROM batch UNION ALL SELECT 1 FROM stream_head UNION ALL SELECT 1 FROM log_open LIMIT 1")
    .get() !== null;
