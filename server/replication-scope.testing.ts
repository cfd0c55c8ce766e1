/** What a branch shares with headquarters, to the byte; and what it must not hold of anybody else. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { zstdDecompressSync } from "node:zlib";
import { ridOf } from "../sync/apply";
import { orThrow } from "../sync/core/result";
import { readHead } from "../sync/envelope";
import { isDerived, isReplicated } from "../sync/policies";
import { type Table, tables } from "../sync/tables";
import type { Files, NodeFile } from "./replication-files.testing";

/**
 * Two nodes that have the same records of a branch have the same state of it, to the byte: its rows and those of stream `all` in
 * every replicated and derived table, with their stamps, also those of single columns. Where hashes differ, the rows that do.
 */
export const differing = (hq: NodeFile, branch: NodeFile, code: string): readonly string[] =>
  [...tables.values()].flatMap((table) => {
    const [there, here] = [hq, branch].map((node) =>
      rowsOf(node, table, code).map((row) => JSON.stringify(row)),
    );
    if (hashOf(there!) === hashOf(here!)) return [];
    const only = there!
      .filter((row) => !here!.includes(row))
      .concat(here!.filter((row) => !there!.includes(row)));
    return [`${table.name} of ${code}: ${only.slice(0, 4).join(" | ")}`];
  });

const hashOf = (rows: readonly string[]): string =>
  createHash("sha256").update(rows.join("\n")).digest("hex");

const rowsOf = (node: NodeFile, table: Table, branch: string): readonly object[] => {
  const { policy, sqlName, sqlColumn } = table;
  if (!isReplicated(policy) && !isDerived(policy)) return [];
  const isMaster = policy.stream === "all";
  if (!isMaster && !isOfBranch(table)) return [];
  const unhashed = new Set(policy.unhashed);
  const columns = Object.entries(sqlColumn)
    .filter(([property]) => !unhashed.has(property))
    .map(([property, column]) => `"${column}" AS "${property}"`);
  const order = policy.key.map((column) => `"${sqlColumn[column]}"`).join();
  const where = isMaster ? "" : `WHERE ${ofBranch(table)}`;
  const rows = node.rows<{ [property: string]: string | number }>(
    `SELECT ${columns.join()} FROM "${sqlName}" ${where} ORDER BY ${order}`,
    ...(isMaster ? [] : [branch]),
  );
  const stamps = new Map<string, object[]>();
  for (const { rid, ...stamp } of node.rows<{ rid: string }>(
    "SELECT rid, col, h, n FROM clk WHERE tab = ? ORDER BY rid, col",
    policy.id,
  ))
    stamps.set(rid, [...(stamps.get(rid) ?? []), stamp]);
  return rows.map((row) => ({
    ...Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])),
    columnStamps: stamps.get(ridOf(table, row)) ?? [],
  }));
};

const plain = (value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value;

/** Only what is for headquarters' eyes names no branch. */
const isOfBranch = (table: Table): boolean => table.sqlColumn["branch"] !== undefined;
const ofBranch = (table: Table): string => `"${table.sqlColumn["branch"]}" = ?`;

/**
 * What a branch's folder holds of people of other branches: bookings, references, slots and data keys, looked for in the bytes of
 * its files, and in what its sealed batches say.
 */
export const strangers = ({ hq, branches }: Files, own: NodeFile): readonly string[] => {
  const marks = branches
    .filter((branch) => branch !== own)
    .flatMap(({ branch }) => [
      ...hq
        .rows<{ id: string; ref: string }>("SELECT id, ref FROM booking WHERE branch = ?", branch!)
        .flatMap(({ id, ref }) => [id, ref]),
      ...hq
        .rows<{ subject: string }>("SELECT DISTINCT subject FROM party WHERE branch = ?1", branch!)
        .map(({ subject }) => subject)
        .filter((subject) => !isKnownAt(hq, subject, own.branch!)),
      `${branch}.`,
    ]);
  const files = [own.file, `${own.file}-wal`].filter((file) => existsSync(file));
  const bodies = own.rows<{ bytes: Uint8Array }>("SELECT bytes FROM batch").map(({ bytes }) => bodyOf(bytes));
  const places = [...files.map((file) => readFileSync(file)), Buffer.concat(bodies)];
  const found = marks.filter((mark) => places.some((bytes) => bytes.includes(mark)));
  const streams = own
    .rows<{ origin: number; stream: string }>("SELECT DISTINCT origin, stream FROM batch")
    .filter(({ stream }) => stream !== "all" && stream !== `branch:${own.branch}`)
    .filter(({ origin, stream }) => stream !== "hq" || origin !== own.alias)
    .map(({ origin, stream }) => `stream ${stream} of node ${origin}`);
  return [...found, ...streams].map((what) => `${own.branch} holds ${what}`);
};

/** The same person may stand in both branches' streams. */
const isKnownAt = (hq: NodeFile, subject: string, branch: string): boolean =>
  hq.rows("SELECT 1 FROM party WHERE subject = ? AND branch = ?", subject, branch).length > 0;

/** A sealed batch's text: the signature's 64 bytes stand at its end. */
const bodyOf = (bytes: Uint8Array): Uint8Array => {
  const { headEnd } = orThrow(readHead(bytes));
  return zstdDecompressSync(bytes.subarray(headEnd, bytes.length - 64));
};
