/**
 * Where an applicant's account is known: at headquarters, and at every branch where they have a booking. Headquarters alone writes the
 * copies (`kernel.md` 2), so that a branch can let its people in without the line, and keeps them alike.
 *
 *   booking at X ─────────────► account and passkeys, at = X
 *   account or passkey changed ► the same change in its other copies; of passkeys the worst state stands in all
 */
import type { Database } from "bun:sqlite";
import type { Row, RowOp, Value } from "./core/plan";
import { derives } from "./derive";
import type { Reaction } from "./reactions";
import { policies } from "./policies";
import { insert, update } from "./rows";
import type { Sealer } from "./sealer";
import type { Tx } from "./submit";
import { columnsOf, statement } from "./tables";

interface Here {
  readonly tx: Tx;
  readonly sealer: Sealer;
}

/** What a first booking brings to its branch; nothing where the account is known there, or is none. */
export const accountAtBranch = ({ tx, sealer }: Here, account: string, branch: string): readonly RowOp[] => {
  const copies = accountsOf(tx.db, account);
  const head = copies.find(({ at }) => at === "");
  if (!head || copies.some(({ at }) => at === branch)) return [];
  return [
    insertCopy("account", { ...head, at: branch }, derives["account"]!(tx.db, sealer, head)),
    ...passkeysAt(tx.db, account, branch),
  ];
};

const passkeysAt = (db: Database, account: string, branch: string): readonly RowOp[] => {
  const keys = rowsOf(
    db,
    `SELECT ${columnsOf("passkey")} FROM passkey WHERE account = ? ORDER BY id, at`,
    account,
  );
  const known = new Set(keys.flatMap(({ id, at }) => (at === branch ? [id] : [])));
  return keys
    .filter(({ id, at, state }) => at === "" && state !== "removed" && !known.has(id))
    .map((key) => insertCopy("passkey", { ...key, at: branch }));
};

export const copyAccount: Reaction = (here, { row }) => {
  if (here.role !== "hq" || row["account"] === undefined) return { rows: [] };
  return { rows: accountAtBranch(here, String(row["account"]), String(row["branch"])) };
};

/** An account's row came or changed: its bookings may have come before it. */
export const spreadAccount: Reaction = (here, { row }) => {
  const { tx, sealer, role } = here;
  const copies = role === "hq" ? accountsOf(tx.db, String(row["id"])) : [];
  const changed = copies.find(({ at }) => at === row["at"]);
  if (!changed) return { rows: [] };
  const derived = derives["account"]!(tx.db, sealer, changed);
  const set = { state: changed["state"], lang: changed["lang"], sealed: changed["sealed"] } as Row;
  const account = String(row["id"]);
  const branches = statement(tx.db, "SELECT DISTINCT branch FROM booking WHERE account = ?").values(account);
  return {
    rows: [
      ...copies
        .filter((copy) => differs(copy, set))
        .map(({ at }) => update("account", { id: account, at: String(at) }, set, derived)),
      ...branches.flatMap(([branch]) => accountAtBranch(here, account, String(branch))),
    ],
  };
};

const stateRanks = ["active", "suspended", "removed"];

/** A passkey came or changed: every place that knows its account knows it, by one name and in one state. */
export const spreadPasskey: Reaction = ({ tx, role }, { row }) => {
  if (role !== "hq") return { rows: [] };
  const copies = rowsOf(
    tx.db,
    `SELECT ${columnsOf("passkey")} FROM passkey WHERE id = ? ORDER BY at`,
    String(row["id"]),
  );
  const changed = copies.find(({ at }) => at === row["at"]);
  if (!changed) return { rows: [] };
  const worst = Math.max(...copies.map(({ state }) => stateRanks.indexOf(String(state))));
  const { name, backedUp } = changed as { readonly name: string; readonly backedUp: number };
  const set = { name, backedUp, state: stateRanks[worst]! };
  const places = accountsOf(tx.db, String(changed["account"])).map(({ at }) => at);
  const missing = places.filter((at) => !copies.some((copy) => copy["at"] === at));
  return {
    rows: [
      ...copies
        .filter((copy) => differs(copy, set))
        .map(({ at }) => update("passkey", { id: String(row["id"]), at: String(at) }, set)),
      ...missing.map((at) => insertCopy("passkey", { ...changed, ...set, at: at! })),
      ...linkRows(tx, row, copies),
    ],
  };
};

/**
 * The same key under two accounts: a person whom a cut-off branch did not know began anew. The link is a note for people. It opens
 * nothing: to register a key nobody has to show that they hold it.
 */
const linkRows = (tx: Tx, merged: Row, copies: readonly Row[]): readonly RowOp[] => {
  const one = merged["account"];
  if (one === undefined) return [];
  const others = copies.filter(
    (copy) => copy["account"] !== one && copy["publicKey"] === merged["publicKey"],
  );
  return [...new Set(others.map((copy) => String(copy["account"])))].flatMap((other) => {
    const [account, same] = [String(one), other].toSorted() as [string, string];
    const id = `${account}/${same}`;
    if (statement(tx.db, "SELECT 1 FROM account_link WHERE id = ?").get(id) !== null) return [];
    return [insert("accountLink", { id, account, same, why: "passkey", atMs: tx.nowMs })];
  });
};

const accountsOf = (db: Database, id: string) =>
  rowsOf(db, `SELECT ${columnsOf("account")} FROM account WHERE id = ? ORDER BY at`, id);

const rowsOf = (db: Database, text: string, key: string): readonly Row[] =>
  statement(db, text).all(key) as Row[];

/** A row that was read whole, for another place. */
const insertCopy = (table: "account" | "passkey", row: Row, derived: Row = {}): RowOp => ({
  op: "insert",
  table,
  row: Object.fromEntries(policies[table].columns.map((column) => [column, row[column]!])),
  derived,
});

const differs = (row: Row, set: Row): boolean =>
  Object.entries(set).some(([column, value]) => !isEqual(row[column] ?? null, value));

const isEqual = (a: Value, b: Value): boolean =>
  a instanceof Uint8Array && b instanceof Uint8Array ? Buffer.compare(a, b) === 0 : a === b;
