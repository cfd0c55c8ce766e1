/** Looking at a change: the branch as it is and as it would be, what is odd about it, who is hit, and what each day should have. */
import { createHash } from "node:crypto";
import { addDays, addMonths, type LocalDate } from "../../sync/core/local-date";
import { err, ok, type Result } from "../../sync/core/result";
import { type DayTarget, expectedPeople, type ExpectedPerson } from "../booking/availability-change.usecase";
import { slotStarts } from "../booking/availability-grid";
import { mintDay } from "../booking/availability-mint";
import { cell } from "../booking/availability-settle";
import type { Looking } from "../booking/availability.usecase";
import type { ServiceGroup } from "../catalogue/catalogue";
import {
  branchRules,
  type CatalogueError,
  findService,
  ownBranch,
  serviceByDate,
} from "../catalogue/catalogue.usecase";
import { mintedDays } from "./calendar.store";
import { type BranchDays, branchDays } from "./calendar.usecase";
import type { Capacity } from "./capacity";
import { type Change, isInScope, type Scope, scopeOf } from "./change";
import { checkChange, type ChangeRefused } from "./change-check";
import { proposedBy } from "./change-rows.usecase";
import { type Finding, previewChange } from "./preview";
import { utcToLocal } from "./time-zone";

interface Hit {
  readonly bookingId: string;
  readonly ref: string;
  readonly startsAtMs: number;
  readonly service: string;
  readonly people: number;
}

export interface Preview {
  /** What the change is made with: it stands for the change and everybody it hits. */
  readonly hash: string;
  /** Nothing to mention and nobody hit. */
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  readonly hits: readonly Hit[];
}

export interface Seen {
  readonly preview: Preview;
  /** The branch as it is. */
  readonly now: BranchDays;
  /** What the days on sale should have. */
  readonly targets: readonly DayTarget[];
}

export type LookError = ChangeRefused | CatalogueError;

/** `id` of the row to be; a proposal sorts after every id there is, so that it is the newest of its day. */
export const lookAt = (looking: Looking, change: Change, id = "zz"): Result<Seen, LookError> => {
  const branch = ownBranch(looking);
  const { nowMs } = looking;
  const today = utcToLocal(branch.zone, nowMs).date;
  const scope = narrowed(looking, change, scopeOf(change, branch.zone));
  if (!scope.ok) return scope;
  const now = branchDays(looking, branch, nowMs);
  const first = scope.value.from < today ? today : scope.value.from;
  const minted = mintedDays(looking, branch.code, first);
  const refused = checkChange({ change, scope: scope.value, now, today, nowMs, minted });
  if (refused) return err(refused);

  const capacities = branchRules<Capacity>(looking, branch.code, "capacity");
  const then = branchDays(looking, branch, nowMs, proposedBy(change, id, now, capacities));
  // Numbers without an appointment are no rights: they touch no slot and nobody who booked.
  const onSale = change.type === "batches" ? [] : daysOnSale(scope.value, then, minted, first, today, nowMs);
  const targets = onSale.flatMap((date) => dayTargets(then, scope.value, date));
  const people = peopleIn(looking, scope.value, then, onSale, unitsThen(looking, change, branch.zone));
  const { findings, bookingsHit } = whatWouldBe(now, then, scope.value, targets, people);
  // Who was hit before has an offer already, and is not told twice.
  const hits = hitsOf(people.filter(({ booking, offered }) => bookingsHit.has(booking) && !offered));
  const hash = createHash("sha256")
    .update(JSON.stringify([change, hits.map(({ bookingId, startsAtMs }) => [bookingId, startsAtMs])]))
    .digest("base64url");
  const preview = { hash, ok: hits.length === 0 && findings.length === 0, findings, hits };
  return ok({ preview, now, targets: reserved(targets, people, bookingsHit) });
};

/** A service's settings touch its own group alone. */
const narrowed = (looking: Looking, change: Change, scope: Scope): Result<Scope, CatalogueError> => {
  if (change.type !== "service") return ok(scope);
  const service = findService(looking, change.settings.service);
  return service.ok ? ok({ ...scope, groups: [service.value.group] }) : service;
};

/** The days of the scope that are on sale now, or would be. */
const daysOnSale = (
  scope: Scope,
  then: BranchDays,
  minted: ReadonlySet<string>,
  first: LocalDate,
  today: LocalDate,
  nowMs: number,
): readonly LocalDate[] => {
  // A closed day goes on sale late: the week after the horizon may hold such days.
  const horizon = addDays(addMonths(today, then.horizonMonths), 7);
  const last = scope.to !== null && scope.to < horizon ? scope.to : horizon;
  const mintedDates = new Set([...minted].map((key) => key.slice(0, 10)));
  const dates: LocalDate[] = [];
  for (let date = first; date <= last; date = addDays(date, 1)) {
    const onSaleAtMs = then.onSaleAtMs(date);
    if (mintedDates.has(date) || (onSaleAtMs !== null && onSaleAtMs <= nowMs)) dates.push(date);
  }
  return dates;
};

/** What the groups of the scope should have on a day. Nothing is decided about a day that nobody can judge. */
const dayTargets = (then: BranchDays, scope: Scope, date: LocalDate): readonly DayTarget[] =>
  then.groups
    .filter(({ code }) => isInScope(scope, date, code))
    .flatMap((group): DayTarget[] => {
      const plan = then.planOn(date, group.code);
      if (!plan.ok) return [];
      const { slotMinutes, unitsPerStart, walkInPercent } = then.capacityOn(date, group);
      const starts = plan.value.type === "closed" ? [] : slotStarts(plan.value.intervals, slotMinutes);
      const { rows } = mintDay({ starts, unitsPerStart, walkInPercent, pools: group.pools });
      return [{ group, date, slotMinutes, units: unitsByCell(group, rows) }];
    });

