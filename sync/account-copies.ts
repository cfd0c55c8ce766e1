/**
 * Where an applicant's account is known: at headquarters, at every branch where they have a booking, and at the branch where it was
 * made. Each place has a row of its own (`at`), which that branch and headquarters alone may write; headquarters' row (`at` empty)
 * is written by nobody else, and is what counts (`kernel.md` 2).
 *
 *   made at a branch ─────────► headquarters takes it over, once
 *   booking at X ─────────────► account and passkeys, at = X
 *   account or passkey changed ► the same change in its other rows; of passkeys the worst state stands in all
 *
 * A branch that was stolen still signs its rows. Whose key a passkey is and what an account hangs on never changes: a row that
 * says otherwise is kept as a proof against its writer, and changes nothing anywhere else.
 */
import type { Database } from "bun:sqlite";
import type { Row, RowOp, Value } from "./core/plan";
import { derives } from "./derive";
import { forgedRow } from "./forged";
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

/** What is never changed after the first row: of whom an account is, and whose key a passkey is. */
const fixed = {
  account: ["handle", "subject", "createdAtMs"],
  passkey: ["account", "publicKey", "backupEligible", "rpId", "origin", "createdAtMs"],
} as const;

/** What a first booking brings to its branch; nothing where the account is known there, or is none. */
export const accountAtBranch = (here: Here, account: string, branch: string): readonly RowOp[] => {
  const rows = accountsOf(here.tx.db, account);
  const head = headOf(rows);
  if (!head || rows.some(({ at }) => at === branch)) return [];
  return [copyOfAccount(here, head, branch), ...passkeysAt(here.tx.db, account, branch)];
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

/** A branch's row of an account came or changed: its bookings may have come before it. */
export const spreadAccount: Reaction = (here, merged) => {
  if (here.role !== "hq") return { rows: [] };
  const { db } = here.tx;
  const account = String(merged.row["id"]);
  const rows = accountsOf(db, account);
  const changed = rows.find(({ at }) => at === merged.row["at"]);
  if (!changed) return { rows: [] };
  const head = headOf(rows);
  if (head && !agrees("account", head, changed))
    return { rows: [forgedRow(here.tx, merged, "account", head, changed)] };
  const set = { lang: changed["lang"], sealed: changed["sealed"] } as Row;
  const derived = derives["account"]!(db, here.sealer, changed);
  const known = new Set(rows.map(({ at }) => at));
  const branches = statement(db, "SELECT DISTINCT branch FROM booking WHERE account = ?").values(account);
  return {
    rows: [
      ...(head ? [] : [copyOfAccount(here, changed, "")]),
      ...rows
        .filter((each) => head && agrees("account", head, each) && differs(each, set))
        .map(({ at }) => update("account", { id: account, at: String(at) }, set, derived)),
      ...branches
        .filter(([branch]) => !known.has(String(branch)))
        .flatMap(([branch]) => [
          copyOfAccount(here, { ...(head ?? changed), ...set }, String(branch)),
          ...passkeysAt(db, account, String(branch)),
        ]),
    ],
  };
};

/** States of a key, the worse the later. */
export const stateRanks = ["active", "suspended", "removed"];

/** A branch's row of a passkey came or changed: every place that knows its account knows it, by one name and in one state. */
export const spreadPasskey: Reaction = ({ tx, role }, merged) => {
  if (role !== "hq") return { rows: [] };
  const id = String(merged.row["id"]);
  const rows = rowsOf(tx.db, `SELECT ${columnsOf("passkey")} FROM passkey WHERE id = ? ORDER BY at`, id);
  const changed = rows.find(({ at }) => at === merged.row["at"]);
  if (!changed) return { rows: [] };
  const head = headOf(rows);
  if (head && changed["account"] !== head["account"] && changed["publicKey"] === head["publicKey"])
    return { rows: linkRows(tx, String(head["account"]), String(changed["account"])) };
  const accounts = accountsOf(tx.db, String(changed["account"]));
  const isTrue = head ? agrees("passkey", head, changed) : isAccountAt(accounts, String(changed["at"]));
  if (!isTrue) return { rows: [forgedRow(tx, merged, "passkey", head ?? {}, changed)] };
  const own = rows.filter((each) => !head || agrees("passkey", head, each));
  const worst = Math.max(...own.map(({ state }) => stateRanks.indexOf(String(state))));
  const { name, backedUp } = changed as { readonly name: string; readonly backedUp: number };
  const set = { name, backedUp, state: stateRanks[worst]! };
  const missing = accounts.filter(({ at }) => !rows.some((each) => each["at"] === at));
  return {
    rows: [
      ...own
        .filter((each) => differs(each, set))
        .map(({ at }) => update("passkey", { id, at: String(at) }, set)),
      ...missing.map(({ at }) => insertCopy("passkey", { ...changed, ...set, at: at! })),
    ],
  };
};

/** Whether a branch has this account by right: made there and taken over, or given to it. A made-up row knows no user handle. */
const isAccountAt = (accounts: readonly Row[], at: string): boolean => {
  const head = headOf(accounts);
  const there = accounts.find((each) => each["at"] === at);
  return head !== undefined && there !== undefined && agrees("account", head, there);
};

/**
 * The same key under two accounts: a person whom a cut-off branch did not know began anew. The link is a note for people. It opens
 * nothing: to register a key nobody has to show that they hold it.
 */
const linkRows = (tx: Tx, one: string, other: string): readonly RowOp[] => {
  const [account, same] = [one, other].toSorted() as [string, string];
  const id = `${account}/${same}`;
  if (statement(tx.db, "SELECT 1 FROM account_link WHERE id = ?").get(id) !== null) return [];
  return [insert("accountLink", { id, account, same, why: "passkey", atMs: tx.nowMs })];
};

const accountsOf = (db: Database, id: string) =>
  rowsOf(db, `SELECT ${columnsOf("account")} FROM account WHERE id = ? ORDER BY at`, id);

const rowsOf = (db: Database, text: string, key: string): readonly Row[] =>
  statement(db, text).all(key) as Row[];

const headOf = (rows: readonly Row[]): Row | undefined => rows.find(({ at }) => at === "");

const agrees = (table: keyof typeof fixed, head: Row, row: Row): boolean =>
  fixed[table].every((column) => head[column] === row[column]);

const copyOfAccount = ({ tx, sealer }: Here, row: Row, at: string): RowOp =>
  insertCopy("account", { ...row, at }, derives["account"]!(tx.db, sealer, row));

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
