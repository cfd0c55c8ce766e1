/** What people and nodes do in one step of a history, drawn by chance. Who is told that it is done, tells the model. */
import type { Database } from "bun:sqlite";
import { statement, tableOf } from "../tables";
import type { RoundError } from "../engine";
import { indexKeyVersion } from "../sealer";
import { type Fact, type KnownBooking, ranks } from "./model";
import type { SimNode } from "./node";
import {
  type Booked,
  dayOf,
  days,
  firstStartMin,
  planAsk,
  planBook,
  planCall,
  planCancel,
  planCatalogue,
  planCheckIn,
  planCites,
  planClose,
  planCounter,
  planEnd,
  planGrant,
  planInherit,
  planLanguage,
  planMint,
  planMove,
  planSeen,
  planShare,
  planWalkIn,
  service,
  slotMinutes,
  type Ticket,
  type Written,
} from "./plans";
import type { World } from "./world";

const people = ["P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10", "P11", "P12"] as const;
const accounts = ["a1", "a2", "a3"] as const;
const pools = ["general", "hardship"] as const;
const startsPerDay = 3;

export type Action = (world: World) => void;

/** Each action with how often it is drawn. */
export const actions: readonly (readonly [weight: number, act: Action])[] = [
  [22, (world) => round(world)],
  [14, (world) => book(world)],
  [4, (world) => mint(world)],
  [4, (world) => share(world)],
  [4, (world) => ask(world)],
  [2, (world) => grant(world)],
  [5, (world) => cancel(world)],
  [4, (world) => move(world)],
  [6, (world) => checkIn(world)],
  [2, (world) => walkIn(world)],
  [2, (world) => call(world)],
  [4, (world) => end(world)],
  [2, (world) => seen(world)],
  [1, (world) => close(world)],
  [2, (world) => catalogue(world)],
  [2, (world) => cite(world)],
  [2, (world) => counter(world)],
  [3, (world) => language(world)],
];

// --- The line --------------------------------------------------------------------------------------------------------

/** A round with headquarters, whole or a part of it. */
const round = (world: World): void => {
  const nodes = world.up.filter((node) => node.round && !node.isBusy);
  if (nodes.length === 0) return;
  const node = world.draw.of(nodes);
  runRound(world, node, world.draw.of(["run", "run", "run", "push", "pull", "keys"] as const));
};

/** Runs a round, or a part of it; what it says goes into the story. */
export const runRound = (world: World, node: SimNode, part: "run" | "push" | "pull" | "keys"): void => {
  const { life } = node;
  node.isBusy = true;
  void node.round![part]().then((done) => {
    if (node.life !== life) return;
    node.isBusy = false;
    world.note(`${node.name} ${part}: ${done.ok ? "done" : JSON.stringify(told(done.error))}`);
    if (done.ok && part === "run" && isEnrolled(node)) {
      node.isOpen = true;
      // Its scheduler's work, as often as it hears something.
      if (node.isHeir) world.ask(node, "inherit", planInherit(node.sealer));
    }
    if (!done.ok && isOwnFork(node, done.error))
      world.fail(`node ${node.name} or headquarters sealed the same records twice`);
    if (!done.ok && done.error.type === "OldCopy") world.end(node, "halted");
  }, world.bugIn(node));
};

const isEnrolled = ({ db, alias }: SimNode): boolean =>
  exists(db, "SELECT 1 FROM node WHERE alias = ?", alias);

/** Two batches under one number by a node that nobody copied: by headquarters, or by this one. */
const isOwnFork = (node: SimNode, error: RoundError): boolean =>
  (error.type === "Refused" &&
    error.code === "fork" &&
    (error.detail["origin"] !== node.alias || !node.isCopied)) ||
  (error.type === "Fork" && error.origin === node.alias && !node.isCopied);

/** A refusal without the bytes that prove it. */
const told = (error: object) =>
  Object.fromEntries(Object.entries(error).filter(([, value]) => !(value instanceof Uint8Array)));

// --- Rights ----------------------------------------------------------------------------------------------------------

