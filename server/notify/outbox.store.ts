/** The only SQL of messages: which wait for a channel, which are too late. */
import type { Reader } from "../../drizzle/db";
import type { NoticeChannel } from "../../sync/core/plan";
import { statement } from "../../sync/tables";
import type { NoticeState } from "./outbox";

export interface NoticeRow {
  readonly id: string;
  readonly purpose: string;
  readonly channel: NoticeChannel;
  readonly subject: string;
  readonly sealed: Uint8Array;
  readonly atMs: number;
  readonly untilMs: number | null;
}

/**
 * What may go now by this channel and is not under way (`busy`), the most urgent first: codes end sooner than visits. What has no
 * end comes before them: it is rare, and warns somebody.
 */
export const dueNotices = (
  { db }: Reader,
  channel: NoticeChannel,
  nowMs: number,
  busy: readonly string[],
  max: number,
): readonly NoticeRow[] =>
  statement(
    db,
    `SELECT id, purpose, channel, subject, sealed, at_ms AS atMs, until_ms AS untilMs FROM notice
     WHERE state = 'queued' AND next_ms <= ?2 AND channel = ?1 AND (until_ms IS NULL OR until_ms > ?2)
       AND id NOT IN (SELECT value FROM json_each(?3))
     ORDER BY until_ms, id LIMIT ?4`,
  ).all(channel, nowMs, JSON.stringify(busy), max) as NoticeRow[];

/** When the next one that waits for its time may be tried; null when none does. */
export const nextTryMs = ({ db }: Reader, channel: NoticeChannel, nowMs: number): number | null =>
  (
    statement(
      db,
      "SELECT min(next_ms) AS atMs FROM notice WHERE state = 'queued' AND next_ms > ? AND channel = ?",
    ).get(nowMs, channel) as { atMs: number | null }
  ).atMs;

export const noticeState = (
  { db }: Reader,
  id: string,
): { readonly state: NoticeState; readonly attempts: number } | undefined =>
  (statement(db, "SELECT state, attempts FROM notice WHERE id = ?").get(id) as {
    state: NoticeState;
    attempts: number;
  } | null) ?? undefined;

/** Ids of waiting messages that nobody waits for any more, a batch at a time. */
export const overdueNotices = ({ db }: Reader, nowMs: number): readonly string[] =>
  (
    statement(db, "SELECT id FROM notice WHERE state = 'queued' AND until_ms <= ? LIMIT 200").values(
      nowMs,
    ) as [string][]
  ).map(([id]) => id);
