/** The end of a history: lines and processes come back, everybody hears everything, and then all must agree. */
import { createHash } from "node:crypto";
import { isLogWhole } from "../log-end";
import { isReplicated } from "../policies";
import { replay, stateHash } from "../replay";
import { statement, type Table, tables } from "../tables";
import { cellAt, runRound } from "./actions";
import { fillDb, giveDb, imageOf, takeDb } from "./db-pool";
import type { History } from "./history";
import { liarAlias, liarBranch } from "./liar";
import { ranks } from "./model";
import type { SimNode } from "./node";

export const heal = async (history: History): Promise<void> => {
  const { world, checks } = history;
  world.note("everything is healed");
  Object.assign(world.odds, { lost: 0, meddled: 0 });
  await world.run();
  for (const node of world.nodes) {
    Object.assign(node.line, { there: true, back: true });
    node.crashAt = undefined;
    node.diskFault = undefined;
    if (node.state === "down") history.boot(node);
  }
  await world.run();
  checks.run();
  for (const node of world.nodes) if (node.isOld && node.state === "up") history.upgrade(node);
  await settle(history);
  // Who is not believed any more is replaced; what its people were told and headquarters never heard may be gone.
  const broken = world.nodes.filter(
    (node) => node.state === "halted" || (node.state === "up" && isSuspended(world.hq, node.alias)),
  );
  const replaced = new Set<number>();
  for (const node of broken) {
    if (replaced.has(node.alias) || node.state === "gone") continue;
    replaced.add(node.alias);
    history.replace(node, undefined);
  }
  await world.run();
  if (replaced.size > 0) await settle(history);
  agree(history);
};

const isSuspended = ({ db }: SimNode, alias: number): boolean =>
  statement(db, "SELECT 1 FROM node WHERE alias = ? AND state = 'suspended'").get(alias) !== null;

const roundsMax = 12;

/** Rounds of every branch until nothing new is said. */
const settle = async ({ world, checks }: History): Promise<void> => {
  for (let turn = 0; turn < roundsMax; turn++) {
    const before = logLength(world.nodes);
    for (const node of world.up) {
      if (!node.round) continue;
      world.nowMs += 1000;
      runRound(world, node, "run");
      await world.run();
      checks.run();
    }
    if (turn > 0 && logLength(world.nodes) === before) return;
  }
  world.fail(`${roundsMax} rounds of every branch are not enough to tell everybody everything`);
};

/** Batches, and records that are not in one, of all nodes. */
const logLength = (nodes: readonly SimNode[]): string =>
  nodes
    .filter(({ state }) => state === "up")
    .map(
      ({ db }) =>
        (
          statement(
            db,
            "SELECT (SELECT count(*) FROM batch) || '+' || (SELECT count(*) FROM log_open) AS length",
          ).get() as { length: string }
        ).length,
    )
    .join();

const agree = (history: History): void => {
  const { world } = history;
  const nodes = world.up;
  for (const node of nodes) {
    const aside = statement(node.db, "SELECT op, reason FROM quarantine WHERE op NOT LIKE ?").get(
      `${liarAlias}/%`,
    );
    if (aside !== null) world.fail(`node ${node.name} still has put aside ${JSON.stringify(aside)}`);
    const waits = statement(node.db, "SELECT * FROM waiting WHERE stream <> ?").get(`branch:${liarBranch}`);
    if (waits !== null) world.fail(`on node ${node.name} a write waits for a row: ${JSON.stringify(waits)}`);
  }
  for (const node of nodes) if (node.branch !== null) sameAsHq(history, node);
  for (const fact of world.model.facts) {
    if (fact.isLost) continue;
    for (const node of nodes)
      if ((node.role === "hq" || fact.branch === null || fact.branch === node.branch) && !fact.holds(node.db))
        world.fail(`"${fact.what}", said by ${fact.node.name}, is not on node ${node.name} in the end`);
  }
  cellsAsWritten(history);
  requestsAnswered(history);
  claimsDecided(history);
  nothingRests(history);
  nothingUntold(history);
  nothingOnSaleWhileClosed(history);
  everybodyWhoCameHasAPlace(history);
  const node = world.draw.of(nodes.filter(({ db }) => isLogWhole(db)));
  if (!isReplayed(node)) world.fail(`replaying the log of node ${node.name} gives another state`);
  world.note(`state of headquarters: ${stateHash(world.hq.db)}`);
};

// --- One state -------------------------------------------------------------------------------------------------------

