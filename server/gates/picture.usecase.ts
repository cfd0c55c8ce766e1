/** What one officer watches: every lane, what is wrong, who waits. Made for each change, so it asks little of the database. */
import { ok, err, type Result } from "../../sync/core/result";
import type { Deps } from "../deps";
import { isClockUnsure } from "../hq/clock.usecase";
import { dayRange, todayOf } from "../queue/hall.usecase";
import { deviceHere } from "../identity/device.usecase";
import { alarmsShown } from "./alarms.usecase";
import { companionsAt } from "./companions.usecase";
import { countsByLane, laneRow } from "./gates.store";
import type { LaneLoop } from "./lane-loop.usecase";
import { arrowOf, isEmergency } from "./lane-state";
import { liveShown } from "./referral.usecase";
import { onDuty } from "./shift.usecase";

type Shown = Pick<Deps, "db" | "clock" | "self" | "gates" | "engines">;

export type LaneNotFound = { readonly type: "LaneNotFound" };

export const laneNamed = ({ gates }: Pick<Deps, "gates">, id: string): Result<LaneLoop, LaneNotFound> => {
  const lane = gates.find(id);
  return lane ? ok(lane) : err({ type: "LaneNotFound" });
};

/** The lane whose name a supervisor gave to this screen, or its id. */
export const laneOfDevice = (
  { gates, db, self }: Pick<Deps, "gates" | "db" | "self">,
  device: string,
): Result<LaneLoop, LaneNotFound> => {
  const name = deviceHere({ db, branch: self.branch }, device)?.name;
  const lane = gates.list().find(({ of: { setup } }) => setup.name === name || setup.id === name);
  return lane ? ok(lane) : err({ type: "LaneNotFound" });
};

export const screenOf = (lane: LaneLoop) => {
  const { setup } = lane.of;
  const { word, sinceMs } = lane.shown;
  return {
    lane: setup.id,
    name: setup.name,
    purpose: setup.purpose,
    direction: setup.direction,
    wide: setup.wide,
    word,
    arrow: arrowOf(word),
    drill: lane.mode === "drill",
    sinceMs,
  };
};

export const laneShown = (deps: Shown, lane: LaneLoop) => {
  const { setup, gate } = lane.of;
  const { clock, self } = deps;
  const looking = { db: deps.db, nowMs: clock.nowMs(), branch: self.branch };
  const row = laneRow(looking, String(self.branch), setup.id);
  const { online, state, mode, alarms, inputs, occupancy, error, lastSeenMs } = gate.snapshot();
  const { step, word, sinceMs } = lane.shown;
  return {
    id: setup.id,
    name: setup.name,
    purpose: setup.purpose,
    direction: setup.direction,
    wide: setup.wide,
    mode: row?.mode ?? ("closed" as const),
    reason: row?.reason ?? "",
    step,
    sinceMs,
    word,
    gate: {
      online,
      state,
      mode,
      alarms,
      fire: online && !inputs.fireLoopHealthy,
      occupancy,
      error: error?.type ?? null,
      lastSeenMs,
    },
    companions: setup.wide ? (companionsAt(looking, setup.id)?.left ?? 0) : 0,
  };
};

/** Counts of a long day are read once in so many milliseconds, whoever looks. */
const countsMs = 2_000;
const hourMs = 3_600_000;

/** The picture of all lanes; keeps the counts between two looks. */
export const gatesPicture = (deps: Shown) => {
  let counted = { atMs: -Infinity, counts: new Map() as ReturnType<typeof countsByLane>, hour: noCounts };
  const countsAt = (nowMs: number, branch: string, fromMs: number) => {
    if (Math.abs(nowMs - counted.atMs) < countsMs) return counted;
    const hour = [...countsByLane(deps, branch, nowMs - hourMs).values()];
    counted = {
      atMs: nowMs,
      counts: countsByLane(deps, branch, fromMs),
      hour: {
        passed: hour.reduce((sum, { passed }) => sum + passed, 0),
        referred: hour.reduce((sum, { referred }) => sum + referred, 0),
      },
    };
    return counted;
  };
  return () => {
    const { db, clock, self, gates, engines } = deps;
    const branch = String(self.branch);
    const looking = { db, nowMs: clock.nowMs(), branch, node: self.alias };
    const { day } = todayOf(looking);
    const { counts, hour } = countsAt(looking.nowMs, branch, dayRange(looking, day).fromMs);
    const lanes = gates.list();
    return {
      day,
      lanes: lanes.map((lane) => ({
        ...laneShown(deps, lane),
        today: counts.get(lane.of.setup.id) ?? noCounts,
      })),
      alarms: alarmsShown(looking, branch),
      referrals: liveShown(looking, branch),
      emergency: lanes
        .filter(({ of: { gate } }) => gate.snapshot().online && isEmergency(gate.snapshot()))
        .map(({ of: { setup } }) => setup.id),
      hasMatcher: engines.matcher !== undefined,
      clockUnsure: isClockUnsure(looking),
      lastHour: hour,
      onDuty: onDuty(looking),
    };
  };
};

const noCounts = { passed: 0, referred: 0 };
