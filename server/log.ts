/** What a node says while it runs: one line of JSON each, in UTC, for whoever watches over it. Never about a person. */

/** All that a line may hold beside its moment and its event; whatever else is handed over is left out. */
export interface LogFields {
  readonly node?: string;
  readonly url?: string;
  readonly port?: number | undefined;
  readonly version?: string;
  readonly file?: string;
  /** Where secret keys lie. */
  readonly store?: string;
  /** What was under way: a task, a channel, a request by its id. */
  readonly what?: string;
  /** A route of the API, and the code with which it refused. */
  readonly door?: string;
  readonly code?: string;
  /** A network, by a pseudonym that only a node can compute. */
  readonly network?: string;
  /** An error that no rule foresaw. Its stack is kept; what its message quotes may come from a person, and is not. */
  readonly cause?: unknown;
}

const allowed = [
  "node",
  "url",
  "port",
  "version",
  "file",
  "store",
  "what",
  "door",
  "code",
  "network",
] as const satisfies (keyof LogFields)[];

export const logLine = (nowMs: number, event: string, fields: LogFields): string => {
  const line = {
    at: new Date(nowMs).toISOString(),
    event,
    ...Object.fromEntries(allowed.flatMap((field) => (field in fields ? [[field, fields[field]]] : []))),
    ...(fields.cause === undefined ? {} : { cause: causeText(fields.cause) }),
  };
  // JSON escapes line feeds and the old control characters; these end a line or steer a terminal as well.
  return JSON.stringify(line).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
};

const causeText = (cause: unknown): string => {
  if (!(cause instanceof Error)) return withoutQuotes(String(cause));
  const frames = (cause.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return [`${cause.name}: ${withoutQuotes(cause.message)}`, ...frames].join("\n");
};

/** Quoted text, addresses and long numbers of a message: SQLite, JSON and sockets quote what they were given. */
const withoutQuotes = (message: string): string =>
  message
    // The type of an error of ours is our own word.
    .replace(/("type":)?"[^"]*"/g, (quoted, type: string | undefined) => (type ? quoted : "…"))
    .replace(/'[^']*'|`[^`]*`/g, "…")
    .replace(/[^\s@]+@[^\s@]+/g, "…")
    .replace(/\+?\d[\d -]{4,}\d/g, "…");
