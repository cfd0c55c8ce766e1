/**
 * Changing a branch's hours, capacity, durations and closures. What was looked at is made in one commit, with its burned and
 * minted rights, the offers to everybody hit, and who did it and why.
 */
import type { Actor, Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { insert } from "../../sync/rows";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import { offerNewTime, settleRows } from "../booking/availability-change.usecase";
import type { Looking } from "../booking/availability.usecase";
import type { BilingualText } from "../catalogue/catalogue";
import { branchRules, findService, ownBranch, ruleOn } from "../catalogue/catalogue.usecase";
import type { ServiceChange } from "../catalogue/service-settings";
import type { BatchRule } from "../queue/batches";
import { changeRow, type ChangeRow, changeRows, lastChangeRow } from "./calendar.store";
import type { HoursRule } from "./branch-calendar";
import type { BranchDays } from "./calendar.usecase";
import { lookAt, type LookError, type Preview } from "./change-look.usecase";
import { ruleRow } from "./change-rows.usecase";
import { reasonOf, whatWasDone } from "./change-words";
import type { Change } from "./change";

/** What a change would do, without doing it. */
export const previewOf = (looking: Looking, change: Change): Result<Preview, LookError> => {
  const seen = lookAt(looking, change);
  return seen.ok ? ok(seen.value.preview) : seen;
};

export interface ChangeInput {
  readonly change: Change;
  readonly reason: string;
  readonly actor: Actor;
  /** `hash` of the preview that the supervisor saw. */
  readonly previewed: string;
}

export type ChangeError =
  | LookError
  /** By now other people would be hit than those who were shown: look again. */
  | { readonly type: "PreviewStale"; readonly hits: number };

/** Makes a change that was looked at. Nothing is cancelled: each person hit is offered another time, and told. */
export const planChange = (
  tx: Tx,
  sealer: Sealer,
  { change, reason, actor, previewed }: ChangeInput,
): Result<Plan<{ readonly changeId: string }>, ChangeError> => {
  const id = tx.newId();
  const seen = lookAt(tx, change);
  if (!seen.ok) return seen;
  const { preview, targets, now } = seen.value;
  if (preview.hash !== previewed) return err({ type: "PreviewStale", hits: preview.hits.length });
  const branch = now.branch.code;
  const hit = preview.hits.map(({ bookingId }) => bookingId);
  const told = offerNewTime(tx, sealer, branch, hit, reasonOf(change));
  const before = beforeOf(tx, change, now);
  return ok({
    intent: "changeCalendar",
    about: { calendarChange: id, what: change.type, bookings: hit.length },
    rows: [
      ruleRow(change, id, now),
      ...settleRows(tx, branch, targets, change.type),
      ...told.rows,
      insert("calendarChange", {
        id,
        branch,
        what: change.type,
        reason,
        actor: actor.kind === "staff" ? actor.id : actor.kind,
        atMs: tx.nowMs,
        before: before === undefined ? null : JSON.stringify(before),
        after: JSON.stringify(change),
      }),
    ],
    notices: told.notices,
    answer: { changeId: id },
  });
};

/** What held until now, for the book of changes. */
const beforeOf = (tx: Tx, change: Change, now: BranchDays): unknown => {
  const branch = now.branch.code;
  switch (change.type) {
    case "closure":
    case "every_n_weeks":
      return undefined;
    case "special_opening":
      return now.calendar.specialOpenings.find(({ date }) => date === change.date);
    case "hours":
      return ruleOn(branchRules<HoursRule>(tx, branch, "hours"), change.from)?.doc;
    case "capacity":
      return now.capacityOn(
        change.from,
        now.groups.find(({ code }) => code === change.group)!,
      );
    case "service": {
      const { service } = change.settings;
      const own = branchRules<ServiceChange>(tx, branch, "service").filter(
        ({ doc }) => doc.service === service,
      );
      const shipped = findService(tx, service);
      return (
        ruleOn(own, change.from)?.doc ?? (shipped.ok ? { service, units: shipped.value.units } : undefined)
      );
    }
    case "batches": {
      const own = branchRules<BatchRule>(tx, branch, "batches");
      return ruleOn(
        own.filter(({ doc }) => doc.group === change.group),
        change.from,
      )?.doc;
    }
  }
};

export interface ChangeMade {
  readonly id: string;
  readonly atMs: number;
  readonly actor: string;
  readonly what: BilingualText;
  readonly reason: string;
}

/** The branch's book of changes, the newest first, older than a cursor. */
export const changesMade = (
  looking: Looking,
  before: string | null,
  count: number,
): readonly ChangeMade[] => {
  const { code, zone } = ownBranch(looking);
  return changeRows(looking, code, before, count).map((row) => inWords(row, zone));
};

/** The latest change of one kind, by the name it has in the book. */
export const lastChange = (
  reader: Pick<Looking, "db" | "branch">,
  what: string,
): Pick<ChangeRow, "atMs" | "actor" | "reason"> | undefined => lastChangeRow(reader, reader.branch!, what);

/** One change of the book, however old: a command sent again is answered with the change it made. */
export const changeMade = (looking: Looking, id: string): ChangeMade => {
  const row = changeRow(looking, id);
  if (!row) throw new Error(`change ${id} is not in the book`);
  return inWords(row, ownBranch(looking).zone);
};

const inWords = ({ id, atMs, actor, what, after, reason }: ChangeRow, zone: string): ChangeMade => ({
  id,
  atMs,
  actor,
  what: whatWasDone(what, JSON.parse(after), zone),
  reason,
});
