/** What officers do with a lane itself: its mode, and orders by hand. Each is written before it is sent. */
import type { GateMode, GateOrder, OrderOutcome } from "../../hardware/ports";
import type { Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { insert, put, update } from "../../sync/rows";
import type { Tx } from "../../sync/submit";
import { endedByAction } from "./alarms.usecase";
import { commandById, laneRow, lastSeq, seqKey } from "./gates.store";
import type { LaneMode, LaneSetup } from "./lane";
import { commandEnd } from "./passage.usecase";

/** Lanes of the configuration that this file does not know yet: shut, until an officer opens them. */
export const planKnowLanes = (tx: Tx, lanes: readonly LaneSetup[]): Result<Plan<null>, never> =>
  ok({
    intent: "readLane",
    rows: lanes.flatMap((setup) => {
      const { id, name, purpose, direction } = setup;
      const wide = setup.wide ? 1 : 0;
      const stays = { name, purpose, direction, wide };
      if (laneRow(tx, tx.branch!, id)) return [update("lane", { branch: tx.branch!, id }, stays)];
      const begins = { mode: "closed", reason: "", by: "system", atMs: tx.nowMs };
      return [insert("lane", { branch: tx.branch!, id, ...stays, ...begins })];
    }),
    answer: null,
  });

export type ModeError =
  /** A drill counts for nothing: only where the lane is an emulator. */
  { readonly type: "DrillNeedsEmulator" };

export interface ModeWish {
  readonly lane: LaneSetup;
  readonly mode: LaneMode;
  readonly reason: string;
  readonly officer: string;
  readonly isEmulator: boolean;
}

/** Writes a mode; the lane's programme goes by the row, whatever the controller has heard yet. */
export const planMode = (tx: Tx, wish: ModeWish): Result<Plan<SentOrder>, ModeError> => {
  const { lane, mode, reason, officer, isEmulator } = wish;
  if (mode === "drill" && !isEmulator) return err({ type: "DrillNeedsEmulator" });
  const what = { type: "set_mode", mode: gateModeOf(lane, mode) } as const;
  const { sent, rows } = orderRows(tx, lane.id, what);
  return ok({
    intent: "setLaneMode",
    about: { lane: lane.id, mode },
    rows: [
      update("lane", { branch: tx.branch!, id: lane.id }, { mode, reason, by: officer, atMs: tx.nowMs }),
      ...rows,
      ...(mode === "closed" || mode === "maintenance"
        ? endedByAction(tx, lane.id, "close_lane", officer)
        : []),
    ],
    answer: sent,
  });
};

/** What the controller may do in a mode of ours: it never stands free, and never opens by itself. */
export const gateModeOf = ({ direction }: LaneSetup, mode: LaneMode): GateMode => {
  if (mode === "closed") return "closed";
  if (mode === "maintenance") return "maintenance";
  return direction === "in" ? "controlled_in" : "controlled_out";
};

export type SentOrder = Pick<GateOrder, "id" | "seq" | "what">;

export const planOrder = (
  tx: Tx,
  { lane, order }: { readonly lane: string; readonly order: Exclude<GateOrder["what"]["type"], "set_mode"> },
): Result<Plan<SentOrder>, never> => {
  const { sent, rows } = orderRows(tx, lane, { type: order });
  return ok({ intent: "laneOrder", about: { lane, order }, rows, answer: sent });
};

/** The controller hears again how its lane is run: it has started anew, or was away when an officer said so. */
export const planResync = (tx: Tx, lane: LaneSetup): Result<Plan<SentOrder>, never> => {
  const mode = gateModeOf(lane, laneRow(tx, tx.branch!, lane.id)?.mode ?? "closed");
  const { sent, rows } = orderRows(tx, lane.id, { type: "set_mode", mode });
  return ok({ intent: "readLane", rows, answer: sent });
};

const orderRows = (tx: Tx, lane: string, what: GateOrder["what"]) => {
  const sent = { id: tx.newId(), seq: (lastSeq(tx, lane) % 65_535) + 1, what };
  return {
    sent,
    rows: [
      put("gateCommand", {
        id: sent.id,
        lane,
        seq: sent.seq,
        kind: what.type,
        passage: null,
        state: "sent",
        reason: null,
        atMs: tx.nowMs,
        doneAtMs: null,
      }),
      put("meta", { key: seqKey(lane), value: String(sent.seq) }),
    ],
  };
};

export const planOrderEnd = (
  tx: Tx,
  { id, outcome, officer }: { readonly id: string; readonly outcome: OrderOutcome; readonly officer: string },
): Result<Plan<null>, never> => {
  const command = commandById(tx, id);
  const reason = outcome.type === "done" ? null : outcome.reason.type;
  return ok({
    intent: "laneOrderEnd",
    rows:
      command?.state === "sent"
        ? [
            commandEnd(tx, command, outcome.type, reason),
            ...(outcome.type === "done" ? endedByAction(tx, command.lane, command.kind, officer) : []),
          ]
        : [],
    answer: null,
  });
};

/** A controller's own counters at a moment that matters. */
export const planReading = (
  tx: Tx,
  reading: {
    readonly lane: string;
    readonly boot: number;
    readonly passages: number;
    readonly rejects: number;
    readonly why: "start" | "online" | "reboot" | "day";
  },
): Result<Plan<null>, never> =>
  ok({
    intent: "readLane",
    rows: [insert("laneReading", { id: tx.newId(), branch: tx.branch!, ...reading, atMs: tx.nowMs })],
    answer: null,
  });
