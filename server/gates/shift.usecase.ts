/** Officers at the lanes: who has the desk, what happened in their time, and to whom what is open goes over. */
import type { Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { insert } from "../../sync/rows";
import type { Tx } from "../../sync/submit";
import {
  alarmsBegun,
  liveReferrals,
  passagesBetween,
  type ShiftRow,
  shiftsSince,
  staffName,
  stepsBetween,
} from "./gates.store";
import { percentile } from "./figures";
import type { ReferralStep } from "./referral";

type Looking = Pick<Tx, "db" | "nowMs" | "branch">;

export interface ShiftReport {
  readonly fromMs: number;
  readonly toMs: number;
  readonly passed: number;
  readonly referred: number;
  readonly held: number;
  readonly passedByOfficer: number;
  readonly refused: number;
  readonly left: number;
  readonly overrides: number;
  readonly unknown: number;
  readonly alarms: number;
  readonly waitP50S: number | null;
  readonly waitP90S: number | null;
  readonly stillOpen: number;
}

/** What is kept with a row of a shift. */
interface ShiftDoc {
  readonly report: ShiftReport | null;
  readonly handed: readonly string[];
}

export type ShiftWish =
  | { readonly what: "begin" }
  | { readonly what: "hand_over"; readonly to: string }
  | { readonly what: "end" };

export type ShiftError =
  | { readonly type: "ShiftRuns" }
  | { readonly type: "NoShift" }
  /** Referrals are open and nobody else is on duty: hand them over first. */
  | { readonly type: "ReferralsOpen"; readonly open: number }
  /** Only somebody who has begun a shift takes over. */
  | { readonly type: "NotOnDuty"; readonly officer: string };

/** How long back a shift may have begun: nobody works longer. */
const shiftMsMax = 24 * 60 * 60_000;

export const planShift = (
  tx: Tx,
  officer: string,
  wish: ShiftWish,
): Result<Plan<{ readonly id: string }>, ShiftError> => {
  const duty = onDuty(tx);
  const own = duty.find((each) => each.officer === officer);
  if (wish.what === "begin") {
    if (own) return err({ type: "ShiftRuns" });
    return ok(shiftPlan(tx, officer, wish.what, null, { report: null, handed: [] }, []));
  }
  if (!own) return err({ type: "NoShift" });
  const report = shiftReport(tx, own.sinceMs, tx.nowMs);
  const open = liveReferrals(tx, tx.branch!);
  if (wish.what === "end") {
    const others = duty.length - 1;
    const mine = open.filter(({ doc }) => (JSON.parse(doc) as ReferralStep).officer === officer);
    const left = others === 0 ? open.length : mine.length;
    if (left > 0) return err({ type: "ReferralsOpen", open: left });
    return ok(shiftPlan(tx, officer, "end", null, { report, handed: [] }, []));
  }
  if (wish.to === officer || !duty.some((each) => each.officer === wish.to))
    return err({ type: "NotOnDuty", officer: wish.to });
  // What nobody has taken yet goes along: the officer who goes home answers for it no more.
  const handed = open.filter(({ doc }) =>
    [officer, null].includes((JSON.parse(doc) as ReferralStep).officer),
  );
  const rows = handed.map(({ id, seq, doc, state }) =>
    insert("referralStep", {
      passage: id,
      seq: seq + 1,
      branch: tx.branch!,
      doc: JSON.stringify({
        ...(JSON.parse(doc) as ReferralStep),
        ...(state === "taken" ? { officer: wish.to, askedBy: null } : {}),
        from: officer,
      } satisfies ReferralStep),
      atMs: tx.nowMs,
    }),
  );
  const kept = { report, handed: handed.map(({ id }) => id) };
  return ok(shiftPlan(tx, officer, "hand_over", wish.to, kept, rows));
};

const shiftPlan = (
  tx: Tx,
  officer: string,
  what: ShiftWish["what"],
  to: string | null,
  doc: ShiftDoc,
  rows: Plan<unknown>["rows"],
): Plan<{ readonly id: string }> => {
  const id = tx.newId();
  const row = { id, branch: tx.branch!, what, officer, to, doc: JSON.stringify(doc), atMs: tx.nowMs };
  return { intent: "gateShift", rows: [insert("gateShift", row), ...rows], answer: { id } };
};

/** Who has begun and neither ended nor handed over. */
export const onDuty = (looking: Looking) => {
  const last = new Map<string, ShiftRow>();
  for (const row of shiftsSince(looking, looking.branch!, looking.nowMs - shiftMsMax))
    if (!last.has(row.officer)) last.set(row.officer, row);
  return [...last.values()]
    .filter(({ what }) => what === "begin")
    .map(({ officer, atMs }) => ({ officer, name: staffName(looking, officer) ?? officer, sinceMs: atMs }))
    .toReversed();
};

export const shiftReport = (looking: Looking, fromMs: number, toMs: number): ShiftReport => {
  const branch = looking.branch!;
  const passages = passagesBetween(looking, branch, fromMs, toMs);
  const steps = stepsBetween(looking, branch, fromMs, toMs);
  const count = (state: ReferralStep["state"]) => steps.filter(({ step }) => step.state === state).length;
  const waitsS = firstTakes(steps).map(({ atMs, sentAtMs }) => Math.round((atMs - sentAtMs) / 1000));
  return {
    fromMs,
    toMs,
    passed: passages.filter(({ outcome }) => outcome === "passed").length,
    referred: passages.filter(({ decision }) => decision === "refer").length,
    held: passages.filter(({ decision }) => decision === "hold").length,
    passedByOfficer: count("passed"),
    refused: count("refused"),
    left: count("left"),
    overrides: steps.filter(({ step }) => step.state === "passed" && step.second !== null).length,
    unknown: passages.filter(({ outcome }) => outcome === "unknown").length,
    alarms: alarmsBegun(looking, branch, fromMs, toMs),
    waitP50S: percentile(waitsS, 0.5),
    waitP90S: percentile(waitsS, 0.9),
    stillOpen: liveReferrals(looking, branch).length,
  };
};

/** A referral is open in its first step; the first officer comes with the second, and later ones only go on. */
const firstTakes = <Step extends { readonly step: ReferralStep; readonly seq: number }>(
  steps: readonly Step[],
): readonly Step[] => steps.filter(({ step, seq }) => step.state === "taken" && seq === 2);

const pastMs = 7 * 24 * 60 * 60_000;

export const shiftShown = (looking: Looking, officer: string) => {
  const duty = onDuty(looking);
  const own = duty.find((each) => each.officer === officer);
  return {
    own: own ? { sinceMs: own.sinceMs, report: shiftReport(looking, own.sinceMs, looking.nowMs) } : null,
    onDuty: duty,
    past: shiftsSince(looking, looking.branch!, looking.nowMs - pastMs).map(({ doc, ...row }) => ({
      ...row,
      name: staffName(looking, row.officer) ?? row.officer,
      toName: row.to === null ? null : (staffName(looking, row.to) ?? row.to),
      ...(JSON.parse(doc) as ShiftDoc),
    })),
  };
};
