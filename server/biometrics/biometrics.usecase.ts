/** Plans of faces and fingers: taken, looked at, taken back, forgotten. The file itself lies outside the database, sealed. */
import type { Database } from "bun:sqlite";
import type { BlobFolder } from "../../sync/blob-folder";
import { blobRows } from "../../sync/blobs";
import type { Plan, RowOp } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { insert, remove } from "../../sync/rows";
import type { Task } from "../../sync/scheduler";
import type { Sealer, Subject } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import { findBooking } from "../booking/find.usecase";
import type { HallReader } from "../queue/hall.usecase";
import { type CounterPageError, inFrontOf, ticketAndBy } from "../queue/steps.usecase";
import { type Finger, keepUntil, type Purpose } from "./biometrics";
import { type BiometricRow, biometricById, biometricsOf, overdueFiles } from "./biometrics.store";
import type { FaceFigures } from "./quality";

export type PersonError =
  | CounterPageError
  /** A number without an appointment, or a person who is not in it: nobody knows whose face it would be. */
  | { readonly type: "PersonUnknown" };

export interface Person {
  readonly subject: Subject;
  readonly bookingId: string;
}

/** The person in front of an officer: in the booking of the ticket that is called or served at the officer's own counter. */
export const personAt = (
  reader: HallReader & { readonly db: Database },
  sealer: Sealer,
  { officer, ticket, party }: { readonly officer: string; readonly ticket: string; readonly party: number },
): Result<Person, PersonError> => {
  const who = ticketAndBy(reader, officer, ticket);
  if (!who.ok) return who;
  const { found } = who.value;
  if (inFrontOf(reader, officer)?.ticket.ticketId !== ticket)
    return err({ type: "NotYourTicket", counter: found.now.counterId });
  const { bookingId } = found.ticket;
  const person =
    bookingId === null ? undefined : findBooking(reader, bookingId)?.live.find(({ no }) => no === party);
  const subject = person && sealer.open(reader.db, person.subject);
  return subject && bookingId !== null ? ok({ subject, bookingId }) : err({ type: "PersonUnknown" });
};

/** How it was taken: under the person's key. */
export type Taken =
  | { readonly kind: "face"; readonly figures: FaceFigures; readonly oneFace: "officer" }
  | { readonly kind: "finger"; readonly finger: Finger; readonly quality: number; readonly engine: string };

export interface Take {
  readonly officer: string;
  readonly ticket: string;
  readonly party: number;
  readonly purpose: Purpose;
  readonly consentVersion: number;
  readonly taken: Taken;
  /** The reader of fingers; null for a camera of the officer's own device. */
  readonly device: string | null;
  /** The sealed file, which lies on disk already, and whose it is. */
  readonly file: { readonly name: string; readonly bytes: number; readonly subject: string };
}

export interface TakenAnswer {
  readonly id: string;
  readonly blob: string;
  readonly keepUntilMs: number;
}

/** Writes what was taken. The person may have gone, or been erased, since the file was sealed: then nothing is written. */
export const planTake = (tx: Tx, sealer: Sealer, take: Take): Result<Plan<TakenAnswer>, PersonError> => {
  const found = personAt(tx, sealer, take);
  if (!found.ok) return found;
  const { subject } = found.value;
  if (subject.subject !== take.file.subject) return err({ type: "PersonUnknown" });
  const { purpose, taken, device, officer, consentVersion, file } = take;
  const id = tx.newId();
  const keepUntilMs = keepUntil(purpose, tx.nowMs);
  const branch = tx.branch!;
  const consented = { version: consentVersion, atMs: tx.nowMs };
  return ok({
    intent: "takeBiometric",
    about: { kind: taken.kind, purpose },
    rows: [
      ...blobRows(tx, sealer, subject, { ...file, about: { kind: taken.kind }, at: branch }),
      insert("biometric", {
        id,
        branch,
        kind: taken.kind,
        blob: file.name,
        purpose,
        keepUntilMs,
        officer,
        device,
        subject: subject.subject,
        sealed: sealer.seal(subject, "biometric", id, { ...taken, consent: consented }),
        atMs: tx.nowMs,
      }),
    ],
    answer: { id, blob: file.name, keepUntilMs },
  });
};

