/** Device jobs and notices: written with the decision that asked for them, worked off by their loops. */
import type { Database } from "bun:sqlite";
import type { Job, Notice } from "./core/plan";
import { statement } from "./tables";

/** One job per kind and subject: the same paper is never queued twice, and neither is the same copy of it. */
export const insertJob = (db: Database, job: Job, nowMs: number): void => {
  const { copy } = job.payload;
  statement(
    db,
    `INSERT INTO device_job (id, device, kind, payload, subject, state, attempts, at_ms, expires_at_ms)
     VALUES (?, ?, ?, ?, ?, 'queued', 0, ?, ?)`,
  ).run(
    job.id,
    job.device,
    job.kind,
    JSON.stringify(job.payload),
    copy ? `${job.of}/${copy.no}` : job.of,
    nowMs,
    job.expiresAtMs,
  );
};

export const insertNotice = (db: Database, notice: Notice, nowMs: number): void => {
  statement(
    db,
    `INSERT INTO notice (id, purpose, channel, subject, booking_id, sealed, until_ms, state, at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'queued', ?)`,
  ).run(
    notice.id,
    notice.purpose,
    notice.channel,
    notice.subject,
    notice.bookingId ?? "",
    notice.sealed,
    notice.untilMs,
    nowMs,
  );
};
