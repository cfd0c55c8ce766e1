/**
 * Back in for staff who lost every key; each way ends in a code that enrols a new one.
 *
 *   two supervisors   the first asks, another confirms, each with a touch of their own key
 *   telephone         an administrator of headquarters reads eight digits to a supervisor beside the person
 *   break glass       a sealed code for an administrator when nobody else can: one use, and headquarters sees it
 *
 * Nobody recovers themselves, and nobody helps with more say than their own.
 */
import { timingSafeEqual } from "node:crypto";
import { sealBox } from "../../sync/box";
import type { Random } from "../../sync/core/clock";
import type { Plan, StaffRole } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import type { OwnKeys } from "../../sync/own-keys";
import { insert, update } from "../../sync/rows";
import type { Tx } from "../../sync/submit";
import { grantsOf, type Staff, staffById } from "./session.store";
import { holdsHere } from "./session.usecase";
import { brokenGlass, type RecoveryRow, recoveryById, sealedByMac, telephonedFor } from "./recovery.store";
import { helped, type HelpError, recoveryCodeMs, staffCodeRow } from "./staff-code.usecase";
import { allStaff } from "./staff-people.store";

interface Helper {
  readonly id: string;
  readonly role: StaffRole;
}

export type RecoveryError = HelpError | { readonly type: "NotYourself" };

export interface CodeMade {
  readonly endsAtMs: number;
}

/** A second supervisor is found within an hour, or it is asked anew. */
export const askedMs = 60 * 60_000;
/** As long as a code that is sent (`code.ts`). */
export const telephoneMs = 10 * 60_000;
/** Envelopes are made anew each year. */
export const sealedMs = 366 * 24 * 60 * 60_000;

const checked = (tx: Tx, by: Helper, staff: string): Result<Staff, RecoveryError> =>
  by.id === staff ? err({ type: "NotYourself" }) : helped(tx, by, staff);

const asked = (
  tx: Tx,
  row: Pick<RecoveryRow, "at" | "kind" | "of" | "state" | "mac" | "first"> & { untilMs: number },
) => {
  const id = tx.newId();
  return insert("recovery", {
    ...row,
    id,
    second: null,
    atMs: tx.nowMs,
    opensAtMs: tx.nowMs,
    doneAtMs: null,
  });
};

/** The first supervisor. */
export const planAskRecovery = (tx: Tx, by: Helper, staff: string): Result<Plan<null>, RecoveryError> => {
  const person = checked(tx, by, staff);
  if (!person.ok) return person;
  const row = { at: tx.branch ?? "", kind: "two_supervisors", of: staff, state: "asked", mac: null } as const;
  return ok({
    intent: "askRecovery",
    about: { staff },
    rows: [asked(tx, { ...row, first: by.id, untilMs: tx.nowMs + askedMs })],
    answer: null,
  });
};

export type ConfirmError =
  | RecoveryError
  /** Done, over, or never asked. */
  | { readonly type: "RecoveryNotFound" }
  /** The one who asked cannot be the second. */
  | { readonly type: "NeedsAnother" };

/** The second supervisor: `mac` is of the code that the person enrols with now. */
export const planConfirmRecovery = (
  tx: Tx,
  by: Helper,
  { id, mac }: { readonly id: string; readonly mac: string },
): Result<Plan<CodeMade>, ConfirmError> => {
  const row = recoveryById(tx, id);
  const isHere = row?.kind === "two_supervisors" && row.at === (tx.branch ?? "");
  const isOpen = isHere && row.state === "asked" && tx.nowMs < row.untilMs;
  if (!isOpen || row.of === null) return err({ type: "RecoveryNotFound" });
  if (row.first === by.id) return err({ type: "NeedsAnother" });
  const person = checked(tx, by, row.of);
  if (!person.ok) return person;
  return ok(finish(tx, row, { second: by.id, staff: row.of, mac, state: "done" }));
};

/** At headquarters: eight digits for a supervisor at `branch`. `mac`: the digits, sealed for the node of that branch. */
export const planTelephone = (
  tx: Tx,
  by: Helper,
  { staff, branch, mac }: { readonly staff: string; readonly branch: string; readonly mac: string },
): Result<Plan<CodeMade>, RecoveryError> => {
  const person = checked(tx, by, staff);
  if (!person.ok) return person;
  const untilMs = tx.nowMs + telephoneMs;
  const row = {
    at: branch,
    kind: "telephone",
    of: staff,
    state: "asked",
    mac,
    first: by.id,
    untilMs,
  } as const;
  return ok({
    intent: "askRecovery",
    about: { staff, branch },
    rows: [asked(tx, row)],
    answer: { endsAtMs: untilMs },
  });
};

export type TelephoneError = RecoveryError | { readonly type: "StaffCodeWrong" };

