/** Rights side by side: what the branch has of a day, what headquarters has, what is between them. */
import type { Reader } from "../../drizzle/db";
import { err, ok, type Result } from "../../sync/core/result";
import { allNodes } from "../../sync/roster";
import type { Looking } from "../booking/availability.usecase";
import type { BilingualText } from "../catalogue/catalogue";
import { allGroups, allServices, type CatalogueError, findBranch } from "../catalogue/catalogue.usecase";
import { groupsAt } from "../catalogue/offers";
import { byStart, type Units, unitsOf } from "./rights";
import { type DayOfGroup, rightsOn } from "./rights.store";

export interface RightsOfDay extends DayOfGroup {
  /** Groups with a slot grid at this branch. */
  readonly groups: readonly { readonly group: string; readonly name: BilingualText }[];
  /** The day as a whole. */
  readonly day: Units;
  readonly slots: readonly (Units & { readonly slot: string; readonly startsAtMs: number })[];
}

export type RightsError =
  | CatalogueError
  /** A branch knows its own slots only. */
  | { readonly type: "BranchElsewhere"; readonly branch: string }
  | { readonly type: "UnknownGroup"; readonly group: string };

/** A day of a service group as this node knows it; one side's sales may be older than the other's. */
export const rightsOfDay = (looking: Looking, of: DayOfGroup): Result<RightsOfDay, RightsError> => {
  const { branch, group } = of;
  const found = findBranch(looking, branch);
  if (!found.ok) return found;
  if (looking.branch !== null && looking.branch !== branch) return err({ type: "BranchElsewhere", branch });
  const codes = new Set(groupsAt(allServices(looking), found.value));
  const groups = allGroups(looking)
    .filter(({ code }) => codes.has(code))
    .map(({ code, nameMs, nameEn }) => ({ group: code, name: { ms: nameMs, en: nameEn } }));
  if (!groups.some((row) => row.group === group)) return err({ type: "UnknownGroup", group });
  const isHq = isHqIn(looking);
  const rights = rightsOn(looking, of);
  return ok({
    ...of,
    groups,
    day: unitsOf(rights, isHq),
    slots: [...byStart(rights)].map(([startMin, rows]) => ({
      slot: rows[0]!.slot,
      startsAtMs: startMin * 60_000,
      ...unitsOf(rows, isHq),
    })),
  });
};

/** Whether an alias is headquarters', now or before. */
const isHqIn = ({ db }: Reader): ((alias: number) => boolean) => {
  const aliases = new Set(allNodes(db).flatMap(({ alias, role }) => (role === "hq" ? [alias] : [])));
  return (alias) => aliases.has(alias);
};

export interface DaySlot {
  readonly slot: string;
  readonly startsAtMs: number;
  /** Units of all nodes that are sold or may be sold at this start. */
  readonly capacity: number;
  /** On sale here. */
  readonly free: number;
  /** Set aside here, while a form is being filled in. */
  readonly held: number;
  /** Sold here. */
  readonly spent: number;
  /** At headquarters, or on the way between. */
  readonly hq: { readonly free: number; readonly sold: number };
}

/** One group's slots of a day, pools together. A start that was taken out of sale and has nobody is not shown. */
export const daySlots = (looking: Looking, group: string, date: DayOfGroup["date"]): readonly DaySlot[] => {
  const isHq = isHqIn(looking);
  const rights = rightsOn(looking, { branch: looking.branch!, group, date });
  return [...byStart(rights)]
    .map(([startMin, rows]): DaySlot => {
      const { branch, hq, underWay } = unitsOf(rows, isHq);
      const held = rows.reduce((sum, row) => sum + row.held + row.pending, 0);
      const free = hq.free + underWay;
      return {
        slot: rows[0]!.slot,
        startsAtMs: startMin * 60_000,
        capacity: branch.free + branch.sold + free + hq.sold,
        free: branch.free - held,
        held,
        spent: branch.sold,
        hq: { free, sold: hq.sold },
      };
    })
    .filter(({ capacity }) => capacity > 0);
};
