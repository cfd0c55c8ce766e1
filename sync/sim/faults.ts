/** What goes wrong in one step of a history, drawn by chance. Everything of it is healed at the end, but what a disk lost. */
import { failPoints } from "../submit";
import { fillDb, type Image, imageOf } from "./db-pool";
import type { SimNode } from "./node";
import type { History } from "./history";

export type Fault = (history: History) => void;

const yearMs = 366 * 24 * 3_600_000;

/** Each fault with how often it is drawn. */
export const faults: readonly (readonly [weight: number, strike: Fault])[] = [
  [10, (history) => cutLine(history)],
  [10, (history) => restoreLine(history)],
  [14, (history) => crashSoon(history)],
  [5, (history) => crashNow(history)],
  [16, (history) => boot(history)],
  [3, (history) => failDisk(history)],
  [4, (history) => moveClock(history)],
  [2, (history) => backUp(history)],
  [1.5, (history) => replaceDisk(history)],
  [1, (history) => putOldImageBack(history)],
  [1.2, (history) => cloneNode(history)],
  [2, (history) => upgrade(history)],
  [4, (history) => changeOdds(history)],
  [12, ({ world }) => world.liar.lie()],
];

const branchUp = ({ world }: History): SimNode | undefined => {
  const nodes = world.up.filter(({ role }) => role === "branch");
  return nodes.length > 0 ? world.draw.of(nodes) : undefined;
};

/** A line is cut, both ways or one. */
const cutLine: Fault = (history) => {
  const node = branchUp(history);
  if (!node) return;
  const { world } = history;
  const way = world.draw.of(["both", "there", "back"] as const);
  if (way !== "back") node.line.there = false;
  if (way !== "there") node.line.back = false;
  world.note(`the line of ${node.name} is cut: ${way}`);
};

const restoreLine: Fault = (history) => {
  const node = branchUp(history);
  if (!node) return;
  Object.assign(node.line, { there: true, back: true });
  history.world.note(`the line of ${node.name} is back`);
};

/** The process dies when it comes to a numbered place for the nth time. */
const crashSoon: Fault = ({ world, passed }) => {
  const { draw } = world;
  const node = draw.of(world.nodes);
  if (node.state !== "up" || node.crashAt) return;
  node.crashAt = { place: draw.of(failPoints), left: draw.below(4) };
  passed.armed(node.crashAt.place);
};

const crashNow: Fault = ({ world }) => {
  const node = world.draw.of(world.nodes);
  world.crash(node, "between two steps");
};

const boot: Fault = (history) => {
  const { world } = history;
  const nodes = world.nodes.filter(({ state }) => state === "down");
  if (nodes.length === 0) return;
  const node = world.draw.of(nodes);
  history.boot(node);
};

const failDisk: Fault = ({ world }) => {
  const node = world.draw.of(world.nodes);
  if (node.state === "up") node.diskFault = world.draw.of(["full", "failsBefore", "failsAfter"] as const);
};

/** A clock is set wrong, by a minute or a year. */
const moveClock: Fault = ({ world }) => {
  const { draw } = world;
  const node = draw.of(world.nodes);
  node.skewMs = Math.floor((draw.next() * 2 - 1) * draw.of([60_000, 3_600_000, yearMs]));
  world.note(`the clock of ${node.name} is ${node.skewMs} ms off`);
};

const backUp: Fault = (history) => {
  const node = branchUp(history);
  if (node && !node.isCopied) history.backups.set(node, imageOf(node.db));
};

/** A disk is lost, and the branch goes on with a new node, that may have begun with an old backup of the log. */
const replaceDisk: Fault = (history) => {
  const node = branchUp(history);
  if (node) history.replace(node, history.world.draw.chance(0.5) ? history.backups.get(node) : undefined);
};

/** Somebody copies yesterday's file back and starts the node as if nothing had happened. */
const putOldImageBack: Fault = (history) => {
  const { world, backups } = history;
  const found = [...backups].filter(([node]) => node.state === "up" && !node.isCopied);
  if (found.length === 0) return;
  const [node, image] = world.draw.of(found);
  world.note(`an old image of ${node.name} is put back`);
  copy(history, node, image);
  world.end(node, "gone");
  world.model.lost(node);
};

/** The same disk twice, both running. */
const cloneNode: Fault = (history) => {
  const node = branchUp(history);
  if (!node || node.isCopied) return;
  history.world.note(`${node.name} is cloned`);
  copy(history, node, imageOf(node.db));
};

/** A second process of the same name, on a disk with this on it. */
export const copy = (history: History, of: SimNode, image: Image): SimNode => {
  const { world, checks } = history;
  of.isCopied = true;
  const node = world.place(of.alias, of.branch);
  node.isCopied = true;
  node.clockMsMax = of.clockMsMax;
  node.isOpen = of.isOpen;
  node.isHeir = of.isHeir;
  fillDb(node.db, image);
  checks.copied(node);
  checks.copied(of);
  node.boot();
  return node;
};

/** A node gets the newest program. */
const upgrade: Fault = (history) => {
  const nodes = history.world.nodes.filter(({ isOld, state }) => isOld && state === "up");
  if (nodes.length > 0) history.upgrade(history.world.draw.of(nodes));
};

const changeOdds: Fault = ({ world }) => {
  world.odds.lost = world.draw.of([0, 0, 0, 0.1, 0.4]);
  world.odds.meddled = world.draw.of([0, 0, 0, 0.1, 0.4]);
};
