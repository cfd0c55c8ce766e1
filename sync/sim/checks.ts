/** What must be true after every step, whatever has gone wrong so far. Only nodes that committed something are looked at again. */
import { stampAt } from "../core/hlc";
import { statement } from "../tables";
import { ranks } from "./model";
import { aliasOfHq } from "./keys";
import { liarBranch } from "./liar";
import { isCounted, type SimNode } from "./node";
import type { World } from "./world";

/** Own rights of a node as they stand, and what it gave and was credited. */
interface Holdings {
  readonly rights: readonly Holding[];
  /** Units under way from this node, by grant; and credited here, by grant. */
  readonly granted: ReadonlyMap<string, string>;
  readonly credited: ReadonlyMap<string, string>;
}

interface Holding {
  /** "slot pool" */
  readonly at: string;
  readonly avail: number;
  readonly cooling: number;
  readonly spent: number;
  readonly burned: number;
  readonly minted: number;
}

export class Checks {
  private readonly ranksSeen = new Map<SimNode, Map<string, number>>();
  /** What disks held when they were copied, by "slot pool". */
  private readonly slack = new Map<string, number>();

  /** How far a branch ever had what headquarters wrote to it: a node that goes on for another begins with as much. */
  private readonly seenBy = new Map<string, number>();

  /** Accounts as they were read last, of nodes that have committed nothing since. */
  private readonly held = new Map<SimNode, Map<number, Holdings>>();

  constructor(private readonly world: World) {}

  run(): void {
    let isRightsMoved = false;
    for (const node of this.world.nodes) {
      if (!node.touched || node.state === "gone") continue;
      node.touched = false;
      this.held.delete(node);
      this.ranksNeverFall(node);
      this.nobodyElsesRows(node);
      this.causesFirst(node);
      this.stampsStayNear(node);
      isRightsMoved = true;
    }
    if (isRightsMoved) this.noOversell();
  }

  private ranksNeverFall(node: SimNode): void {
    const seen = this.ranksSeen.get(node) ?? new Map<string, number>();
    this.ranksSeen.set(node, seen);
    const rows = statement(node.db, "SELECT booking || '/' || no, state FROM party").values() as [
      string,
      string,
    ][];
    for (const [party, state] of rows) {
      const rank = ranks[state] ?? 0;
      const before = seen.get(party);
      if (before !== undefined && rank < before)
        this.world.fail(`party ${party} fell to ${state} on node ${node.name}`);
      if (rank !== before) seen.set(party, rank);
    }
  }

  /** A branch holds its own people and master data, in its log and in its tables. */
  private nobodyElsesRows(node: SimNode): void {
    if (node.branch === null) return;
    const own = `branch:${node.branch}`;
    const found = statement(
      node.db,
      `SELECT (SELECT stream FROM batch WHERE stream NOT IN ('all', 'hq', ?1) OR (stream = 'hq' AND origin NOT IN (
                 SELECT alias FROM node WHERE branch = ?2 UNION SELECT ?3)) LIMIT 1) AS stream,
              (SELECT id FROM booking WHERE branch <> ?2 LIMIT 1) AS booking,
              (SELECT booking FROM party WHERE branch <> ?2 LIMIT 1) AS party`,
    ).get(own, node.branch, node.alias) as { [what: string]: string | null };
    for (const [what, value] of Object.entries(found))
      if (value !== null) this.world.fail(`node ${node.name} holds another branch's ${what} ${value}`);
  }

  /** A row that speaks of the catalogue is never seen where the catalogue is older. */
  private causesFirst(node: SimNode): void {
    const { cited, known } = statement(
      node.db,
      `SELECT (SELECT max(CAST(state AS INTEGER)) FROM offer WHERE reason = 'cites') AS cited,
              (SELECT max(CAST(doc AS INTEGER)) FROM service) AS known`,
    ).get() as { cited: number | null; known: number | null };
    if ((cited ?? 0) > (known ?? 0))
      this.world.fail(`node ${node.name} sees a row that cites catalogue ${cited} and has ${known}`);
  }

  /** Nobody's clock is dragged further than five minutes ahead of what it ever showed itself. */
  private stampsStayNear(node: SimNode): void {
    const { stamp } = statement(node.db, "SELECT max(stamp) AS stamp FROM stream_head").get() as {
      stamp: number | null;
    };
    if (stamp !== null && stamp > stampAt(node.clockMsMax + 6 * 60_000))
      this.world.fail(`node ${node.name} stamps far ahead of its own clock`);
  }

  // --- Rights --------------------------------------------------------------------------------------------------------

  /**
   * For each slot and pool: what is free, resting, sold and burned on all nodes, and under way between them, is what was made.
   * Each node's own account counts; of a node that is gone, what headquarters knows of it. Where a disk was copied, each copy
   * is looked at as if it were alone, and may have sold what the copied disk held, and not one unit more.
   */
  private noOversell(): void {
    const aliases = [...new Set(this.world.nodes.map(({ alias }) => alias))];
    const copies = aliases.map((alias) => this.holdingsOf(alias));
    const isCopied =
      copies.some(({ length }) => length > 1) ||
      this.world.nodes.some((node) => node.isCopied && isCounted(node));
    const most = Math.max(...copies.map(({ length }) => length));
    for (let at = 0; at < most; at++)
      this.addsUp(
        copies.map((each) => each[Math.min(at, each.length - 1)]!),
        isCopied,
      );
    this.unseenReturnsRest();
  }

