/**
 * Which branch knows that a role was taken back, and since when: from how far each says it has read headquarters' stream `all`. A
 * connected branch knows within a minute; one without a line stops at the grant's own end.
 */
import { heardOf } from "../../sync/peers";
import type { Looking } from "../booking/availability.usecase";
import { type Revoked, revokedSince, stampOfAll } from "./revocations.store";
import { contacts } from "./supervision.usecase";

/** When this headquarters first saw that a branch had read so far. Kept in memory: a restart sees it anew. */
export class Readings {
  private readonly byAlias = new Map<number, { readonly stamp: number; readonly atMs: number }[]>();

  note(looking: Pick<Looking, "db" | "node" | "nowMs">, alias: number): void {
    const stamp = readUpTo(looking, alias);
    const known = this.byAlias.get(alias) ?? [];
    if (stamp <= (known.at(-1)?.stamp ?? 0)) return;
    this.byAlias.set(alias, [...known, { stamp, atMs: looking.nowMs }].slice(-readingsMax));
  }

  /** Undefined when nobody saw it. */
  since(alias: number, stamp: number): number | undefined {
    return this.byAlias.get(alias)?.find((reading) => reading.stamp >= stamp)?.atMs;
  }
}

const readingsMax = 500;

const readUpTo = (looking: Pick<Looking, "db" | "node">, alias: number): number =>
  stampOfAll(looking, heardOf(looking.db, alias)?.have[`${looking.node}/all`] ?? 0);

export interface RevokedShown extends Omit<Revoked, "stamp"> {
  /** The branches where it counts. `sinceMs`: null with `isKnown` when nobody here saw the moment. */
  readonly at: readonly {
    readonly branch: string;
    readonly isKnown: boolean;
    readonly sinceMs: number | null;
  }[];
}

const shownDays = 8;
const shownMax = 50;

export const revocations = (looking: Looking, readings: Readings): readonly RevokedShown[] => {
  const nodes = contacts(looking).filter(({ contact }) => contact === "heard" || contact === "silent");
  for (const { alias } of nodes) readings.note(looking, alias);
  return revokedSince(looking, looking.nowMs - shownDays * 86_400_000, shownMax).map(
    ({ stamp, ...revoked }) => ({
      ...revoked,
      at: nodes.flatMap(({ alias, branch }) => {
        if (branch === null || (revoked.branch !== null && branch !== revoked.branch)) return [];
        const isKnown = readUpTo(looking, alias) >= stamp;
        return [{ branch, isKnown, sinceMs: isKnown ? (readings.since(alias, stamp) ?? null) : null }];
      }),
    }),
  );
};