/** What is kept of the person in front of the officer. */
export const keptOf = (
  reader: HallReader & { readonly db: Database },
  sealer: Sealer,
  asked: { readonly officer: string; readonly ticket: string; readonly party: number },
): Result<readonly BiometricRow[], PersonError> => {
  const found = personAt(reader, sealer, asked);
  return found.ok ? ok(biometricsOf(reader, found.value.subject.subject)) : found;
};

export type KeptError =
  /** Or it is of somebody who is not in front of this officer. */
  | { readonly type: "BiometricNotFound" }
  /** A finger's template is for machines. */
  | { readonly type: "NotShown" };

export interface KeptAsked {
  readonly id: string;
  readonly officer: string;
}

/** The officer looks at the face that is kept of the person in front: written down before it is shown. */
export const planLook = (
  tx: Tx,
  { id, officer }: KeptAsked,
): Result<Plan<{ readonly blob: string }>, KeptError> => {
  const kept = keptInFront(tx, { id, officer });
  if (!kept) return err({ type: "BiometricNotFound" });
  if (kept.kind !== "face") return err({ type: "NotShown" });
  return ok({ intent: "lookAtBiometric", about: { biometric: id }, rows: [], answer: { blob: kept.blob } });
};

/** The person takes the consent back: a row says so to headquarters, and no node keeps the file. */
export const planWithdraw = (
  tx: Tx,
  sealer: Sealer,
  { id, officer }: KeptAsked,
): Result<Plan<{ readonly blob: string }>, KeptError> => {
  const kept = keptInFront(tx, { id, officer });
  const subject = kept && sealer.open(tx.db, kept.subject);
  if (!kept || !subject) return err({ type: "BiometricNotFound" });
  const withdrawn = tx.newId();
  return ok({
    intent: "withdrawBiometric",
    about: { biometric: id },
    rows: [
      insert("biometric", {
        id: withdrawn,
        branch: tx.branch!,
        kind: "withdrawn",
        blob: kept.blob,
        purpose: kept.purpose,
        keepUntilMs: 0,
        officer,
        device: null,
        subject: kept.subject,
        sealed: sealer.seal(subject, "biometric", withdrawn, { of: id }),
        atMs: tx.nowMs,
      }),
      fileGone(kept.blob),
    ],
    answer: { blob: kept.blob },
  });
};

/** What is kept of somebody in the booking that this officer serves at the moment. */
const keptInFront = (tx: Tx, { id, officer }: KeptAsked): BiometricRow | undefined => {
  const bookingId = inFrontOf(tx, officer)?.ticket.bookingId ?? null;
  const people = bookingId === null ? [] : (findBooking(tx, bookingId)?.live ?? []);
  const kept = biometricById(tx, id);
  return people.some(({ subject }) => subject === kept?.subject) ? kept : undefined;
};

const fileGone = (name: string): RowOp => remove("blobFile", { name });

const hourMs = 3_600_000;
/** So many files in a commit. */
const filesMax = 200;

/** Each hour, at branches and headquarters: files whose time is over go. First the file, then its row: a crash between tries again. */
export const forgetBiometricsTask = (folder: BlobFolder): Task => ({
  name: "forgetBiometrics",
  plan: (tx) => {
    const names = overdueFiles(tx, tx.nowMs, filesMax);
    for (const name of names) folder.remove(name);
    const nextDueMs = tx.nowMs + (names.length >= filesMax ? 0 : hourMs);
    if (names.length === 0) return ok({ nextDueMs });
    return ok({ plan: { intent: "forgetBiometrics", rows: names.map(fileGone), answer: null }, nextDueMs });
  },
});