  private addsUp(holdings: readonly Holdings[], isCopied: boolean): void {
    const sums = new Map<string, { all: number; sold: number }>();
    const add = (at: string, all: number, sold: number) => {
      const sum = sums.get(at) ?? { all: 0, sold: 0 };
      sums.set(at, { all: sum.all + all, sold: sum.sold + sold });
    };
    for (const { rights } of holdings)
      for (const { at, avail, cooling, spent, burned } of rights)
        add(at, avail + cooling + spent + burned, spent);
    const granted = new Map(holdings.flatMap((each) => [...each.granted]));
    const credited = new Set<string>();
    for (const [grant, units] of holdings.flatMap((each) => [...each.credited])) {
      if (credited.has(grant)) this.world.fail(`grant ${grant} was credited twice`);
      if (!isCopied && granted.get(grant) !== units)
        this.world.fail(`grant ${grant} of ${granted.get(grant)} was credited as ${units}`);
      credited.add(grant);
    }
    for (const [grant, text] of granted) {
      if (credited.has(grant)) continue;
      const [branch, grp, pool, units] = JSON.parse(text) as [string, string, string, [number, number][]];
      for (const [startMin, count] of units) add(`${branch}.${grp}.${startMin} ${pool}`, count, 0);
    }
    const capacity = this.world.model.capacity();
    for (const [at, { all, sold }] of sums) {
      const made = capacity.get(at) ?? 0;
      const isWrong = isCopied ? sold > made + (this.slack.get(at) ?? 0) : all !== made || sold > made;
      if (isWrong)
        this.world.fail(
          `${at}: ${made} units were made, ${sold} are sold, and all together there are ${all}`,
        );
    }
  }

  /** A disk is copied: what it holds may be sold once more. */
  copied(node: SimNode): void {
    for (const { at, avail, cooling, spent } of readHoldings(node, node.alias).rights)
      this.slack.set(at, (this.slack.get(at) ?? 0) + avail + cooling + spent);
  }

  /** Each node of an alias that still counts; when none does, what headquarters has of it. */
  private holdingsOf(alias: number): readonly Holdings[] {
    const living = this.world.nodes.filter((node) => node.alias === alias && isCounted(node));
    return (living.length > 0 ? living : [this.world.hq]).map((node) => this.heldBy(node, alias));
  }

  private heldBy(node: SimNode, alias: number): Holdings {
    const known = this.held.get(node) ?? new Map<number, Holdings>();
    this.held.set(node, known);
    let found = known.get(alias);
    if (!found) known.set(alias, (found = readHoldings(node, alias)));
    return found;
  }

  /** A unit freed away from its branch is not sold again before that branch has seen why it is free. */
  private unseenReturnsRest(): void {
    const { hq } = this.world;
    const returned = statement(
      hq.db,
      `SELECT branch, slot || ' ' || pool AS at, sum(units) AS units, max(_h) AS stamp FROM allocation
       WHERE state = 'returned' AND _n = ? GROUP BY branch, slot, pool, _h`,
    ).all(aliasOfHq) as { branch: string; at: string; units: number; stamp: number }[];
    if (returned.length === 0) return;
    const unseen = new Map<string, number>();
    for (const node of this.world.nodes) {
      if (node.branch === null || !isCounted(node)) continue;
      const { seen } = statement(
        node.db,
        "SELECT coalesce(max(stamp), 0) AS seen FROM batch WHERE stream = ? AND origin = ?",
      ).get(`branch:${node.branch}`, aliasOfHq) as { seen: number };
      this.seenBy.set(node.branch, Math.max(seen, this.seenBy.get(node.branch) ?? 0));
    }
    for (const { branch, at, units, stamp } of returned) {
      if ((this.seenBy.get(branch) ?? 0) < stamp) unseen.set(at, (unseen.get(at) ?? 0) + units);
    }
    if (unseen.size === 0) return;
    const resting = new Map(this.heldBy(hq, aliasOfHq).rights.map(({ at, cooling }) => [at, cooling]));
    for (const [at, units] of unseen)
      if ((resting.get(at) ?? 0) < units)
        this.world.fail(`${at}: ${units} units freed at headquarters, unseen by the branch, do not all rest`);
  }
}

const readHoldings = (node: SimNode, alias: number): Holdings => {
  const { db } = node;
  const rights = statement(
    db,
    `SELECT slot || ' ' || pool AS at, avail, cooling, spent, burned, minted FROM right_ WHERE node = ?`,
  ).all(alias) as Holding[];
  const granted = statement(
    db,
    `SELECT id, json_array(branch, grp, pool, json(units)) FROM right_grant WHERE _n = ?`,
  ).values(alias) as [string, string][];
  const credited = statement(
    db,
    `SELECT "grant", json_array(branch, grp, pool, json(units)) FROM credit WHERE _n = ? AND branch <> ?`,
  ).values(alias, liarBranch) as [string, string][];
  return { rights, granted: new Map(granted), credited: new Map(credited) };
};