/** At the branch: the supervisor types what was read out. `isHeard` opens what was sealed for this node; `mac` is of the new code. */
export const planTelephoned = (
  tx: Tx,
  by: Helper,
  {
    staff,
    isHeard,
    mac,
  }: { readonly staff: string; readonly isHeard: (sealed: string) => boolean; readonly mac: string },
): Result<Plan<CodeMade>, TelephoneError> => {
  const person = checked(tx, by, staff);
  if (!person.ok) return person;
  const row = telephonedFor(tx, staff).find(
    (each) => tx.nowMs < each.untilMs && each.first !== by.id && isHeard(each.mac),
  );
  if (!row) return err({ type: "StaffCodeWrong" });
  return ok(finish(tx, row, { second: by.id, staff, mac, state: "done" }));
};

/** A code for an envelope: printed once, opened by an administrator to whom nothing else is left. */
export const planSeal = (tx: Tx, by: Helper, mac: string): Result<Plan<CodeMade>, never> => {
  const untilMs = tx.nowMs + sealedMs;
  const row = { at: tx.branch ?? "", kind: "break_glass", of: null, state: "sealed", mac } as const;
  return ok({
    intent: "sealCode",
    rows: [asked(tx, { ...row, first: by.id, untilMs })],
    answer: { endsAtMs: untilMs },
  });
};

/** Opens the envelope: for an administrator of this place, by their name at work. */
export const planBreakGlass = (
  tx: Tx,
  { sealed, name, mac }: { readonly sealed: string; readonly name: string; readonly mac: string },
): Result<Plan<CodeMade>, { readonly type: "StaffCodeWrong" }> => {
  const row = sealedByMac(tx, sealed);
  const isOpen = row?.state === "sealed" && tx.nowMs < row.untilMs;
  const [person, another] = administratorsNamed(tx, name);
  if (!isOpen || !person || another) return err({ type: "StaffCodeWrong" });
  return ok(finish(tx, row, { second: person.id, staff: person.id, mac, state: "used" }));
};

const administratorsNamed = (tx: Tx, name: string): readonly Staff[] => {
  const wanted = name.toLowerCase();
  const administers = ({ id }: Staff) =>
    grantsOf(tx, id).some(
      (grant) => (grant.role === "hq_admin" || grant.role === "branch_admin") && holdsHere(tx, grant),
    );
  return allStaff(tx).filter(
    (person) => person.state === "active" && person.name.toLowerCase() === wanted && administers(person),
  );
};

/** A sealed code of an administrator that somebody used. */
export interface OpenedCode {
  /** Null: at headquarters. */
  readonly branch: string | null;
  readonly atMs: number;
  /** As whom, by the name at work. */
  readonly name: string;
}

/** The newest first. */
export const openedSince = (looking: Pick<Tx, "db">, sinceMs: number): readonly OpenedCode[] =>
  brokenGlass(looking, sinceMs).map(({ at, doneAtMs, second }) => ({
    branch: at === "" ? null : at,
    atMs: doneAtMs ?? 0,
    name: second === null ? "" : (staffById(looking, second)?.name ?? second),
  }));

const finish = (
  tx: Tx,
  { id, kind, first }: RecoveryRow,
  { second, staff, mac, state }: { second: string; staff: string; mac: string; state: "done" | "used" },
): Plan<CodeMade> => {
  const how = kind === "document" ? "two_supervisors" : kind;
  const endsMs = tx.nowMs + recoveryCodeMs;
  return {
    intent: kind === "break_glass" ? "breakGlass" : "recoverStaff",
    about: { recovery: id, staff, first: first ?? "" },
    rows: [
      update("recovery", { id }, { state, second, doneAtMs: tx.nowMs }),
      staffCodeRow(mac, { staff, how }, second, endsMs),
    ],
    answer: { endsAtMs: endsMs },
  };
};

/*
 * Digits that headquarters reads over the telephone are sealed for the one node where they are typed: eight digits are soon tried out
 * by whoever has a key that all nodes share, and the node's own key nobody else has.
 */

/** `to`: the public key of the branch's node, from the roster. Base64url. */
export const sealedDigits = (to: string, staff: string, digits: string, random: Random): string =>
  Buffer.from(sealBox(to, infoOf(staff), Buffer.from(digits), random)).toString("base64url");

/** Whether these are the digits; people type spaces between them. Compared in constant time. */
export const isDigits = (open: OwnKeys["open"], staff: string, sealed: string, typed: string): boolean => {
  const digits = open(infoOf(staff), Buffer.from(sealed, "base64url"));
  const given = Buffer.from(typed.replace(/\D/g, ""));
  return digits !== undefined && digits.length === given.length && timingSafeEqual(digits, given);
};

const infoOf = (staff: string): string => `telephone|${staff}`;
