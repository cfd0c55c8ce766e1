/**
 * When headquarters' word was here last and whole: a round that ended well, or the newest file on a stick, by the moment that
 * headquarters signed. All that a branch may do without the line is counted from it.
 */
import type { Database } from "bun:sqlite";
import type { SubmitError, Writer } from "./submit";
import type { Result } from "./core/result";
import { ok } from "./core/result";
import { statement } from "./tables";

export interface HqWord {
  /** By this node's clock, never in its future. */
  readonly atMs: number;
  readonly by: "line" | "file";
}

const key = "hq_word";

/** A round is noted once in this time. */
const noteEveryMs = 60_000;

/** Undefined at headquarters, on a node without one, and before the first word. */
export const hqWord = (db: Database): HqWord | undefined => {
  const row = statement(db, "SELECT value FROM meta WHERE key = ?").get(key) as { value: string } | null;
  return row ? (JSON.parse(row.value) as HqWord) : undefined;
};

/** Notes a word; one that is older than what is known changes nothing, unless that was noted by a clock that has been set back since. */
export const noteWord = async (writer: Writer, said: HqWord): Promise<Result<void, SubmitError>> => {
  const { db, clock } = writer.deps;
  const word = { ...said, atMs: Math.min(said.atMs, clock.nowMs()) };
  const known = hqWord(db);
  const isPast = known && known.atMs <= clock.nowMs();
  if (isPast && word.atMs < known.atMs + (word.by === "line" ? noteEveryMs : 1)) return ok(undefined);
  return writer.whole(({ tx }) => {
    statement(tx.db, "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)").run(key, JSON.stringify(word));
  });
};
