/** The roster as this node knows it: which nodes there are, their keys, and whose bookings are whose. */
import type { Database } from "bun:sqlite";
import type { RosterNode } from "./peer-port";
import type { Tx } from "./submit";
import { statement, tableOf } from "./tables";

const columns = `alias, id, role, branch, incarnation, log_key AS logKey, slip_key AS slipKey, box_key AS boxKey, state,
  heir_of AS heirOf`;

export interface KnownNode extends RosterNode {
  /** The alias whose branch this node goes on for, after a restore. */
  readonly heirOf: number | null;
}

export const nodeByAlias = (db: Database, alias: number): KnownNode | undefined =>
  (statement(db, `SELECT ${columns} FROM node WHERE alias = ?`).get(alias) as KnownNode | null) ?? undefined;

/** Every node of the roster, a few hundred at most. */
export const allNodes = (db: Database): readonly KnownNode[] =>
  statement(db, `SELECT ${columns} FROM node ORDER BY alias`).all() as KnownNode[];

/** Headquarters; undefined on a node that has never heard of one. */
export const headquarters = (db: Database): KnownNode | undefined =>
  allNodes(db).find(({ role, state }) => role === "hq" && state === "active");

/** The node that serves a branch now: the latest incarnation that is trusted. */
export const nodeOfBranch = (db: Database, branch: string): KnownNode | undefined =>
  allNodes(db).findLast((node) => node.branch === branch && node.state === "active");

/** The stamp of the word that shut a node out, or let it in. */
export const stateStamp = (db: Database, alias: number): number => {
  const { policy, wire } = tableOf("node");
  const found = statement(
    db,
    `SELECT coalesce((SELECT h FROM clk WHERE tab = ? AND rid = ? AND col = ?), _h) AS stamp FROM node WHERE alias = ?`,
  ).get(policy.id, String(alias), wire["state"]!, alias) as { stamp: number } | null;
  return found?.stamp ?? 0;
};

/** Whether this node is a booking's home, or goes on for the node that was. */
export const isOwnHome = ({ db, node }: Pick<Tx, "db" | "node">, booking: string): boolean => {
  const row = statement(db, "SELECT home FROM booking WHERE id = ?").get(booking) as { home: number } | null;
  return row !== null && isOwn({ db, node }, row.home);
};

/** Whether an alias is this node's, or that of a life before this one's restore. */
export const isOwn = ({ db, node }: Pick<Tx, "db" | "node">, alias: number): boolean => {
  for (let at: number | null | undefined = node; at !== null && at !== undefined;) {
    if (at === alias) return true;
    at = nodeByAlias(db, at)?.heirOf;
  }
  return false;
};