const sameAsHq = ({ world }: History, node: SimNode): void => {
  for (const table of tables.values()) {
    if (!isReplicated(table.policy) && table.name !== "right") continue;
    const { stream } = table.policy;
    if (stream === "hq") continue;
    const column = table.name === "right" ? "branch" : typeof stream === "object" ? stream.branch : undefined;
    const filter = column === undefined ? "" : `WHERE t."${table.sqlColumn[column]}" = '${node.branch}'`;
    const [here, there] = [contentOf(node, table, filter), contentOf(world.hq, table, filter)];
    if (here === there) continue;
    const [ours, theirs] = [new Set(here.split("\n")), new Set(there.split("\n"))];
    world.fail(
      [
        `node ${node.name} and headquarters differ in ${table.name}:`,
        ...[...ours].filter((row) => !theirs.has(row)).map((row) => `    here ${row}`),
        ...[...theirs].filter((row) => !ours.has(row)).map((row) => `    at headquarters ${row}`),
      ].join("\n"),
    );
  }
};

/** Every row of a table with the stamps of its columns, one a line. */
const contentOf = ({ db }: SimNode, table: Table, filter: string): string => {
  const { policy, sqlColumn, sqlName } = table;
  const order = policy.key.map((column) => `t."${sqlColumn[column]}"`);
  const rows = statement(db, `SELECT t.* FROM "${sqlName}" t ${filter} ORDER BY ${order.join()}`).values();
  if (policy.kind === "append" || policy.kind === "rights") return textOf(rows);
  const stamps = statement(
    db,
    `SELECT c.rid, c.col, c.h, c.n FROM clk c JOIN "${sqlName}" t ON c.rid = ${order.join(" || '/' || ")} ${filter}
     ${filter ? "AND" : "WHERE"} c.tab = ${policy.id} ORDER BY c.rid, c.col`,
  ).values();
  return `${textOf(rows)}\n${textOf(stamps)}`;
};

const textOf = (rows: readonly unknown[]): string =>
  rows
    .map((row) =>
      JSON.stringify(row, (_key, value: unknown) =>
        value instanceof Uint8Array ? createHash("sha256").update(value).digest("hex").slice(0, 8) : value,
      ),
    )
    .join("\n");

const isReplayed = (node: SimNode): boolean => {
  const fresh = takeDb();
  fillDb(fresh, imageOf(node.db), ["keyring"]);
  replay(node.db, fresh, node.alias, node.sealer);
  const isSame = stateHash(fresh) === stateHash(node.db);
  giveDb(fresh);
  return isSame;
};

// --- What people were told -------------------------------------------------------------------------------------------

/** Of all writes of a column the latest one stands, everywhere. */
const cellsAsWritten = ({ world }: History): void => {
  for (const [cell, writes] of world.model.cells) {
    const kept = writes.filter(({ fact }) => !fact.isLost);
    if (kept.length === 0) continue;
    const last = kept.reduce((a, b) =>
      b.stamp > a.stamp || (b.stamp === a.stamp && b.alias > a.alias) ? b : a,
    );
    const stands = cellAt(world.hq.db, cell);
    if (!stands) return world.fail(`${cell} is gone`);
    const isRight =
      stands.stamp > last.stamp ||
      (stands.stamp === last.stamp && (stands.node > last.alias || stands.value === last.value));
    if (!isRight)
      world.fail(
        `${cell} is ${JSON.stringify(stands)} and was written last as ${JSON.stringify(last.value)}`,
      );
    if (
      stands.stamp > last.stamp &&
      writes.every((each) => each.value !== stands.value) &&
      isAllTold(world.nodes)
    )
      world.fail(`${cell} is ${JSON.stringify(stands)}, which nobody was told of`);
  }
};

/** No disk was lost: then everything that stands was acknowledged. */
const isAllTold = (nodes: readonly SimNode[]): boolean => nodes.every(({ state }) => state === "up");

/** Whoever asked a home to cancel is answered: nobody of that booking still waits for the visit. */
const requestsAnswered = ({ world }: History): void => {
  for (const { booking, fact } of world.model.asked) {
    if (fact.isLost) continue;
    const rows = statement(world.hq.db, "SELECT no, state FROM party WHERE booking = ?").values(booking) as [
      number,
      string,
    ][];
    for (const [no, state] of rows)
      if (ranks[state]! < ranks["cancelled"]!)
        world.fail(`booking ${booking}: its home was asked to cancel, and party ${no} is ${state}`);
  }
};

