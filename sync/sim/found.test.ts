/** What the simulator found, each as a short story of its own. The seeds are those of the histories that found them. */
import { describe, expect, onTestFinished, test } from "vitest";
import { setupCluster, type Cluster } from "../cluster.testing";
import { insert } from "../rows";
import { sealOpen } from "../sealing";
import { mondayMorningMs } from "../testing";
import { runRound } from "./actions";
import { imageOf } from "./db-pool";
import { copy } from "./faults";
import { History } from "./history";
import type { SimNode } from "./node";
import {
  dayOf,
  days,
  firstStartMin,
  planBook,
  planCancel,
  planCounter,
  planGrant,
  planMint,
  planWalkIn,
} from "./plans";

const minuteMs = 60_000;

const setupBranch = async () => {
  const cluster = setupCluster(["SGR-KLJ"]);
  await cluster.enrol();
  await cluster.settle();
  return { cluster, hq: cluster.hq, branch: cluster.branches[0]! };
};

const service = (code: string) => insert("service", { code, doc: "{}" });
const counter = (id: string, no: number) =>
  insert("counter", { id, branch: "SGR-KLJ", no, name: id, groups: "[]" });
const offer = (booking: string, branch: string) =>
  insert("offer", { booking, branch, reason: "r", state: "open", atMs: 0 });

const codesIn = (node: Cluster["hq"]) => node.all("SELECT code FROM service ORDER BY code").flat();

describe("headquarters' log", () => {
  test("holds master data before the batch that needs it, whatever is written while it seals (seed 10)", async () => {
    const cluster = setupCluster(["JHR-HQ1", "JHR-KPS", "SGR-KLJ"]);
    await cluster.enrol();
    await cluster.settle();
    const { hq } = cluster;
    const branch = cluster.branches[2]!;
    for (const { branch: code } of cluster.branches) await hq.write("offer", [offer(`b-${code}`, code!)]);
    await Promise.all([
      sealOpen(hq.sealing),
      hq.write("catalogue", [service("A")]),
      hq.write("offer", [offer("b2", "SGR-KLJ")]),
    ]);
    await cluster.settle();
    expect(codesIn(branch)).toEqual(["A"]);
    expect(branch.all("SELECT booking FROM offer ORDER BY booking")).toEqual([["b-SGR-KLJ"], ["b2"]]);
  });

  test("names a node in the roster before what that node pushed, so that a new node can read it (seed 42)", async () => {
    const cluster = setupCluster(["SGR-KLJ"]);
    await cluster.enrol();
    const { hq } = cluster;
    const branch = cluster.branches[0]!;
    await branch.write("counter", [counter("c1", 1)]);
    await cluster.round(branch);
    const order = hq.all("SELECT origin, stream FROM batch ORDER BY pos");
    expect(order[0], "the roster").toEqual([1, "all"]);
    expect(order[1]).toEqual([2, "branch:SGR-KLJ"]);
  });
});

describe("sealing", () => {
  test("by two at once makes one batch of the same records, not two (seed 213)", async () => {
    const { hq } = await setupBranch();
    for (const code of ["A", "B"]) await hq.write("catalogue", [service(code)]);
    const sizes = [1, 2, 2];
    const sealing = { ...hq.sealing, rowsMax: () => sizes.shift() ?? 2 };
    const done = await Promise.all([sealOpen(sealing), sealOpen(sealing)]);
    expect(done.map(({ ok }) => ok)).toEqual([true, true]);
  });
});

describe("a time that the branch has closed", () => {
  test("is not sold with units that come for it afterwards (seed 3103)", async () => {
    const { cluster, hq, branch } = await setupBranch();
    const firstMin = mondayMorningMs / minuteMs;
    const day = { branch: "SGR-KLJ", grp: "B", date: "2026-12-07", slotMinutes: 15 };
    await branch.write("mint", [
      insert("mint", { id: "m1", ...day, pools: '["general"]', starts: JSON.stringify([[firstMin, 4]]) }),
    ]);
    const grant = (id: string, to: number, units: number) =>
      insert("rightGrant", {
        id,
        ...day,
        pool: "general",
        to,
        units: JSON.stringify([[firstMin, units]]),
        why: "leftovers",
      });
    await branch.write("share", [grant("g1", hq.alias, 3)]);
    await cluster.settle();
    await hq.write("leftovers", [grant("g2", branch.alias, 2)]);
    const slot = `SGR-KLJ.B.${firstMin}`;
    await branch.write("close", [
      insert("closure", {
        id: "closed",
        branch: "SGR-KLJ",
        fromMs: mondayMorningMs,
        toMs: mondayMorningMs + 60 * minuteMs,
        groups: null,
        doc: "{}",
      }),
      insert("burn", { id: "b1", branch: "SGR-KLJ", slot, pool: "general", units: 1, reason: "closed" }),
    ]);
    await cluster.settle();
    expect(branch.all(`SELECT avail, burned FROM right_ WHERE node = ${branch.alias}`)).toEqual([[0, 3]]);
    expect(hq.all(`SELECT avail, burned FROM right_ WHERE node = ${hq.alias}`)).toEqual([[0, 1]]);
  });
});

