import type { AdmitCommand, AdmitOutcome, Gate, GateError, GateOrder, OrderOutcome } from "../ports";
import type { Timers } from "../../sync/core/timers";
import { admissionOf, orderOf, refusalOf } from "./judge";
import { freshMs, lanePicture } from "./picture";
import type { Command, Reading } from "./registers";
import type { GateWire, WireError } from "./wire";

/** An order must be taken within this time. */
const orderMs = 3_000;
/** After the time to live somebody who went in at its end may still be checked (30 s) and walk out (10 s). */
const insideMs = 45_000;
const answersKept = 500;

/**
 * The Gate port over any wire. Everything it knows comes from whole readings of the controller, every 100 ms and right after a
 * command. It asks for one passage at a time and never sets a lane free.
 *
 * ```text
 *            up, read whole                 command taken           sensor
 *  offline ------------------> online --------------------> under way ----> passed
 *     ^                         |                             |  |   \----> expired
 *     +-- line lost, 3 misses --+                             |  +--------> refused (by the controller)
 *                                                             +-----------> unknown
 * ```
 *
 * - A command whose answer was lost is sent again with the same number, and only to a controller that ignores a number it knows.
 * - `unknown` is final: line lost until the deadline, a restart, an alarm, fire or key while somebody was under way.
 */
