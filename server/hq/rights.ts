/**
 * Where the units of a slot are, as one node knows it. Every unit that was made and not taken out of sale is in exactly one of
 * these places, so the parts always add up to the capacity, however old the node's knowledge of the others is.
 */

/** One node's rights of one slot and pool: the columns of `right_`. */
export interface NodeRights {
  readonly node: number;
  readonly startMin: number;
  readonly avail: number;
  readonly held: number;
  readonly pending: number;
  readonly spent: number;
  readonly cooling: number;
  readonly granted: number;
  readonly burned: number;
  readonly minted: number;
  readonly received: number;
}

/** Units on one side. */
export interface Side {
  /** Not sold yet; some may be set aside for a form that is being filled in. */
  readonly free: number;
  /** Given back, and not on sale until the branch has seen it. */
  readonly resting: number;
  readonly sold: number;
}

export interface Units {
  readonly branch: Side;
  readonly hq: Side;
  /** Given away by one side and not yet taken up by the other. */
  readonly underWay: number;
  /** All that was made and not taken out of sale. */
  readonly capacity: number;
}

const nobody: Side = { free: 0, resting: 0, sold: 0 };

/** Adds up rights of any slots; `isHq` says whose a node is. A branch that was restored has several nodes, one after the other. */
export const unitsOf = (rights: readonly NodeRights[], isHq: (node: number) => boolean): Units => {
  const sideOf = (rows: readonly NodeRights[]) => rows.reduce(plus, nobody);
  const sum = (of: (row: NodeRights) => number) => rights.reduce((total, row) => total + of(row), 0);
  return {
    branch: sideOf(rights.filter(({ node }) => !isHq(node))),
    hq: sideOf(rights.filter(({ node }) => isHq(node))),
    underWay: sum(({ granted, received }) => granted - received),
    capacity: sum(({ minted, burned }) => minted - burned),
  };
};

const plus = (side: Side, { avail, held, pending, cooling, spent }: NodeRights): Side => ({
  free: side.free + avail + held + pending,
  resting: side.resting + cooling,
  sold: side.sold + spent,
});

/** Rights by their start, in order of time. */
export const byStart = <T extends NodeRights>(rights: readonly T[]): ReadonlyMap<number, readonly T[]> => {
  const starts = new Map<number, T[]>();
  for (const row of rights) {
    const known = starts.get(row.startMin);
    if (known) known.push(row);
    else starts.set(row.startMin, [row]);
  }
  return new Map([...starts].sort(([a], [b]) => a - b));
};
