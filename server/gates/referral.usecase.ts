/** Referrals: what an officer sees of somebody whom a lane sent, and what they do. */
import type { Reader } from "../../drizzle/db";
import type { Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { insert } from "../../sync/rows";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import { type Check, decide, officersNeeded, type Reason } from "./decide";
import {
  liveReferrals,
  type PassageRow,
  passageById,
  type ReferralRow,
  referralById,
  referralSteps,
  staffName,
} from "./gates.store";
import type { DocumentKind } from "./lane";
import { imageOf } from "./image.usecase";
import { movementRows } from "./movement.usecase";
import type { SealedPassage } from "./passage.usecase";
import {
  nextReferral,
  type ReferralAct,
  type ReferralError,
  type ReferralState,
  type ReferralStep,
} from "./referral";

export type ActError = { readonly type: "ReferralNotFound" } | ReferralError;

/** One step of an officer. Who is let through a border lane has a movement; no lane opens for it: the officer walks with them. */
export const planReferral = (
  tx: Tx,
  sealer: Sealer,
  { id, act, officer }: { readonly id: string; readonly act: ReferralAct; readonly officer: string },
): Result<Plan<{ readonly id: string; readonly state: ReferralState }>, ActError> => {
  const row = referralById(tx, tx.branch!, id);
  const passage = row && passageById(tx, id);
  if (!row || !passage) return err({ type: "ReferralNotFound" });
  const reasons = reasonsOf(row);
  const next = nextReferral(stepOf(row), reasons, withSealedNote(tx, sealer, passage, act), officer);
  if (!next.ok) return next;
  const step = next.value;
  const isThrough = step.state === "passed" && passage.drill === 0 && passage.purpose === "border";
  const isOverride = officersNeeded(reasons) === 2 && (act.type === "pass" || act.type === "agree");
  return ok({
    intent: isOverride ? "overrideReferral" : "referralStep",
    about: { referral: id, act: act.type, reasons },
    rows: [
      insert("referralStep", {
        passage: id,
        seq: row.seq + 1,
        branch: tx.branch!,
        doc: JSON.stringify(step),
        atMs: tx.nowMs,
      }),
      ...(isThrough
        ? movementRows(tx, sealer, passage, { way: "officer", officer: step.officer!, second: step.second })
        : []),
    ],
    answer: { id, state: step.state },
  });
};

/** What an officer writes is about the person: it lies under the person's key, and goes with it. */
const withSealedNote = (tx: Tx, sealer: Sealer, passage: PassageRow, act: ReferralAct): ReferralAct => {
  if (!("note" in act) || act.note === null) return act;
  const subject = sealer.open(tx.db, passage.subject);
  const note = subject && sealer.seal(subject, "referralStep", passage.id, act.note).toString("base64");
  return { ...act, note: note ?? null };
};

/** Null after the person's erasure. */
const noteOf = (reader: Reader, sealer: Sealer, passage: PassageRow, { note }: ReferralStep) => {
  const subject = note === null ? undefined : sealer.open(reader.db, passage.subject);
  if (note === null || !subject) return null;
  return sealer.unseal<string>(subject, "referralStep", passage.id, Buffer.from(note, "base64"));
};

/** Of somebody whose lane read nothing there is nothing to look at; every other look leaves a leaf. */
export const planLookedAt = (id: string): Result<Plan<null>, never> =>
  ok({ intent: "lookAtReferral", about: { referral: id }, rows: [], answer: null });

const stepOf = ({ doc }: ReferralRow): ReferralStep => JSON.parse(doc) as ReferralStep;
/** Against whom nothing was found, and whose lane did not take them after all, or never told. */
const reasonsOf = ({
  decision,
  outcome,
  reasons,
}: Pick<ReferralRow, "decision" | "outcome" | "reasons">): readonly Reason[] => {
  if (decision !== "admit") return JSON.parse(reasons) as Reason[];
  return [outcome === "unknown" ? "passage_unknown" : "lane_not_ready"];
};

export const referralShort = (reader: Reader, row: ReferralRow) => {
  const { officer, askedBy } = stepOf(row);
  const reasons = reasonsOf(row);
  return {
    id: row.id,
    lane: row.lane,
    state: row.state,
    officer,
    officerName: officer === null ? null : staffName(reader, officer),
    sentAtMs: row.sentAtMs,
    atMs: row.atMs,
    document: row.document as DocumentKind,
    nationality: row.nationality,
    ageBand: row.ageBand,
    reasons,
    isUrgent: decide(reasons) === "hold",
    officersNeeded: officersNeeded(reasons),
    askedBy,
    askedByName: askedBy === null ? null : staffName(reader, askedBy),
    drill: row.drill === 1,
  };
};

/** Whom an officer has to meet at once stands first, then who has waited longest. */
export const liveShown = (reader: Reader, branch: string) =>
  liveReferrals(reader, branch)
    .map((row) => referralShort(reader, row))
    .toSorted((one, other) => Number(other.isUrgent) - Number(one.isUrgent));

export const referralShown = (reader: Reader, sealer: Sealer, branch: string, id: string) => {
  const row = referralById(reader, branch, id);
  const passage = row && passageById(reader, id);
  if (!row || !passage) return undefined;
  const traveller = openPassage(reader, sealer, id)?.traveller ?? null;
  return {
    ...referralShort(reader, row),
    direction: passage.direction,
    traveller: traveller && {
      name: traveller.name,
      number: traveller.number,
      country: traveller.country,
      nationality: traveller.nationality,
      sex: traveller.sex,
      birthDate: traveller.birthDate,
      expiresOn: traveller.expiresOn,
      chip: traveller.chip,
    },
    checks: JSON.parse(passage.checks) as Check[],
    hasImage: imageOf(reader, sealer, id) !== undefined,
    steps: referralSteps(reader, id).map(({ seq, atMs, step }) => {
      const officer = step.second ?? step.officer;
      return {
        seq,
        atMs,
        state: step.state,
        officer,
        name: officer === null ? null : staffName(reader, officer),
        note: noteOf(reader, sealer, passage, step),
      };
    }),
  };
};

/** What a lane read of somebody; undefined after their erasure. */
const openPassage = (reader: Reader, sealer: Sealer, id: string): SealedPassage | undefined => {
  const passage = passageById(reader, id);
  const subject = passage && sealer.open(reader.db, passage.subject);
  return subject && passage && sealer.unseal<SealedPassage>(subject, "passage", id, passage.sealed);
};