const branchNode = (world: World): SimNode | undefined => {
  const nodes = world.open.filter(({ role }) => role === "branch");
  return nodes.length > 0 ? world.draw.of(nodes) : undefined;
};

/** A quiet morning: every branch opens a day and gives headquarters its share, before anything goes wrong. */
export const openDays = async (world: World): Promise<void> => {
  for (const node of world.open) if (node.role === "branch") openDay(world, node, days[0]);
  await world.run();
  // Each learns who headquarters is, then gives, then is heard.
  for (let turn = 0; turn < 2; turn++) {
    for (const node of world.up) if (node.round) runRound(world, node, "run");
    await world.run();
    for (const node of world.up) if (node.role === "branch") world.ask(node, "share", planShare);
    await world.run();
  }
};

const mint: Action = (world) => {
  const node = branchNode(world);
  if (node) openDay(world, node, world.draw.of(days));
};

const openDay = (world: World, node: SimNode, date: string): void => {
  const { draw, model } = world;
  const { branch } = node;
  // One day is opened once in a branch's life, whatever became of the node that did it.
  if (world.opened.has(`${branch} ${date}`)) return;
  world.opened.add(`${branch} ${date}`);
  const first = firstStartMin(date);
  const starts = Array.from({ length: startsPerDay }, (_, at) => [
    first + at * slotMinutes,
    ...pools.map((_pool, pool) => (pool === 0 ? 1 + draw.below(3) : draw.below(2))),
  ]);
  const units = new Map<string, number>();
  for (const [startMin, ...counts] of starts)
    counts.forEach((count, pool) => units.set(`${branch}.A.${startMin} ${pools[pool]}`, count));
  const holds = (db: Database) =>
    exists(db, "SELECT 1 FROM mint WHERE branch = ? AND date = ?", branch!, date);
  model.mint({ branch: branch!, holds, units });
  world.ask(node, "mint", planMint(branch!, date, pools, starts), ({ id }, by) => {
    model.acknowledged(by, `mint ${branch} ${date}`, branch, has("mint", id));
  });
};

const share: Action = (world) => {
  const node = branchNode(world);
  if (node) world.ask(node, "share", planShare);
};

const anyDay = ({ draw, branches }: World, node: SimNode) =>
  dayOf(node.branch ?? draw.of(branches), draw.of(days), draw.of(pools));

const ask: Action = (world) => {
  const node = world.draw.of(world.open);
  if (node) world.ask(node, "ask", planAsk(anyDay(world, node)));
};

const grant: Action = (world) => {
  const node = world.draw.of(world.open);
  if (!node) return;
  const to = node.role === "hq" ? undefined : world.hq.alias;
  world.ask(node, "grant", planGrant(anyDay(world, node), to, world.draw.of([0.5, 1])));
};

const close: Action = (world) => {
  const node = branchNode(world);
  if (!node) return;
  const from = firstStartMin(world.draw.of(days)) + world.draw.below(startsPerDay) * slotMinutes;
  const { branch } = node;
  world.ask(node, "close", planClose(branch!, from, from + slotMinutes), ({ id }, by) => {
    world.model.acknowledged(by, "closure", branch, has("closure", id));
  });
};

// --- Bookings --------------------------------------------------------------------------------------------------------

const book: Action = (world) => {
  const { draw } = world;
  // Headquarters sells for every branch: it is as busy as two of them.
  const node = draw.chance(0.4) && world.hq.state === "up" ? world.hq : draw.of(world.open);
  if (!node) return;
  const input = {
    day: anyDay(world, node),
    start: draw.below(startsPerDay),
    people: draw.shuffled(people).slice(0, draw.of([1, 1, 2, 3])),
    account: draw.of(accounts),
    verified: node.role === "branch" && draw.chance(0.3),
  };
  const { branch } = input.day;
  const booked = (answer: Booked, by: SimNode) => {
    const { booking: id, parties, rev } = answer;
    const fact = world.model.acknowledged(by, `booking ${id}`, branch, has("booking", id));
    noteParties(world, fact, id, parties, "confirmed");
    world.model.bookings.push({ id, branch, home: by, parties, account: input.account, rev });
  };
  const { life } = node;
  if (!node.round || draw.chance(0.3)) {
    world.ask(node, "book", planBook(node.sealer, input), booked);
    return;
  }
  const request = {
    indexVersion: indexKeyVersion,
    service,
    account: input.account,
    verified: input.verified,
    people: input.people.map((person, at) => ({ no: at + 1, index: node.sealer.blindIndex(person) })),
  };
  void node.toHq!.claim(request, 300).then((said) => {
    if (node.life === life)
      world.ask(node, "book", planBook(node.sealer, input, said.ok ? said.value : undefined), booked);
  }, world.bugIn(node));
};

