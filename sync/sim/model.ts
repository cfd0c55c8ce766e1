/**
 * What the people of a history were told, and nothing else: an independent, tiny account of what must be true. It is fed by
 * acknowledged answers alone, shares no rule with the product, and knows three ways to lose something honestly: a disk that is
 * gone before headquarters had what was on it, a copy of a disk, and a node that headquarters does not believe any more.
 */
import type { Database } from "bun:sqlite";
import { statement } from "../tables";
import { isCounted, type SimNode } from "./node";
import type { World } from "./world";

/** Something that was acknowledged, and how to see it in a node's tables. */
export interface Fact {
  readonly node: SimNode;
  readonly what: string;
  /** The branch whose node must hold it; null for every node. */
  readonly branch: string | null;
  readonly holds: (db: Database) => boolean;
  /** How far the node's own streams had come: when headquarters has that much, the fact is safe there. */
  readonly heads: ReadonlyMap<string, number>;
  isSafe: boolean;
  isLost: boolean;
}

/** One write of a column that several people write. */
interface CellWrite {
  readonly fact: Fact;
  readonly value: string;
  readonly stamp: number;
  readonly alias: number;
}

/** A day that somebody opened, whether or not they were told that it is done. */
interface Minted {
  readonly branch: string;
  readonly holds: (db: Database) => boolean;
  readonly units: ReadonlyMap<string, number>;
}

/** The ranks of `kernel.md` 3, once more. */
export const ranks: { readonly [state: string]: number } = {
  confirmed: 1,
  cancelled: 2,
  superseded: 3,
  no_show: 4,
  checked_in: 5,
  serving: 6,
  absent: 7,
  served: 8,
};

export interface KnownBooking {
  readonly id: string;
  readonly branch: string;
  readonly home: SimNode;
  readonly parties: number;
  readonly account: string;
  rev: number;
}

export class Model {
  readonly facts: Fact[] = [];
  readonly bookings: KnownBooking[] = [];
  /** Cells by name: every acknowledged write. */
  readonly cells = new Map<string, CellWrite[]>();
  /** Requests to a home, which must have been answered once everybody has heard of everything. */
  readonly asked: { readonly booking: string; readonly fact: Fact }[] = [];
  /** Bookings that somebody wanted to cancel. */
  readonly toCancel = new Set<string>();
  private value = 0;
  private readonly minted: Minted[] = [];
  private readonly tickets = new Map<string, { readonly id: string; readonly fact: Fact }>();
  private readonly ticketIds = new Set<string>();
  private readonly slips = new Map<string, { readonly id: string; readonly fact: Fact }>();

  constructor(private readonly world: World) {}

  /** Values that nobody has written before. */
  nextValue(): number {
    return ++this.value;
  }

  /** A node said that something is done. */
  acknowledged(node: SimNode, what: string, branch: string | null, holds: (db: Database) => boolean): Fact {
    const heads = statement(node.db, "SELECT stream, seq FROM stream_head").values() as [string, number][];
    const fact: Fact = {
      node,
      what,
      branch,
      holds,
      heads: new Map(heads.map(([stream, seq]) => [`${node.alias}/${stream}`, seq])),
      isSafe: node.role === "hq",
      isLost: false,
    };
    this.facts.push(fact);
    if (!holds(node.db)) this.world.fail(`node ${node.name} said "${what}" and does not have it`);
    return fact;
  }

  /** Headquarters told a node how far it has what that node wrote. */
  heard(node: SimNode, heads: { readonly [originStream: string]: number }): void {
    // Of a copied disk headquarters may have what the other copy wrote.
    if (node.isCopied) return;
    for (const fact of this.facts)
      if (fact.node === node && !fact.isSafe)
        fact.isSafe = [...fact.heads].every(([stream, seq]) => (heads[stream] ?? 0) >= seq);
  }

  /** A disk is gone, or nobody believes it any more: what headquarters was not told may be gone with it. */
  lost(node: SimNode): void {
    for (const fact of this.facts) if (fact.node === node && !fact.isSafe) fact.isLost = true;
  }

  mint(minted: Minted): void {
    this.minted.push(minted);
  }

  /** Units ever made of a slot and pool, "slot pool". Of a node that is gone counts what headquarters knows of it. */
  capacity(): ReadonlyMap<string, number> {
    const all = new Map<string, number>();
    const { nodes } = this.world;
    const counted = nodes.filter((node) => node.role === "hq" || isCounted(node));
    for (const { branch, holds, units } of this.minted)
      if (counted.some((node) => (node.role === "hq" || node.branch === branch) && holds(node.db)))
        for (const [at, count] of units) all.set(at, (all.get(at) ?? 0) + count);
    return all;
  }

  ticket(fact: Fact, id: string, number: string): void {
    this.ticketIds.add(id);
    this.once(this.tickets, fact, id, number, "the number");
  }

  hasTicket(id: string): boolean {
    return this.ticketIds.has(id);
  }

  slip(fact: Fact, id: string, booking: string): void {
    this.once(this.slips, fact, id, booking, "the slip of");
  }

  write(fact: Fact, cell: string, value: string, stamp: { stamp: number; node: number }): void {
    const writes = this.cells.get(cell) ?? [];
    writes.push({ fact, value, stamp: stamp.stamp, alias: stamp.node });
    this.cells.set(cell, writes);
  }

  private once(
    seen: Map<string, { readonly id: string; readonly fact: Fact }>,
    fact: Fact,
    id: string,
    name: string,
    what: string,
  ): void {
    const before = seen.get(name);
    const isExcused =
      before &&
      (before.fact.node.isCopied || fact.node.isCopied || (before.fact.isLost && what !== "the number"));
    if (before && before.id !== id && !isExcused)
      this.world.fail(`${what} ${name} was given out twice: ${before.id} and ${id}`);
    seen.set(name, { id, fact });
  }
}
