/** SQL of passkeys: applicants' and those of staff lie in two tables of one shape. */
import type { Tx } from "../../sync/submit";
import { statement } from "../../sync/tables";
import type { CounterSeen, Owner, OwnerKind, PasskeyState } from "./passkey";

type Reader = Pick<Tx, "db">;

/** One copy of a key's row: `at` empty is headquarters', else a branch's. */
export interface PasskeyRow {
  readonly id: string;
  readonly at: string;
  readonly owner: string;
  readonly publicKey: string;
  /** JSON list. */
  readonly transports: string;
  readonly aaguid: string;
  readonly backupEligible: number;
  readonly backedUp: number;
  /** At registration. */
  readonly counter: number;
  readonly rpId: string;
  readonly origin: string;
  readonly name: string;
  readonly createdAtMs: number;
  readonly state: PasskeyState;
}

const columns = (owner: string) => `id, at, ${owner} AS owner, public_key AS publicKey, transports, aaguid,
  backup_eligible AS backupEligible, backed_up AS backedUp, counter, rp_id AS rpId, origin, name,
  created_at_ms AS createdAtMs, state`;

const texts = {
  account: {
    byId: `SELECT ${columns("account")} FROM passkey WHERE id = ? ORDER BY at`,
    ofOwner: `SELECT ${columns("account")} FROM passkey WHERE account = ? ORDER BY created_at_ms, id, at`,
    owner: "SELECT id, at, handle, state FROM account WHERE id = ? ORDER BY at",
  },
  staff: {
    byId: `SELECT ${columns("staff")} FROM staff_key WHERE id = ? ORDER BY at`,
    ofOwner: `SELECT ${columns("staff")} FROM staff_key WHERE staff = ? ORDER BY created_at_ms, id, at`,
    owner: "SELECT id, '' AS at, handle, state FROM staff WHERE id = ?",
  },
} as const satisfies { readonly [kind in OwnerKind]: unknown };

/** Every copy of a key's row that this node holds, headquarters' first. */
export const copiesOf = ({ db }: Reader, kind: OwnerKind, id: string): readonly PasskeyRow[] =>
  statement(db, texts[kind].byId).all(id) as PasskeyRow[];

/** Every copy of every key of one owner, the oldest key first. */
export const copiesOfOwner = ({ db }: Reader, { kind, id }: Owner): readonly PasskeyRow[] =>
  statement(db, texts[kind].ofOwner).all(id) as PasskeyRow[];

export interface OwnerRow {
  readonly id: string;
  readonly at: string;
  readonly handle: string;
  readonly state: string;
}

/** Every copy of an owner's row; a member of staff has one. */
export const copiesOfHolder = ({ db }: Reader, { kind, id }: Owner): readonly OwnerRow[] =>
  statement(db, texts[kind].owner).all(id) as OwnerRow[];

/**
 * What nodes saw of a key. A branch has only what it saw itself; headquarters believes nothing of a branch that has no business with
 * the key: a number that it made up would shut the holder out.
 */
export const usesOf = (
  { db, branch }: Reader & Pick<Tx, "branch">,
  kind: OwnerKind,
  credential: string,
): readonly CounterSeen[] =>
  statement(db, branch === null ? usesTexts[kind] : usesText).all(credential) as CounterSeen[];

const usesText = "SELECT u.node, u.counter, u.at_ms AS atMs FROM credential_use u WHERE u.credential = ?";

const believed = (known: string) =>
  `${usesText} AND NOT EXISTS (SELECT 1 FROM node n WHERE n.alias = u.node AND n.branch IS NOT NULL AND NOT EXISTS (${known}))`;

const usesTexts = {
  account: believed(
    `SELECT 1 FROM passkey p JOIN passkey t ON t.id = p.id AND t.at = '' AND t.public_key = p.public_key
     WHERE p.id = u.credential AND p.at = n.branch`,
  ),
  staff: believed(
    `SELECT 1 FROM staff_key k JOIN staff_grant g ON g.staff = k.staff AND g.branch = n.branch
     WHERE k.id = u.credential`,
  ),
} as const satisfies { readonly [kind in OwnerKind]: string };
