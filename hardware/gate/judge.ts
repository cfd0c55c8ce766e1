/** What a reading means for somebody who wants to go through. Pure. */
import type { AdmitOutcome, GateDirection, GateError, GateEvent, OrderOutcome } from "../ports";
import { allows, inOtherHands, type Reading } from "./registers";

/** Why nobody may be admitted at this moment; null when one may. */
export const refusalOf = (reading: Reading, direction: GateDirection): GateError | null => {
  const calm = !inOtherHands(reading) && reading.alarms.every((alarm) => alarm === "on_battery");
  if (calm && reading.state === "idle" && allows(reading.mode, direction)) return null;
  return notNow(reading);
};

const notNow = ({ state, mode }: Reading): GateError => ({ type: "NotNow", state, mode });

/** What the reading says of an admission that the controller has taken; null: still under way. `tookMs` is the caller's to measure. */
export const admissionOf = (
  reading: Reading,
  seq: number,
  /** Another command was taken since: its result stands where ours would. */
  superseded: boolean,
  address: string,
): Exclude<AdmitOutcome, { type: "passed" }> | "passed" | null => {
  if (reading.lastPassageSeq === seq) return "passed";
  if (reading.seq === seq) {
    if (reading.result === "passed") return "passed";
    if (reading.result === "expired") return { type: "expired" };
    const reason = refusedBy(reading, address);
    if (reason) return { type: "refused", reason };
  }
  // Somebody may stand inside, or walk through open doors: an officer looks.
  if (reading.state === "alarm" || inOtherHands(reading)) return { type: "unknown", reason: notNow(reading) };
  if (!superseded || (reading.state !== "idle" && reading.state !== "out_of_service")) return null;
  // A relay names no command of a passage: nobody can say whether it was used before another took its place.
  return reading.lastPassageSeq === null ? { type: "unknown", reason: notNow(reading) } : { type: "expired" };
};

/** What the reading says of an order whose sequence it echoes. */
export const orderOf = (reading: Reading, address: string): OrderOutcome => {
  const reason = refusedBy(reading, address);
  return reason ? { type: "refused", reason } : { type: "done" };
};

const refusedBy = (reading: Reading, address: string): GateError | null => {
  if (reading.result === "bad")
    return { type: "Misconfigured", address, cause: "the controller does not know this command" };
  return reading.result === "refused_state" || reading.result === "refused_mode" ? notNow(reading) : null;
};

/** What a person would notice between two readings; `before` null: the first one. `asked` tells our own sequence numbers. */
export const happenings = (
  before: Reading | null,
  now: Reading,
  asked: (seq: number) => boolean,
): GateEvent[] => {
  const events: GateEvent[] = [];
  if (before && now.boot !== null && before.boot !== null && now.boot !== before.boot)
    events.push({ type: "reboot", boot: now.boot });

  for (const alarm of now.alarms) if (!before?.alarms.includes(alarm)) events.push({ type: "alarm", alarm });
  for (const alarm of before?.alarms ?? [])
    if (!now.alarms.includes(alarm)) events.push({ type: "alarm_over", alarm });

  const [was, is] = [before?.inputs ?? quiet, now.inputs];
  if (was.fireLoopHealthy !== is.fireLoopHealthy)
    events.push({ type: is.fireLoopHealthy ? "fire_over" : "fire" });
  if (was.keySwitch !== is.keySwitch) events.push({ type: "manual", by: "key_switch", on: is.keySwitch });
  if (was.emergencyButton !== is.emergencyButton)
    events.push({ type: "manual", by: "emergency_button", on: is.emergencyButton });
  if (was.cabinetOpen !== is.cabinetOpen) events.push({ type: "cabinet", open: is.cabinetOpen });
  if (was.mainsOk !== is.mainsOk) events.push({ type: "mains", ok: is.mainsOk });

  return before ? [...events, ...passagesBetween(before, now, asked)] : events;
};

/** Each passage that the controller counted since: the last is known by its command, the ones before it by none. */
const passagesBetween = (before: Reading, now: Reading, asked: (seq: number) => boolean): GateEvent[] => {
  const named = now.lastPassageSeq;
  // One command is one passage: whoever follows under the same number was asked for by nobody.
  const isNew = named !== before.lastPassageSeq || now.boot !== before.boot;
  const seq = named !== null && isNew && asked(named) ? named : null;
  if (now.passages === null || before.passages === null) {
    const passed = now.result === "passed" && (before.result !== "passed" || before.seq !== now.seq);
    return passed ? [{ type: "passed", seq, sensor: null }] : [];
  }
  // A counter that ran backwards was reset; a jump of thousands is no news of people either. The snapshot shows both.
  const count = now.passages - before.passages;
  if (count <= 0 || count > 1_000) return [];
  const { passages } = now;
  return Array.from({ length: count }, (_, i) => ({
    type: "passed",
    seq: i === count - 1 ? seq : null,
    sensor: passages - (count - 1 - i),
  }));
};

const quiet: Reading["inputs"] = {
  fireLoopHealthy: true,
  emergencyButton: false,
  keySwitch: false,
  cabinetOpen: false,
  mainsOk: true,
};
