/** A line of `sto doctor`. */
type Level = "good" | "look" | "bad";

export interface Finding {
  readonly level: Level;
  readonly what: string;
  /** What to do about it. */
  readonly next?: string;
}

export const good = (what: string): Finding => ({ level: "good", what });
export const look = (what: string, next: string): Finding => ({ level: "look", what, next });
export const bad = (what: string, next: string): Finding => ({ level: "bad", what, next });

/** How long it waits for an answer. */
export const answerMsMax = 3_000;
