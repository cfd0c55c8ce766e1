/**
 * The states of a lane's programme (`domain.md` 3, "States"): pure. The controller has its own, in the hardware; what it and the
 * officers' mode say lies over these.
 *
 *            read                 admit              passed, expired
 *   idle ───────────▶ checking ───────────▶ open ───────────────────▶ idle
 *    ▲ ▲                │  │                 │ unknown
 *    │ └─ unreadable ◀──┘  │ refer, hold     ▼
 *    └──── rest ───── refer, hold ◀──── refused        unconfirmed ── rest ──▶ idle
 *
 *   DOC_READ, CHIP_AUTH, ELIGIBILITY, BIOMETRIC and WATCHLIST run side by side: they are `checking`. TIMEOUT is `expired`,
 *   PASSED_UNCONFIRMED `unconfirmed`; TAILGATE, FORCED and OBSTRUCTED are the controller's alarms: `trouble`.
 */
import type { GateSnapshot, GateState } from "../../hardware/ports";
import type { Decision } from "./decide";
import type { LaneMode, LaneStep, ScreenWord } from "./lane";

export interface LaneState {
  readonly step: "idle" | "unreadable" | "checking" | "open" | "refer" | "hold" | "unconfirmed";
  readonly sinceMs: number;
}

export type LaneEvent =
  | { readonly type: "read" }
  | { readonly type: "unreadable" }
  | { readonly type: "decided"; readonly decision: Decision }
  | { readonly type: "ended"; readonly outcome: "passed" | "expired" | "refused" | "unknown" }
  /** What was shown has been shown for long enough. */
  | { readonly type: "rest" };

export const idle = (sinceMs: number): LaneState => ({ step: "idle", sinceMs });

/** One traveller at a time: nobody else is read while one is under way. */
export const isBusy = ({ step }: LaneState): boolean => step === "checking" || step === "open";

/** How long a word stays for somebody who stands there; the next document ends it earlier. */
export const restMs = 8_000;

/** What does not fit the state changes nothing. */
export const nextState = (state: LaneState, event: LaneEvent, nowMs: number): LaneState => {
  const step = nextStep(state.step, event);
  return step === state.step ? state : { step, sinceMs: nowMs };
};

const nextStep = (step: LaneState["step"], event: LaneEvent): LaneState["step"] => {
  switch (event.type) {
    case "read":
      return step === "open" ? step : "checking";
    case "unreadable":
      return step === "open" ? step : "unreadable";
    case "decided":
      if (step !== "checking") return step;
      return event.decision === "admit" ? "open" : event.decision;
    case "ended":
      if (step !== "open") return step;
      if (event.outcome === "unknown") return "unconfirmed";
      return event.outcome === "refused" ? "refer" : "idle";
    case "rest":
      return step === "checking" || step === "open" ? step : "idle";
  }
};

/** What the lane is, for those who watch it: the hardware first, then the officer's mode, then the traveller. */
export const stepShown = (state: LaneState, mode: LaneMode, gate: GateSnapshot): LaneStep => {
  if (isEmergency(gate)) return "emergency";
  if (mode === "closed") return "closed";
  if (mode === "maintenance") return "out_of_service";
  if (!gate.online || gate.state === "out_of_service" || gate.state === "init") return "out_of_service";
  if (gate.state === "alarm" || gate.alarms.some((alarm) => alarm !== "on_battery")) return "trouble";
  return state.step === "idle" && isMoving(gate) ? "clearing" : state.step;
};

const moving: ReadonlySet<GateState> = new Set([
  "entry_open",
  "occupied",
  "exit_open",
  "reject_back",
  "closing",
]);

/** Whoever was let in is still on the way, or the doors are: nobody else is let in before they rest. */
export const isMoving = ({ state }: GateSnapshot): boolean => moving.has(state);

/** It stands open by its own hardware, and software only watches. */
export const isEmergency = ({ state, inputs }: GateSnapshot): boolean =>
  state === "emergency_open" ||
  state === "manual" ||
  !inputs.fireLoopHealthy ||
  inputs.emergencyButton ||
  inputs.keySwitch;

/** Whoever is held sees the very same as whoever is sent to an officer. */
const words: { readonly [Step in LaneStep]: ScreenWord } = {
  idle: "ready",
  clearing: "wait",
  unreadable: "place_document",
  checking: "wait",
  open: "go",
  refer: "see_officer",
  hold: "see_officer",
  unconfirmed: "see_officer",
  trouble: "see_officer",
  closed: "closed",
  out_of_service: "closed",
  emergency: "emergency",
};

export const wordOf = (step: LaneStep): ScreenWord => words[step];

export const arrowOf = (word: ScreenWord): "go" | "stop" | "none" => {
  if (word === "go" || word === "ready" || word === "place_document") return "go";
  return word === "emergency" ? "none" : "stop";
};