const unitsByCell = (
  { pools }: ServiceGroup,
  rows: ReturnType<typeof mintDay>["rows"],
): ReadonlyMap<string, number> =>
  new Map(
    rows.flatMap(({ startMin, units }) =>
      pools.map(({ code }, at) => [cell(startMin, code), units[at]!] as const),
    ),
  );

/** An expected person with the adjacent slots they would need. */
interface Person extends ExpectedPerson {
  readonly unitsThen: number;
}

/** Everybody expected on these days, in the groups of the scope. */
const peopleIn = (
  looking: Looking,
  scope: Scope,
  { branch }: BranchDays,
  dates: readonly LocalDate[],
  unitsFor: (person: ExpectedPerson) => number,
): readonly Person[] => {
  if (dates.length === 0) return [];
  const wanted = new Set<string>(dates);
  const dayMs = 86_400_000;
  const toMs = Date.parse(`${dates.at(-1)!}T00:00:00Z`) + 2 * dayMs;
  return expectedPeople(looking, branch.code, looking.nowMs, toMs)
    .filter(({ group, startMin }) => {
      const { date } = utcToLocal(branch.zone, startMin * 60_000);
      return wanted.has(date) && isInScope(scope, date, group);
    })
    .map((person) => ({ ...person, unitsThen: unitsFor(person) }));
};

/** A visit that becomes shorter keeps what it booked. */
const unitsThen = (looking: Looking, change: Change, zone: string): ((person: ExpectedPerson) => number) => {
  const more = change.type === "service" ? [{ from: change.from, to: change.to, doc: change.settings }] : [];
  const byService = new Map<string, ReturnType<typeof serviceByDate>>();
  return ({ service: code, startMin, units }) => {
    let serviceOn = byService.get(code);
    if (!serviceOn) {
      const found = findService(looking, code);
      if (!found.ok) return units;
      serviceOn = serviceByDate(looking, found.value, looking.branch!, more);
      byService.set(code, serviceOn);
    }
    return Math.max(units, serviceOn(utcToLocal(zone, startMin * 60_000).date).units);
  };
};

/** Findings that are new with this change, and who could not stay. */
const whatWouldBe = (
  now: BranchDays,
  then: BranchDays,
  scope: Scope,
  targets: readonly DayTarget[],
  people: readonly Person[],
): { readonly findings: readonly Finding[]; readonly bookingsHit: ReadonlySet<string> } => {
  const unitsByGroup = new Map<string, Map<string, number>>();
  for (const { group, units } of targets) {
    const known = unitsByGroup.get(group.code);
    if (known) for (const [key, count] of units) known.set(key, count);
    else unitsByGroup.set(group.code, new Map(units));
  }
  const gridsOf = (days: BranchDays) =>
    new Map(
      days.groups
        .filter(({ code }) => scope.groups?.includes(code) ?? true)
        .map((group) => [
          group.code,
          {
            slotMinutes: days.capacityOn(scope.from, group).slotMinutes,
            unitsAt: (startMin: number, pool: string) =>
              unitsByGroup.get(group.code)?.get(cell(startMin, pool)) ?? 0,
          },
        ]),
    );
  const parties = people.map(({ booking, group, pool, startMin, unitsThen: units }) => ({
    bookingId: booking,
    group,
    pool,
    startMin,
    units,
  }));
  const before = previewChange({
    country: now.country,
    branch: now.calendar,
    grids: gridsOf(now),
    parties: [],
  });
  const after = previewChange({
    country: then.country,
    branch: then.calendar,
    grids: gridsOf(then),
    parties,
  });
  const known = new Set(before.findings.map((finding) => JSON.stringify(finding)));
  // A branch's own hours lie on top of the ones it was shipped with: that is what dated rows are for.
  const shipped = new Set(now.calendar.hours.filter(({ from }) => from === null).map(({ id }) => id));
  const isExpected = (finding: Finding) =>
    known.has(JSON.stringify(finding)) ||
    (finding.type === "OverlappingHours" &&
      finding.place === "branchHours" &&
      (shipped.has(finding.a) || shipped.has(finding.b)));
  return {
    findings: after.findings.filter((finding) => !isExpected(finding)),
    bookingsHit: new Set(after.bookingsHit),
  };
};

/** A visit that has become longer needs its neighbours too: they are not sold to anybody else. */
const reserved = (
  targets: readonly DayTarget[],
  people: readonly Person[],
  hit: ReadonlySet<string>,
): readonly DayTarget[] => {
  const longer = people.filter((person) => !hit.has(person.booking) && person.unitsThen > person.units);
  if (longer.length === 0) return targets;
  return targets.map((target) => {
    const units = new Map(target.units);
    for (const person of longer.filter(({ group }) => group === target.group.code)) {
      for (let unit = person.units; unit < person.unitsThen; unit++) {
        const key = cell(person.startMin + unit * target.slotMinutes, person.pool);
        const had = units.get(key);
        if (had !== undefined) units.set(key, Math.max(0, had - 1));
      }
    }
    return { ...target, units };
  });
};

const hitsOf = (people: readonly Person[]): readonly Hit[] => {
  const hits = new Map<string, Hit>();
  for (const { booking, ref, visitStartMin, service } of people) {
    const count = (hits.get(booking)?.people ?? 0) + 1;
    hits.set(booking, {
      bookingId: booking,
      ref,
      startsAtMs: visitStartMin * 60_000,
      service,
      people: count,
    });
  }
  return [...hits.values()].sort(
    (a, b) => a.startsAtMs - b.startsAtMs || (a.bookingId < b.bookingId ? -1 : 1),
  );
};