/** A booking that somebody was told of, and a node where its holder, or an officer, stands. */
const someBooking = (world: World): readonly [KnownBooking, SimNode] | undefined => {
  const { draw, model, open } = world;
  if (model.bookings.length === 0) return undefined;
  const booking = draw.of(model.bookings);
  const nodes = open.filter(({ role, branch }) => role === "hq" || branch === booking.branch);
  return nodes.length > 0 ? [booking, draw.of(nodes)] : undefined;
};

const atBranch = (world: World): readonly [KnownBooking, SimNode] | undefined => {
  const found = someBooking(world);
  return found?.[1].role === "branch" ? found : undefined;
};

const cancel: Action = (world) => {
  const found = someBooking(world);
  if (!found) return;
  const [{ id, branch, parties }, node] = found;
  world.model.toCancel.add(id);
  world.ask(node, "cancel", planCancel(id), ({ done }, by) => {
    const { model } = world;
    if (done === "here") {
      const fact = model.acknowledged(by, `cancelled ${id}`, branch, () => true);
      noteParties(world, fact, id, parties, "cancelled");
    } else {
      const fact = model.acknowledged(by, `asked to cancel ${id}`, branch, (db) =>
        exists(db, "SELECT 1 FROM home_request WHERE booking = ?", id),
      );
      model.asked.push({ booking: id, fact });
    }
  });
};

const move: Action = (world) => {
  const found = someBooking(world);
  if (!found) return;
  const [booking, node] = found;
  const { draw, model } = world;
  const { id, branch } = booking;
  const plan = planMove(id, draw.of(pools), draw.of(days), draw.below(startsPerDay));
  world.ask(node, "move", plan, ({ rev }, by) => {
    model.acknowledged(by, `moved ${id}`, branch, (db) =>
      exists(db, "SELECT 1 FROM allocation WHERE booking = ? AND rev >= ? AND state = 'spent'", id, rev),
    );
    booking.rev = rev;
  });
};

// --- The hall --------------------------------------------------------------------------------------------------------

const checkIn: Action = (world) => {
  const found = atBranch(world);
  if (!found) return;
  const [{ id, branch, parties, rev, account, home }, node] = found;
  const slip = { booking: id, branch, parties, rev, account, home: home.alias };
  world.ask(node, "checkIn", planCheckIn(slip), (ticket, by) => {
    const fact = noteTicket(world, by, ticket);
    world.model.slip(fact, ticket.id, id);
  });
};

const walkIn: Action = (world) => {
  const node = branchNode(world);
  if (node)
    world.ask(node, "walkIn", planWalkIn(node.branch!), (ticket, by) => noteTicket(world, by, ticket));
};

const noteTicket = (world: World, node: SimNode, { id, booking, number }: Ticket): Fact => {
  const fact = world.model.acknowledged(
    node,
    `ticket ${number}`,
    node.branch,
    (db) =>
      exists(db, "SELECT 1 FROM ticket WHERE id = ?", id) &&
      (booking === null || exists(db, "SELECT 1 FROM checkin WHERE booking = ?", booking)),
  );
  world.model.ticket(fact, id, number);
  return fact;
};

const call: Action = (world) => {
  const node = branchNode(world);
  if (node) world.ask(node, "call", planCall(node.branch!, `counter-${node.branch}`));
};

