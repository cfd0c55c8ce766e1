/** SQL of applicants' accounts. */
import type { Reader } from "../../drizzle/db";
import type * as schema from "../../drizzle/schema";
import { columnsOf, statement } from "../../sync/tables";

export type AccountRow = Omit<typeof schema.account.$inferSelect, "_h" | "_n">;

/** Every copy of an account that this node holds, headquarters' first. */
export const copiesOfAccount = ({ db }: Reader, id: string): readonly AccountRow[] =>
  statement(db, `SELECT ${columnsOf("account")} FROM account WHERE id = ? ORDER BY at`).all(
    id,
  ) as AccountRow[];

/** Accounts that proved a telephone number, by its blind index. */
export const accountsOfPhone = ({ db }: Reader, phoneIndex: string): readonly string[] =>
  (
    statement(db, "SELECT DISTINCT id FROM account WHERE phone_index = ? ORDER BY id").values(phoneIndex) as [
      string,
    ][]
  ).map(([id]) => id);
