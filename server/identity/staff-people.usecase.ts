/** The list of people as administrators and supervisors see it. */
import type * as z from "zod";
import type { Tx } from "../../sync/submit";
import { passkeysOf } from "./passkey.usecase";
import { allStaff, liveGrants, sessionsCount } from "./staff-people.store";
import type { peopleList, peopleWish } from "./staff.schema";

/** More than fit on a page that a person reads: they search. */
const shownMax = 100;

/** At a branch those with a role there; at headquarters everybody, or one branch's. Who left is not shown. */
export const peopleHere = (
  looking: Pick<Tx, "db">,
  branch: string | null,
  wish: z.infer<typeof peopleWish>,
  nowMs: number,
): Omit<z.infer<typeof peopleList>, "writes"> => {
  const grants = Map.groupBy(liveGrants(looking), ({ staff }) => staff);
  const wanted = branch ?? wish.branch ?? null;
  const q = wish.q?.trim().toLowerCase() ?? "";
  const found = allStaff(looking).filter(({ id, name, state, branch: home }) => {
    const roles = grants.get(id) ?? [];
    const isHere =
      wanted === null || home === wanted || roles.some((each) => (each.branch ?? wanted) === wanted);
    return state === "active" && isHere && name.toLowerCase().includes(q);
  });
  const items = found.slice(0, shownMax).map(({ id, name, branch: home }) => ({
    id,
    name,
    branch: home,
    grants: (grants.get(id) ?? []).map(({ id: grant, role, branch: at, untilMs, standing }) => ({
      id: grant,
      role,
      branch: at,
      untilMs,
      isStanding: standing === 1,
      renewedUntilMs: standing > 1 ? standing : null,
    })),
    keys: passkeysOf({ db: looking.db, branch }, { kind: "staff", id }).length,
    sessions: sessionsCount(looking, id, nowMs),
  }));
  return { items, more: found.length > shownMax };
};