const end: Action = (world) => {
  const found = atBranch(world);
  if (!found) return;
  const [{ id, branch }, node] = found;
  const state = world.draw.of(["serving", "served", "no_show"] as const);
  world.ask(node, "end", planEnd(id, state), (_answer, by) => {
    world.model.acknowledged(by, `${state} ${id}`, branch, (db) =>
      (statement(db, "SELECT state FROM party WHERE booking = ?").values(id) as [string][]).some(
        ([now]) => ranks[now]! >= ranks[state]!,
      ),
    );
  });
};

const seen: Action = (world) => {
  const found = atBranch(world);
  if (!found) return;
  const [{ id, branch, parties }, node] = found;
  const no = 1 + world.draw.below(parties);
  world.ask(node, "seen", planSeen(id, no), (_answer, by) => {
    world.model.acknowledged(by, `seen ${id}/${no}`, branch, (db) =>
      exists(db, "SELECT 1 FROM party WHERE booking = ? AND no = ? AND verified = 1", id, no),
    );
  });
};

// --- Rows that several people change ---------------------------------------------------------------------------------

const catalogue: Action = (world) => {
  if (world.hq.state !== "up") return;
  const value = String(world.model.nextValue());
  const plan = planCatalogue(world.draw.of(["S1", "S2"]), value);
  world.ask(world.hq, "catalogue", plan, (written, by) => noteWrite(world, by, null, written));
};

const cite: Action = (world) => {
  const node = world.draw.of(world.open);
  if (node) world.ask(node, "cite", planCites(node.branch ?? world.draw.of(world.branches)));
};

const counter: Action = (world) => {
  const node = branchNode(world);
  if (!node) return;
  const plan = planCounter(node.branch!, world.draw.of(["name", "groups"]), `c${world.model.nextValue()}`);
  world.ask(node, "counter", plan, (written, by) => noteWrite(world, by, node.branch, written));
};

const language: Action = (world) => {
  const found = someBooking(world);
  if (!found) return;
  const [{ id, branch }, node] = found;
  const plan = planLanguage(id, `l${world.model.nextValue()}`);
  world.ask(node, "language", plan, (written, by) => noteWrite(world, by, branch, written));
};

const noteWrite = (world: World, node: SimNode, branch: string | null, { cell, value }: Written): void => {
  const fact = world.model.acknowledged(node, cell, branch, () => true);
  const here = cellAt(node.db, cell);
  // Somebody may have written it again in the same group of commits.
  if (here?.value === value) world.model.write(fact, cell, value, here);
};

// --- Reading ---------------------------------------------------------------------------------------------------------

export interface Cell {
  readonly value: string;
  readonly stamp: number;
  readonly node: number;
}

/** A column as it stands: "table/key/column". */
export const cellAt = (db: Database, cell: string): Cell | undefined => {
  const [name, key, column] = cell.split("/") as [string, string, string];
  const { policy, sqlName, sqlColumn, wire } = tableOf(name);
  return (
    (statement(
      db,
      `SELECT "${sqlColumn[column]}" AS value, coalesce(c.h, t._h) AS stamp, coalesce(c.n, t._n) AS node
       FROM "${sqlName}" t LEFT JOIN clk c ON c.tab = ${policy.id} AND c.rid = ?1 AND c.col = ${wire[column]}
       WHERE "${sqlColumn[policy.key[0]!]}" = ?1`,
    ).get(key) as Cell | null) ?? undefined
  );
};

const exists = (db: Database, text: string, ...values: (string | number)[]): boolean =>
  statement(db, text).get(...values) !== null;

const has =
  (table: string, id: string) =>
  (db: Database): boolean =>
    exists(db, `SELECT 1 FROM ${table} WHERE id = ?`, id);

/** Everybody of a booking has come at least as far as this. */
const noteParties = (world: World, fact: Fact, booking: string, parties: number, state: string): void => {
  const { node, branch } = fact;
  world.model.acknowledged(node, `${state} ${booking}`, branch, (db) => {
    const now = statement(db, "SELECT state FROM party WHERE booking = ?").values(booking) as [string][];
    return now.length === parties && now.every(([each]) => ranks[each]! >= ranks[state]!);
  });
};