describe("a request to home", () => {
  test("of a node that serves another branch changes nothing (found while a node lied)", async () => {
    const cluster = setupCluster(["SGR-KLJ", "JHR-HQ1"]);
    await cluster.enrol();
    await cluster.settle();
    const { hq } = cluster;
    const [, liar] = cluster.branches as [Cluster["hq"], Cluster["hq"]];
    const booking = { id: "b1", ref: "r", branch: "SGR-KLJ", home: hq.alias, grp: "B", service: "S" };
    const visit = { kind: "individual", slot: "s", startMin: 1, endMin: 2, rev: 1, changes: 0, account: "a" };
    const people = { subject: "nobody", sealed: Buffer.alloc(0) };
    await hq.write("confirm", [
      insert("booking", { ...booking, ...visit, lang: "ms", createdAtMs: 0, salt: "", ...people }),
      insert("party", {
        booking: "b1",
        no: 1,
        branch: "SGR-KLJ",
        service: "S",
        account: "a",
        state: "confirmed",
        verified: 0,
        contested: 0,
        ...people,
      }),
    ]);
    const ask = {
      id: "q1",
      branch: "JHR-HQ1",
      booking: "b1",
      what: "cancel",
      party: null,
      actor: "x",
      atMs: 0,
    };
    await liar.write("askCancel", [insert("homeRequest", ask)]);
    await cluster.settle();
    expect(hq.all("SELECT state FROM party")).toEqual([["confirmed"]]);
  });
});

/** Headquarters and a branch of a simulated world in which nothing goes wrong by itself. */
const setupWorld = async () => {
  const history = new History(1);
  const { world } = history;
  onTestFinished(() => world.close());
  world.enrol();
  await world.run();
  const node = world.nodes[1]!;
  const round = async (of: SimNode) => {
    runRound(world, of, "run");
    await world.run();
  };
  await round(node);
  const branch = node.branch!;
  const walkIn = async (of: SimNode) => {
    world.ask(of, "walkIn", planWalkIn(branch));
    await world.run();
  };
  const stateOf = (alias: number) =>
    world.hq.db.query("SELECT state FROM node WHERE alias = ?").values(alias).flat()[0];
  return { history, world, node, branch, round, walkIn, stateOf };
};

describe("a copy of a node's disk", () => {
  test("that wrote as many records is found out when it comes again (seeds 100, 222)", async () => {
    const { history, node, round, walkIn, stateOf } = await setupWorld();
    const other = copy(history, node, imageOf(node.db));
    await walkIn(node);
    await walkIn(other);
    await round(node);
    await round(other);
    expect(stateOf(node.alias)).toBe("suspended");
  });

  test("whose batches end where the first one's do is found out by the chain (seed 155)", async () => {
    const { history, node, round, walkIn, stateOf } = await setupWorld();
    await walkIn(node);
    await round(node);
    const other = copy(history, node, imageOf(node.db));
    await walkIn(node);
    await round(node);
    // Cut off it seals what it has: its batches end where those of the first one do.
    other.line.there = false;
    await walkIn(other);
    await round(other);
    other.line.there = true;
    await walkIn(other);
    await round(other);
    expect(stateOf(node.alias)).toBe("suspended");
  });

  test("that writes nothing is told that it is old (seeds 143, 213)", async () => {
    const { history, node, round, walkIn } = await setupWorld();
    const other = copy(history, node, imageOf(node.db));
    await walkIn(node);
    await round(node);
    await round(other);
    expect(other.state).toBe("halted");
  });
});