/** Of one identity and service nobody has two claims that headquarters has said nothing about. */
const claimsDecided = ({ world }: History): void => {
  const rows = statement(
    world.hq.db,
    `SELECT identity_index AS identity, json_group_array(json_object('account', account, 'verified', verified,
       'contested', contested, 'state', state, 'party', booking || '/' || no)) AS claims
     FROM party WHERE state IN ('confirmed', 'checked_in', 'serving') GROUP BY identity_index`,
  ).all() as { identity: string | null; claims: string }[];
  for (const { identity, claims } of rows) {
    const live = JSON.parse(claims) as {
      account: string;
      verified: number;
      contested: number;
      state: string;
      party: string;
    }[];
    if (identity === null) continue;
    const waiting = live.filter(({ state }) => state === "confirmed");
    if (waiting.length === 0 || live.length === 1) continue;
    const isOpen =
      live.length === 2 &&
      waiting.every(({ contested }) => contested === 1) &&
      live.every(({ verified }) => verified === 0) &&
      new Set(live.map(({ account }) => account)).size === 2;
    // Nobody who has arrived is sent away by a rule: a supervisor is told of both.
    const isTold = live.some(
      ({ party }) =>
        statement(
          world.hq.db,
          "SELECT 1 FROM conflict WHERE booking || '/' || party = ? AND outcome = 'both_arrived'",
        ).get(party) !== null,
    );
    if (!isOpen && !isTold) world.fail(`claims of one identity stand undecided: ${claims}`);
  }
};

/** A unit that was freed is on sale again, once the branch has seen it. */
const nothingRests = ({ world }: History): void => {
  const rests = statement(
    world.hq.db,
    "SELECT slot, pool, node, cooling FROM right_ WHERE node = ? AND cooling > 0",
  ).get(world.hq.alias);
  if (rests !== null) world.fail(`units freed at headquarters still rest: ${JSON.stringify(rests)}`);
};

/** A command that was said again is the same command: nothing stands that nobody was told of. */
const nothingUntold = ({ world }: History): void => {
  const cancelled = statement(world.hq.db, "SELECT booking FROM party WHERE state = 'cancelled'");
  for (const [id] of cancelled.values() as [string][])
    if (!world.model.toCancel.has(id)) world.fail(`booking ${id} is cancelled, and nobody asked for it`);
  if (!isAllTold(world.nodes)) return;
  const told = new Set(world.model.bookings.map(({ id }) => id));
  const bookings = statement(world.hq.db, "SELECT id FROM booking WHERE _h > 0").values() as [string][];
  for (const [id] of bookings) if (!told.has(id)) world.fail(`nobody was told of booking ${id}`);
  const tickets = statement(world.hq.db, "SELECT id FROM ticket").values() as [string][];
  for (const [id] of tickets) if (!world.model.hasTicket(id)) world.fail(`nobody was told of ticket ${id}`);
};

/** Nobody sells what the branch has closed. */
const nothingOnSaleWhileClosed = ({ world }: History): void => {
  for (const node of world.up) {
    const open = statement(
      node.db,
      `SELECT r.slot, r.pool, r.avail FROM right_ r JOIN closure c ON c.branch = r.branch
         AND c.from_ms < (r.start_min + r.slot_minutes) * 60000 AND c.to_ms > r.start_min * 60000
       WHERE r.node = ? AND r.avail > 0`,
    ).get(node.alias);
    if (open !== null)
      world.fail(`node ${node.name} still sells a time that is closed: ${JSON.stringify(open)}`);
  }
};

/** Whoever came is on a unit, or is counted as one person too many, as far as the booking's first home still lives. */
const everybodyWhoCameHasAPlace = ({ world }: History): void => {
  const rows = statement(
    world.hq.db,
    `SELECT p.booking, p.no, b.home FROM party p JOIN booking b ON b.id = p.booking
     WHERE p.state IN ('checked_in', 'serving', 'served') AND b._h > 0
       AND (SELECT count(*) FROM allocation a WHERE a.booking = p.booking AND a.party = p.no AND a.state = 'spent')
         <= (SELECT count(*) FROM allocation a WHERE a.booking = p.booking AND a.party = p.no AND a.state = 'returned')
       AND NOT EXISTS (SELECT 1 FROM overrun o WHERE o.booking = p.booking)`,
  ).all() as { booking: string; no: number; home: number }[];
  for (const { booking, no, home } of rows)
    if (world.up.some(({ alias }) => alias === home))
      world.fail(`party ${booking}/${no} came, holds no unit, and is not counted as one too many`);
};
