/**
 * Reactions: what this node writes of its own when another node's row is merged. Each is a function from the row, and from what
 * this node holds, to rows of this node's own log. `merge.ts` runs each once per operation, whatever arrives twice.
 */
import { copyAccount, spreadAccount, spreadPasskey } from "./account-copies";
import { adoptedStaffKey, conflictsOf } from "./reactions-hq";
import { wantBlob } from "./blobs";
import { cancelAtHome, respendRows, supersedeRows } from "./home";
import type { Notice, Row, RowOp } from "./core/plan";
import { spreadErasure, type Traces } from "./erasure";
import { isOwnHome } from "./roster";
import { burnIfClosed, type DayPool, freeRights, grantRows, rightsOf, shareOf, slotOf } from "./escrow";
import { unitsOf } from "./effects";
import { giveKeys } from "./rotation";
import { insert } from "./rows";
import type { Sealer } from "./sealer";
import type { Tx } from "./submit";
import { statement } from "./tables";

/** A merged row: its columns as they were written, who wrote it, and where: `origin/stream/sequence/index`. */
export interface Merged {
  readonly row: Row;
  readonly origin: number;
  readonly op: string;
}

/** What a reaction may ask of the node it runs on. */
export interface Reacting {
  readonly tx: Tx;
  readonly sealer: Sealer;
  readonly role: "branch" | "hq";
  /** Told what lies outside the database for somebody who was erased. */
  readonly forgotten?: (traces: Traces) => void;
}

export interface Reacted {
  readonly rows: readonly RowOp[];
  readonly notices?: readonly Notice[];
}

/** `undefined`: not decided yet, because a key is missing; it is asked again when the key comes. */
export type Reaction = (here: Reacting, merged: Merged) => Reacted | undefined;

const nothing: Reacted = { rows: [] };

/** A closure takes the time out of sale on every node: each burns what it could still sell. */
const burnClosed: Reaction = ({ tx }, { row }) => {
  const branch = String(row["branch"]);
  const groups = row["groups"] === null ? undefined : (JSON.parse(String(row["groups"])) as string[]);
  const free = freeRights(tx, branch, Number(row["fromMs"]), Number(row["toMs"]));
  return {
    rows: free
      .filter(({ grp }) => groups === undefined || groups.includes(grp))
      .map(({ slot, pool, avail }) =>
        insert("burn", { id: tx.newId(), branch, slot, pool, units: avail, reason: String(row["id"]) }),
      ),
  };
};

/**
 * The receiver's half of a grant. Its key is the grant's id: the table itself refuses a second one. What was under way when its
 * time was closed is not sold.
 */
const creditGrant: Reaction = ({ tx }, { row }) => {
  if (Number(row["to"]) !== tx.node) return nothing;
  const day = dayOf(row);
  const slotMinutes = Number(row["slotMinutes"]);
  const credit = insert("credit", {
    grant: String(row["id"]),
    ...day,
    slotMinutes,
    units: String(row["units"]),
  });
  const closed = unitsOf(row).flatMap(([startMin, units]) =>
    burnIfClosed(tx, slotOf(day, startMin), day.pool, units, slotMinutes),
  );
  return { rows: [credit, ...closed] };
};

/** Another node runs low and asks: a share by who sells faster. */
const grantAsked: Reaction = ({ tx }, { row, origin }) => {
  if (Number(row["of"]) !== tx.node) return nothing;
  const day = dayOf(row);
  const here = rightsOf(tx.db, day, tx.node);
  const sold = here.reduce((sum, { spent }) => sum + spent, 0);
  const units = unitsOf(row).flatMap(([startMin, asked]) => {
    const avail = here.find((each) => each.startMin === startMin)?.avail ?? 0;
    const given = shareOf(avail, asked, Number(row["sold"]), sold);
    return given > 0 ? [[startMin, given] as const] : [];
  });
  return { rows: grantRows(tx, day, origin, units, here[0]?.slotMinutes ?? 0, "asked") };
};

const dayOf = (row: Row): DayPool => ({
  branch: String(row["branch"]),
  grp: String(row["grp"]),
  date: String(row["date"]),
  pool: String(row["pool"]),
});

/**
 * Another node was asked to change a booking of this one. Only its home does, as its state stands when the request comes, and
 * only for a node that serves the booking's branch: a row's own branch is all that was checked so far.
 */
const doAtHome: Reaction = (here, { row }) => {
  const booking = String(row["booking"]);
  if (!isOwnHome(here.tx, booking) || !isOfBranch(here.tx, booking, String(row["branch"]))) return nothing;
  const party = row["party"] === null ? undefined : Number(row["party"]);
  return cancelAtHome(here.tx, here.sealer, booking, party);
};

const isOfBranch = ({ db }: Tx, booking: string, branch: string): boolean =>
  statement(db, "SELECT 1 FROM booking WHERE id = ? AND branch = ?").get(booking, branch) !== null;

/** Headquarters decided between two claims: the home of this one acts on it. */
const obeyConflict: Reaction = ({ tx, sealer }, { row }) => {
  const booking = String(row["booking"]);
  if (!isOwnHome(tx, booking)) return nothing;
  return supersedeRows(tx, sealer, booking, Number(row["party"]), String(row["outcome"]));
};

/** Somebody checked in whose place home had freed: home spends a free unit again, or reports one person too many. */
const respend: Reaction = ({ tx }, { row }) => {
  const booking = String(row["booking"]);
  return isOwnHome(tx, booking) ? { rows: respendRows(tx, booking) } : nothing;
};

/** At headquarters alone: claims of one identity that could not know of each other. */
const findConflicts: Reaction = (here, { row }) =>
  here.role === "hq" ? conflictsOf(here, String(row["booking"]), Number(row["no"])) : nothing;

/** At headquarters alone: a key that a branch enrolled for its own staff. */
const adoptStaffKey: Reaction = (here, merged) =>
  here.role === "hq" ? adoptedStaffKey(here, merged) : nothing;

const reactions: { readonly [name: string]: Reaction } = {
  burnClosed,
  creditGrant,
  grantAsked,
  doAtHome,
  obeyConflict,
  respend,
  findConflicts,
  adoptStaffKey,
  copyAccount,
  spreadAccount,
  spreadPasskey,
  spreadErasure,
  giveKeys,
  wantBlob,
};

export const reactionOf = (name: string): Reaction => {
  const found = reactions[name];
  if (!found) throw new Error(`no reaction ${name}: add it to sync/reactions.ts`);
  return found;
};