describe("a branch whose disk was lost", () => {
  test("goes on with a node that hears first that the old one is suspended, then what it wrote (seed 20218)", async () => {
    const { history, world, node, branch, round, walkIn } = await setupWorld();
    await walkIn(node);
    await round(node);
    history.replace(node, undefined);
    await world.run();
    // Another branch hears of it, so it is sealed; of all that the heir needs, master data comes first.
    await round(world.nodes[2]!);
    const heir = world.nodeOf(branch)!;
    const all = await world.hq.replication.store.since(["all"], new Map(), { bytesMax: 2 ** 20 });
    void heir.replication.store.append(all.batches);
    await world.run();
    void heir.replication.merger.applyPending();
    await world.run();
    await round(heir);
    expect(heir.db.query("SELECT no FROM ticket").values()).toEqual([[1]]);
  });

  test("goes on with a node that does what the old one was asked, and keeps its rights frozen (seeds 155, 438)", async () => {
    const { history, world, node, branch, round } = await setupWorld();
    const day = dayOf(branch, days[0], "general");
    const starts = [[firstStartMin(days[0]), 2]];
    world.ask(node, "mint", planMint(branch, days[0], ["general"], starts));
    const asked = { day, start: 0, people: ["P1"], account: "a1", verified: false };
    let booking = "";
    world.ask(node, "book", planBook(node.sealer, asked), (booked) => void (booking = booked.booking));
    await world.run();
    await round(node);
    world.ask(world.hq, "cancel", planCancel(booking));
    await world.run();
    // Another branch hears of something: the request stands in the log before anybody is an heir.
    await round(world.nodes[2]!);
    history.replace(node, undefined);
    await world.run();
    const heir = world.nodeOf(branch)!;
    await round(heir);
    await round(heir);
    const state = (of: SimNode) => of.db.query("SELECT state FROM party").values().flat();
    expect([state(heir), state(world.hq)]).toEqual([["cancelled"], ["cancelled"]]);
    expect(
      world.hq.db.query("SELECT node, avail, spent FROM right_ WHERE slot LIKE ?").values(`${branch}.%`),
    ).toEqual([[node.alias, 1, 1]]);
  });
});

describe("the account of rights", () => {
  test("counts what a node committed in the moment in which it died (seed 201098)", async () => {
    const { history, world, node, branch, round, walkIn } = await setupWorld();
    const { hq } = world;
    const day = dayOf(branch, days[0], "general");
    const first = firstStartMin(days[0]);
    const units = new Map([[`${branch}.A.${first} general`, 1]]);
    world.model.mint({ branch, holds: () => true, units });
    world.ask(node, "mint", planMint(branch, days[0], ["general"], [[first, 1]]));
    world.ask(node, "grant", planGrant(day, hq.alias, 1));
    await world.run();
    await round(node);
    const asked = { day, start: 0, people: ["P1"], account: "a1", verified: false };
    let booking = "";
    world.ask(hq, "book", planBook(hq.sealer, asked), (booked) => void (booking = booked.booking));
    await world.run();
    history.checks.run();
    hq.diskFault = "failsAfter";
    world.ask(hq, "cancel", planCancel(booking));
    await world.run();
    expect(hq.state).toBe("down");
    await walkIn(node);
    expect(() => history.checks.run()).not.toThrow();
  });
});

describe("what an older program put aside", () => {
  test("is applied by a newer one whose disk was full when it started (seed 206676)", async () => {
    const { history, world, round } = await setupWorld();
    const older = world.nodes[2]!;
    older.isOld = true;
    await round(older);
    const aside = () => older.db.query("SELECT op FROM quarantine").values().length;
    expect(aside()).toBeGreaterThan(0);
    history.upgrade(older);
    older.diskFault = "full";
    await world.run();
    expect(aside(), "nothing can be written").toBeGreaterThan(0);
    await round(older);
    expect(aside()).toBe(0);
  });

  test("and that was not its writer's to write stays there, and the newer program starts (found by reading)", async () => {
    const { history, world, node, branch, walkIn } = await setupWorld();
    world.ask(node, "counter", planCounter(branch, "name", "ours"));
    await world.run();
    const body = JSON.stringify([43, "u", [1, 4], [`counter-${branch}`, "theirs"], null]);
    node.db
      .query("INSERT INTO quarantine (op, reason, stamp, body) VALUES (?, 'unknown to this program', ?, ?)")
      .run("90/branch:LIE-AA/1/0", 2 ** 52, body);
    history.upgrade(node);
    await walkIn(node);
    expect(node.db.query("SELECT name FROM counter").values()).toEqual([["ours"]]);
    expect(node.db.query("SELECT reason FROM quarantine").values().flat()[0]).toMatch(/does not belong/);
  });
});

describe("a record that cannot be", () => {
  test("beside one that headquarters answers leaves no gap in headquarters' own log (found by reading)", async () => {
    const { world } = await setupWorld();
    const { hq } = world;
    world.liar.lie("a gift, and one that it does not have");
    await world.run();
    expect(hq.db.query("SELECT op FROM quarantine").values()).toEqual([["90/branch:LIE-AA/2/0"]]);
    expect(hq.db.query("SELECT seq FROM log_open WHERE stream = 'branch:LIE-AA'").values()).toEqual([[1]]);
  });
});
