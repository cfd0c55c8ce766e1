/**
 * Bringing the rights of one group's day to a new target: pure. What is missing is minted, what is too much is burned as far
 * as nobody has it. Rights that people hold or have booked stay theirs; they are offered another time.
 */
export interface Rights {
  readonly slot: string;
  readonly pool: string;
  readonly startMin: number;
  readonly slotMinutes: number;
  readonly avail: number;
  /** Held, pending and spent, or granted to another node: with somebody. */
  readonly taken: number;
}

export interface SettleInput {
  /** Units that each start and pool should have: `${startMin} ${pool}`. A missing one has none. */
  readonly target: ReadonlyMap<string, number>;
  readonly slotMinutes: number;
  readonly rights: readonly Rights[];
}

export interface Settled {
  readonly mint: readonly { readonly startMin: number; readonly pool: string; readonly units: number }[];
  readonly burn: readonly { readonly slot: string; readonly pool: string; readonly units: number }[];
}

export const cell = (startMin: number, pool: string): string => `${startMin} ${pool}`;

export const settle = ({ target, slotMinutes, rights }: SettleInput): Settled => {
  const mint: { startMin: number; pool: string; units: number }[] = [];
  const burn: { slot: string; pool: string; units: number }[] = [];
  const known = new Map(rights.map((right) => [cell(right.startMin, right.pool), right]));
  // People of an older grid stand across the new starts: their counters are not sold a second time.
  const offGrid = rights.filter((right) => right.taken > 0 && !target.has(cell(right.startMin, right.pool)));
  for (const [key, units] of target) {
    const [startMin, pool] = [Number(key.slice(0, key.indexOf(" "))), key.slice(key.indexOf(" ") + 1)];
    const across = offGrid.filter(
      (right) =>
        right.pool === pool &&
        right.startMin < startMin + slotMinutes &&
        startMin < right.startMin + right.slotMinutes,
    );
    const due = Math.max(0, units - across.reduce((sum, right) => sum + right.taken, 0));
    const right = known.get(key);
    const missing = due - (right ? right.avail + right.taken : 0);
    if (missing > 0) mint.push({ startMin, pool, units: missing });
    else if (right && missing < 0 && right.avail > 0) {
      burn.push({ slot: right.slot, pool, units: Math.min(right.avail, -missing) });
    }
  }
  for (const right of rights) {
    if (right.avail > 0 && !target.has(cell(right.startMin, right.pool))) {
      burn.push({ slot: right.slot, pool: right.pool, units: right.avail });
    }
  }
  return { mint, burn };
};
