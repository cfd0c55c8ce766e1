/** Every question about one person at one lane, answered inside the transaction that decides; each with a line for the record. */
import type { MatchOutcome } from "../../hardware/ports";
import type { Result } from "../../sync/core/result";
import type { Tx } from "../../sync/submit";
import type { Slip } from "../booking/slip-codec";
import type { SlipInvalid } from "../checkin/checkin.usecase";
import { isClockUnsure } from "../hq/clock.usecase";
import { todayOf } from "../queue/hall.usecase";
import type { Asked } from "../screening/registries.usecase";
import { type Screening, screenPerson } from "../screening/screen.usecase";
import type { ScreeningKeys } from "../screening/screening-keys.usecase";
import { personOf, questionsFor } from "./asking";
import type { Companions } from "./companions";
import { companionsAt } from "./companions.usecase";
import { biometricReasons, type Check, listReasons, type Reason, registryReasons } from "./decide";
import { decideEligibility } from "./eligibility";
import { laneRow } from "./gates.store";
import type { LaneSetup } from "./lane";
import { rulesOn } from "./rules.usecase";
import { type ArrivedSlip, slipAt } from "./slip.usecase";
import { ageAtLeast, type Traveller } from "./traveller";

/** What was held to the lane. */
export type Held =
  | { readonly kind: "document"; readonly traveller: Traveller }
  | { readonly kind: "slip"; readonly slip: Result<Slip, SlipInvalid> }
  /** Three times nothing that could be read. */
  | { readonly kind: "nothing" };

export interface PassageInput {
  readonly lane: LaneSetup;
  readonly held: Held;
  readonly readAtMs: number;
  /** What was asked outside, all within one budget. Null: not asked at this lane. */
  readonly match: { readonly outcome: MatchOutcome; readonly tookMs: number } | null;
  readonly asked: readonly Asked[];
  /** The lane's controller says that it could let somebody in. */
  readonly isReady: boolean;
  readonly boot: number | null;
}

export interface Judged {
  readonly traveller: Traveller | null;
  readonly arrived: ArrivedSlip | null;
  /** Empty: the lane may open. */
  readonly reasons: readonly Reason[];
  readonly checks: readonly Check[];
  /** Companions whom an officer has confirmed at this lane. */
  readonly group: Companions | null;
  readonly isDrill: boolean;
}

/** Between reading and deciding a clock moves forward, and by seconds: anything else is a clock that was put. */
const clockJumpMs = 60_000;

export const judge = (tx: Tx, keys: ScreeningKeys, input: PassageInput): Judged => {
  const { lane, held, match, asked } = input;
  const mode = laneRow(tx, tx.branch!, lane.id)?.mode ?? "closed";
  const traveller = held.kind === "document" ? held.traveller : null;
  const arrived = held.kind === "slip" ? slipAt(tx, held.slip) : null;
  const screening =
    traveller && lane.purpose === "border" ? screenPerson(tx, keys, personOf(traveller)) : null;
  const group = lane.wide ? companionsAt(tx, lane.id) : null;
  const isOpen = mode === "open" || mode === "drill";
  const jumped = Math.abs(tx.nowMs - input.readAtMs) > clockJumpMs;
  const parts: readonly Part[] = [
    { id: "lane", reasons: input.isReady && isOpen ? [] : ["lane_not_ready"] },
    { id: "clock", reasons: jumped || isClockUnsure(tx) ? ["clock_unsure"] : [] },
    { id: "document", reasons: documentReasons(lane, held) },
    ...(arrived ? [{ id: "slip", reasons: arrived.reasons }] : []),
    ...(traveller && screening ? aboutTraveller(tx, traveller, screening, input, group) : []),
  ];
  return {
    traveller,
    arrived,
    reasons: [...new Set(parts.flatMap(({ reasons }) => reasons))],
    checks: [
      ...parts.map(({ id, reasons }) => check(id, reasons.length === 0 ? "ok" : reasons.join())),
      ...(match ? [matchCheck(match)] : []),
      ...asked.map(registryCheck),
      ...(screening?.states ?? []).map(listCheck),
    ],
    group,
    isDrill: mode === "drill",
  };
};

interface Part {
  readonly id: string;
  readonly reasons: readonly Reason[];
}

const aboutTraveller = (
  tx: Tx,
  traveller: Traveller,
  screening: Screening,
  { lane, match, asked }: PassageInput,
  group: Companions | null,
): readonly Part[] => {
  const { day: today } = todayOf(tx);
  const rules = rulesOn(tx, today);
  const { direction } = lane;
  const answered = new Set(asked.map(({ source }) => source));
  // The rules of the day may have changed since it was asked: who was not asked has not answered.
  const isMissing = questionsFor(traveller, rules).some(({ source }) => !answered.has(source));
  return [
    {
      id: "eligibility",
      reasons: decideEligibility(traveller, rules, {
        today,
        direction,
        allows: screening.allows,
        unusable: new Set(screening.states.filter(({ usable }) => !usable).map(({ list }) => list)),
        hasCompanion: group?.adult != null,
      }),
    },
    { id: "biometric", reasons: match ? biometricReasons(match.outcome) : ["biometric_unavailable"] },
    {
      id: "lists",
      reasons: listReasons(
        screening.denies.map(({ code }) => code),
        direction,
      ),
    },
    {
      id: "registries",
      reasons: [...(isMissing ? (["registry_unknown"] as const) : []), ...registryReasons(asked, direction)],
    },
  ];
};

/** A slip opens an entrance, a travel document a border lane: nothing else does. */
const documentReasons = ({ purpose }: LaneSetup, held: Held): readonly Reason[] => {
  if (held.kind === "nothing") return ["unreadable"];
  return (held.kind === "slip") === (purpose === "entrance") ? [] : ["wrong_document"];
};

/** Too young to go alone, by the rules of the day. */
export const isMinor = (tx: Tx, { birthDate }: Traveller): boolean => {
  const { day } = todayOf(tx);
  const age = ageAtLeast(birthDate, day);
  return age !== null && age < rulesOn(tx, day).ageMin;
};

const check = (id: string, result: string): Check => ({ id, result, tookMs: 0, source: null, ageMs: null });

const matchCheck = ({ outcome, tookMs }: NonNullable<PassageInput["match"]>): Check => ({
  id: "match",
  result:
    outcome.type === "unavailable" ? outcome.type : `${outcome.type} ${outcome.score}/${outcome.threshold}`,
  tookMs,
  source: outcome.type === "unavailable" ? null : outcome.engine,
  ageMs: null,
});

const registryCheck = ({ source, state, code, ageMs, tookMs }: Asked): Check => ({
  id: "registry",
  result: code === null ? state : `${state} ${code}`,
  tookMs,
  source,
  ageMs,
});

/** How old each list was that had a say. */
const listCheck = ({ list, version, usable, trouble, ageMs }: Screening["states"][number]): Check => ({
  id: "list",
  result: usable ? `version ${version}` : (trouble ?? "unusable"),
  tookMs: 0,
  source: list,
  ageMs,
});
