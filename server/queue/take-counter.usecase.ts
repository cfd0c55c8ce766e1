/** An officer relieves another at a counter: whoever is being served, parked or kept there stays. */
import type { RowOp } from "../../sync/core/plan";
import type { Tx } from "../../sync/submit";
import { counterRow } from "./counters.usecase";
import { counterOfOfficer } from "./counters.store";

/** Nothing happens where `from` sits nowhere, or `to` sits somewhere already. `counter`: the one that was taken. */
export const takeCounterRows = (
  tx: Tx,
  from: string,
  to: string,
): { readonly rows: readonly RowOp[]; readonly counter: string | null } => {
  const counter = tx.branch === null ? undefined : counterOfOfficer(tx, from);
  if (!counter || counter.state === "closed" || counterOfOfficer(tx, to)) return { rows: [], counter: null };
  return { rows: [counterRow(tx, { ...counter, officer: to }, counter.state)], counter: counter.id };
};