export const gateDriver = (wire: GateWire, { timers }: { readonly timers: Timers }): Gate => {
  const lane = lanePicture(wire, timers);
  const answers = new Map<string, Promise<AdmitOutcome | OrderOutcome>>();
  let admitting: AdmitCommand | null = null;
  /** The last command the controller took: one after the other, so that each finds its own echo. */
  let lastTaken = 0;
  let turn: Promise<unknown> = Promise.resolve();

  return {
    start: lane.start,
    async stop() {
      lane.stop();
      await turn;
      await wire.close();
    },
    admit: (command) => once(command.id, () => admit(command)),
    order: (order) => once(order.id, () => inTurn(() => obey(order))),
    snapshot: lane.snapshot,
    onEvent: lane.onEvent,
    onChange: lane.onChange,
  };

  // --- Asking for a passage.

  async function admit(command: AdmitCommand): Promise<AdmitOutcome> {
    const reason = reasonNotTo(command);
    if (reason) return { type: "refused", reason };
    admitting = command;
    const startedMs = timers.nowMs();
    const boot = lane.reading?.boot ?? null;
    const deadline = lane.deadline(command.ttlMs + insideMs);
    try {
      const delivered = await inTurn(() =>
        deliver({ ...command, name: "admit", mode: "closed" }, command.ttlMs),
      );
      if (delivered.type !== "taken") return delivered;
      for (;;) {
        if (!lane.running) return { type: "unknown", reason: { type: "Stopped" } };
        const { reading } = lane;
        if (reading && reading.boot !== boot) return rebooted(reading);
        const superseded = lastTaken !== command.seq;
        const found =
          lane.online && reading ? admissionOf(reading, command.seq, superseded, wire.address) : null;
        if (found === "passed")
          return {
            type: "passed",
            sensor: reading?.passages ?? null,
            tookMs: Math.max(0, timers.nowMs() - startedMs),
          };
        if (found) {
          if (found.type !== "unknown") lane.forget(command.seq);
          return found;
        }
        if (deadline.rang()) return { type: "unknown", reason: lane.trouble() ?? { type: "Busy" } };
        await lane.next();
      }
    } finally {
      deadline.cancel();
      admitting = null;
    }
  }

  function reasonNotTo(command: AdmitCommand): GateError | null {
    const { reading } = lane;
    const error = lane.trouble();
    if (error) return error;
    if (!reading || !lane.fresh) return lane.unreachable(`nothing heard from it for ${freshMs} ms`);
    if (!wire.can.includes("admit")) return { type: "NotSupported" };
    if (admitting) return { type: "NotNow", state: reading.state, mode: reading.mode };
    // It would do nothing, and its old result would be taken for an answer.
    if (reading.seq === command.seq || reading.lastPassageSeq === command.seq)
      return lane.misconfigured(`command ${command.seq} was given before`);
    return refusalOf(reading, command.direction);
  }

  // --- Everything else that it can be told.

  async function obey({ seq, what }: GateOrder): Promise<OrderOutcome> {
    // A lane that stands open for everybody is for its own key, not for a network.
    if (!wire.can.includes(what.type) || (what.type === "set_mode" && what.mode === "free"))
      return { type: "refused", reason: { type: "NotSupported" } };
    const error = lane.lineTrouble();
    if (error) return { type: "refused", reason: error };
    if (lane.reading?.seq === seq)
      return { type: "refused", reason: lane.misconfigured(`command ${seq} was given before`) };
    const mode = what.type === "set_mode" ? what.mode : "closed";
    const delivered = await deliver({ name: what.type, seq, ttlMs: orderMs, mode, direction: "in" }, orderMs);
    if (delivered.type !== "taken") return delivered;
    const outcome = orderOf(delivered.reading, wire.address);
    if (outcome.type === "done" && what.type === "reset_alarm") lane.forgiveSensors();
    return outcome;
  }

  // --- Bringing one command to the controller, at most once.

  type Delivery =
    | { readonly type: "taken"; readonly reading: Reading }
    | { readonly type: "refused" | "unknown"; readonly reason: GateError };

  async function deliver(command: Command, withinMs: number): Promise<Delivery> {
    if (!lane.lineUp || !lane.reading)
      return { type: "refused", reason: lane.lineTrouble() ?? { type: "Stopped" } };
    const startedMs = timers.nowMs();
    const deadline = lane.deadline(withinMs);
    const { boot } = lane.reading;
    let left = false;
    lane.expect(command.seq);
    try {
      for (;;) {
        const spentMs = Math.max(0, timers.nowMs() - startedMs);
        const sent = await wire.send({ ...command, ttlMs: Math.max(0, command.ttlMs - spentMs) });
        left ||= sent.ok || sent.error.type === "Lost" || sent.error.type === "Down";
        if (!left && !sent.ok) return notTaken(sent.error);
        if (sent.ok) lastTaken = command.seq;
        const since = lane.readings;
        void lane.look();
        // The echo may take a cycle of the controller. After a lost answer one whole reading decides whether to send again.
        const echoed = () => lane.online && lane.reading?.seq === command.seq;
        const readAnew = () => !sent.ok && lane.online && lane.readings > since;
        await lane.until(
          () => !lane.running || deadline.rang() || lane.reading?.boot !== boot || echoed() || readAnew(),
        );
        const { reading } = lane;
        if (reading && reading.boot !== boot) return rebooted(reading);
        if (reading && echoed()) {
          lastTaken = command.seq;
          return { type: "taken", reading };
        }
        const reason: GateError = lane.running
          ? (lane.trouble() ?? lane.unreachable("no answer to a command"))
          : { type: "Stopped" };
        if (!lane.running || deadline.rang() || !wire.repeatable) return { type: "unknown", reason };
      }
    } finally {
      deadline.cancel();
    }
  }

  function notTaken(error: WireError): Delivery {
    const reason = lane.errorOf(error);
    if (reason.type === "Misconfigured") lane.tell({ type: "fault", error: reason });
    return { type: "refused", reason };
  }

  function inTurn<T>(run: () => Promise<T>): Promise<T> {
    const result = turn.then(run);
    turn = result.catch(() => {});
    return result;
  }

  /** The same id twice is one command and one answer. A refusal is no command: it may be asked again. */
  function once<T extends AdmitOutcome | OrderOutcome>(id: string, run: () => Promise<T>): Promise<T> {
    const before = answers.get(id);
    if (before) return before as Promise<T>;
    const outcome = run();
    answers.set(id, outcome);
    void outcome.then(({ type }) => {
      if (type === "refused") answers.delete(id);
      const oldest = answers.keys().next().value;
      if (answers.size > answersKept && oldest !== undefined) answers.delete(oldest);
    });
    return outcome;
  }
};

const rebooted = ({ boot }: Reading) =>
  ({ type: "unknown", reason: { type: "Rebooted", boot: boot ?? 0 } }) as const;
