/**
 * Correcting master data at headquarters: looked at first, then written as a dated row that rides stream `all`. Every node reads it
 * by its own day (`catalogue/master.ts`), so a branch without a line changes on the same morning as all others.
 */
import { createHash } from "node:crypto";
import { addDays, type LocalDate } from "../../sync/core/local-date";
import type { Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { insert, update } from "../../sync/rows";
import type { Tx } from "../../sync/submit";
import { expectedPeople } from "../booking/availability-change.usecase";
import type { Looking } from "../booking/availability.usecase";
import { localRangeToUtc, utcToLocal } from "../calendar/time-zone";
import {
  allBranches,
  allMasterChanges,
  allStates,
  branchOn,
  type CatalogueError,
  enrolledBranches,
  findBranch,
  findService,
  type MasterKind,
  masterChanges,
  zoneOf,
} from "../catalogue/catalogue.usecase";
import { type DeclaredHoliday, serviceOnDay, type ServicePatch } from "../catalogue/master";
import type { GateRules } from "../gates/eligibility";
import { rulesOn } from "../gates/rules.usecase";
import {
  branchFields,
  checkFrom,
  type FieldChange,
  gateFields,
  type MasterRefused,
  type MasterWish,
  serviceFields,
} from "./master";
import { masterById, type MasterRow, masterRows } from "./master.store";

/** Bookings that a change touches at one branch. */
export interface MasterHit {
  readonly branch: string;
  readonly bookings: number;
  readonly people: number;
}

export interface MasterPreview {
  /** What the change is made with: it stands for the change and everybody it touches. */
  readonly hash: string;
  readonly fields: readonly FieldChange[];
  readonly hits: readonly MasterHit[];
  /** How long bookings are made ahead bounds how far hits are looked for. */
  readonly from: LocalDate;
}

export type MasterError =
  | MasterRefused
  | CatalogueError
  | { readonly type: "UnknownState"; readonly state: string }
  /** A branch of the list does not do services of this category. */
  | { readonly type: "NotOfCategory"; readonly branch: string }
  /** One of the states has a declared holiday on that day already. */
  | { readonly type: "HolidayThere" };

export const previewMaster = (looking: Looking, wish: MasterWish): Result<MasterPreview, MasterError> => {
  const today = utcToLocal(zoneOf(looking, null), looking.nowMs).date;
  const refused = checkFrom(wish.from, addDays(today, 1));
  if (refused) return err(refused);
  const fields = fieldsOf(looking, wish);
  if (!fields.ok) return fields;
  if (fields.value.length === 0) return err({ type: "NothingChanges" });
  const hits = hitsOf(looking, wish);
  const hash = createHash("sha256")
    .update(JSON.stringify([wish, hits]))
    .digest("base64url");
  return ok({ hash, from: wish.from, fields: fields.value, hits });
};

const fieldsOf = (looking: Looking, wish: MasterWish): Result<readonly FieldChange[], MasterError> => {
  switch (wish.kind) {
    case "branch": {
      const branch = findBranch(looking, wish.code);
      return branch.ok ? ok(branchFields(branchOn(looking, branch.value, wish.from), wish.set)) : branch;
    }
    case "service": {
      const found = findService(looking, wish.code);
      if (!found.ok) return found;
      const service = serviceOnDay(
        found.value,
        masterChanges<ServicePatch>(looking, "service", wish.code),
        wish.from,
      );
      const { feesSen, branches } = wish.set;
      if (feesSen && feesSen.length !== service.fees.length)
        return err({ type: "FeesDiffer", fees: service.fees.length });
      for (const code of branches ?? []) {
        const branch = findBranch(looking, code);
        if (!branch.ok) return branch;
        if (!branch.value.serviceCategories.includes(service.category))
          return err({ type: "NotOfCategory", branch: code });
      }
      return ok(serviceFields(service, wish.set));
    }
    case "gates":
      return ok(gateFields(rulesOn(looking, wish.from), wish.set));
    case "holiday": {
      const known = new Set(allStates(looking).map(({ code }) => code));
      const unknown = wish.set.states.find((code) => !known.has(code));
      if (unknown !== undefined) return err({ type: "UnknownState", state: unknown });
      const declared = [...allMasterChanges<DeclaredHoliday>(looking, "holiday").values()].flat();
      const isThere = declared.some(
        ({ from, patch }) =>
          from === wish.from && patch.states.some((code) => wish.set.states.includes(code)),
      );
      if (isThere) return err({ type: "HolidayThere" });
      return ok(
        Object.entries(wish.set).map(([field, after]: [string, unknown]) => ({ field, before: null, after })),
      );
    }
  }
};

/** Nobody books further ahead. */
const bookedDaysMax = 130;

/** Whose visits it touches: from its day on; a holiday's on that day. */
const hitsOf = (looking: Looking, wish: MasterWish): readonly MasterHit[] =>
  branchesOf(looking, wish).flatMap((code) => {
    const zone = zoneOf(looking, code);
    const [first] = localRangeToUtc(zone, wish.from, 0, 24 * 60);
    if (!first) return [];
    const toMs = wish.kind === "holiday" ? first.to : first.from + bookedDaysMax * 86_400_000;
    const people = expectedPeople(looking, code, first.from, toMs).filter(
      ({ service }) => wish.kind !== "service" || service === wish.code,
    );
    const bookings = new Set(people.map(({ booking }) => booking)).size;
    return bookings === 0 ? [] : [{ branch: code, bookings, people: people.length }];
  });

const branchesOf = (looking: Looking, wish: MasterWish): readonly string[] => {
  if (wish.kind === "branch") return [wish.code];
  // Lanes decide about whoever stands there: nobody has a booking for one.
  if (wish.kind === "gates") return [];
  const enrolled = enrolledBranches(looking);
  return allBranches(looking)
    .filter(({ code, state }) => {
      if (!enrolled.has(code)) return false;
      if (wish.kind === "holiday") return wish.set.states.includes(state);
      // A change of where alone touches only those who would not offer it any more.
      const { branches, ...others } = wish.set;
      return Object.keys(others).length > 0 || !(branches?.includes(code) ?? true);
    })
    .map(({ code }) => code);
};

export interface MasterInput {
  readonly wish: MasterWish;
  readonly reason: string;
  /** Staff id. */
  readonly by: string;
  /** `hash` of the preview that was seen. */
  readonly previewed: string;
}

export type MakeMasterError =
  | MasterError
  /** By now others are touched than those who were shown: look again. */
  | { readonly type: "PreviewStale" };

export const planMaster = (
  tx: Tx,
  { wish, reason, by, previewed }: MasterInput,
): Result<Plan<{ readonly id: string }>, MakeMasterError> => {
  const seen = previewMaster(tx, wish);
  if (!seen.ok) return seen;
  if (seen.value.hash !== previewed) return err({ type: "PreviewStale" });
  const id = tx.newId();
  const code = wish.kind === "holiday" ? id : wish.code;
  return ok({
    intent: "changeMaster",
    about: { masterChange: id, kind: wish.kind, code, from: wish.from },
    rows: [
      insert("masterChange", {
        id,
        kind: wish.kind,
        code,
        fromDate: wish.from,
        doc: JSON.stringify(wish.set),
        reason,
        by,
        atMs: tx.nowMs,
        withdrawnAtMs: null,
        withdrawnBy: null,
      }),
    ],
    answer: { id },
  });
};

export type WithdrawError =
  | { readonly type: "MasterNotFound" }
  /** Its day has come: what held is history, another change says what holds from now on. */
  | { readonly type: "MasterInForce"; readonly from: LocalDate }
  /** Branches closed the day and told people when they heard of it. */
  | { readonly type: "HolidayTold" };

/** Takes a change back before its day. */
export const planWithdrawMaster = (
  tx: Tx,
  { id, by }: { readonly id: string; readonly by: string },
): Result<Plan<null>, WithdrawError> => {
  const row = masterById(tx, id);
  if (!row || row.withdrawnAtMs !== null) return err({ type: "MasterNotFound" });
  if (row.kind === "holiday") return err({ type: "HolidayTold" });
  const today = utcToLocal(zoneOf(tx, null), tx.nowMs).date;
  if (row.fromDate <= today) return err({ type: "MasterInForce", from: row.fromDate });
  return ok({
    intent: "withdrawMaster",
    about: { masterChange: id, kind: row.kind, code: row.code, from: row.fromDate },
    rows: [update("masterChange", { id }, { withdrawnAtMs: tx.nowMs, withdrawnBy: by })],
    answer: null,
  });
};

/** What a correction of gate lanes starts from. */
export const gateRulesToday = (looking: Looking): GateRules =>
  rulesOn(looking, utcToLocal(zoneOf(looking, null), looking.nowMs).date);

export interface MasterShown extends Omit<MasterRow, "doc" | "fromDate"> {
  readonly from: LocalDate;
  readonly set: Readonly<Record<string, unknown>>;
  readonly kind: MasterKind;
  /** `coming` may be withdrawn. */
  readonly state: "coming" | "in_force" | "withdrawn";
}

/** The book of changes, the newest first. */
export const mastersMade = (
  looking: Looking,
  before: string | null,
  count: number,
): readonly MasterShown[] => {
  const today = utcToLocal(zoneOf(looking, null), looking.nowMs).date;
  return masterRows(looking, before, count).map(({ doc, fromDate: from, ...row }) => ({
    ...row,
    from,
    set: JSON.parse(doc) as MasterShown["set"],
    state: row.withdrawnAtMs !== null ? "withdrawn" : from > today ? "coming" : "in_force",
  }));
};
