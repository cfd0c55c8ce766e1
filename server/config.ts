/** `sto.toml`: one node's configuration. An unknown key is an error that names the nearest right one. */
import { accessSync, constants, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parse } from "smol-toml";
import * as z from "zod";
import { err, ok, type Result } from "../sync/core/result";
import { seedBranches } from "./catalogue/seed";

const printer = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,32}$/),
  name: z.string().max(60),
  host: z.string(),
  port: z.int().min(1).max(65_535).default(9100),
});

/** Where another enrolled branch takes its own bookings: headquarters' pages send people there. */
const elsewhere = z.strictObject({ code: z.string(), url: z.url() });

const schema = z.strictObject({
  role: z.enum(["branch", "hq"]),
  /** A branch's code in the catalogue; not set at headquarters. */
  branch: z.string().optional(),
  /** Number of this node in the roster, 0–1023. */
  alias: z.int().min(0).max(1023),
  /** Where database and credentials lie; relative to this file. */
  data: z.string(),
  listen: z.strictObject({ host: z.string().default("127.0.0.1"), port: z.int().min(0).max(65_535) }),
  /** The address people use. */
  public_url: z.url(),
  hq_url: z.url().optional(),
  /** Set only by the department itself, on its own domain: shows the government's masthead. */
  official: z.boolean().default(false),
  printers: z.array(printer).default([]),
  branches: z.array(elsewhere).default([]),
  channels: z.strictObject({ spool: z.string().optional() }).default({}),
  /** A folder of recorded clips that replace the built-in voice. */
  voice: z.string().optional(),
  tls: z.strictObject({ cert: z.string(), key: z.string() }).optional(),
});

export type Config = z.infer<typeof schema>;

export interface ConfigError {
  readonly type: "BadConfig";
  readonly file: string;
  readonly problems: readonly string[];
}

/** Reads and checks a configuration file; paths in it are relative to it. */
export const readConfig = (file: string): Result<Config, ConfigError> => {
  const bad = (...problems: string[]) => err({ type: "BadConfig", file, problems } as const);
  let source: string;
  try {
    source = readFileSync(file, "utf8");
  } catch {
    return bad("the file cannot be read: give its path with --config");
  }
  const checked = parseConfig(source);
  if (!checked.ok) return bad(...checked.error);
  const config = checked.value;
  const here = dirname(resolve(file));
  const { spool } = config.channels;
  const unread = Object.entries(config.tls ?? {}).filter(([, path]) => !isReadable(resolve(here, path)));
  if (unread.length > 0)
    return bad(...unread.map(([key, path]) => `tls.${key}: the file ${resolve(here, path)} cannot be read`));
  return ok({
    ...config,
    data: resolve(here, config.data),
    channels: spool === undefined ? {} : { spool: resolve(here, spool) },
    ...(config.voice === undefined ? {} : { voice: resolve(here, config.voice) }),
    ...(config.tls
      ? { tls: { cert: resolve(here, config.tls.cert), key: resolve(here, config.tls.key) } }
      : {}),
  });
};

const isReadable = (path: string): boolean => {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
};

/** The checks alone, on the text of a file. */
export const parseConfig = (source: string): Result<Config, readonly string[]> => {
  let parsed: unknown;
  try {
    parsed = parse(source);
  } catch (cause) {
    return err([`this is not TOML: ${String(cause).split("\n")[0]}`]);
  }
  const checked = schema.safeParse(parsed);
  if (!checked.success) return err(checked.error.issues.flatMap(sentences));
  const config = checked.data;
  if (config.role === "branch" && config.branch === undefined)
    return err(['role is branch: name it with branch = "SGR-KLJ"']);
  if (config.role === "hq" && config.branch !== undefined)
    return err(["role is hq: headquarters has no branch"]);
  const named = [
    ...(config.branch === undefined ? [] : [config.branch]),
    ...config.branches.map(({ code }) => code),
  ];
  const unknown = named.filter((code) => !branchCodes.includes(code));
  return unknown.length > 0 ? err(unknown.map(unknownBranch)) : ok(config);
};

const branchCodes: readonly string[] = seedBranches.map(({ code }) => code);

const unknownBranch = (code: string): string => {
  const meant = nearest(code, branchCodes);
  return `branch ${code} is not in the catalogue${meant ? `; did you mean ${meant}?` : ""}`;
};

const sentences = (issue: z.core.$ZodIssue): string[] => {
  const path = issue.path.join(".");
  if (issue.code !== "unrecognized_keys") return [`${path || "the file"}: ${issue.message}`];
  return issue.keys.map((key) => {
    const near = nearest(key, keysAt(issue.path));
    return `${path ? `${path}.` : ""}${key} is not a setting${near ? `; did you mean ${near}?` : ""}`;
  });
};

const keysAt = (path: readonly PropertyKey[]): string[] => {
  if (path[0] === "printers") return Object.keys(printer.shape);
  if (path[0] === "branches") return Object.keys(elsewhere.shape);
  if (path[0] === "listen") return ["host", "port"];
  if (path[0] === "channels") return ["spool"];
  if (path[0] === "tls") return ["cert", "key"];
  return Object.keys(schema.shape);
};

/** The known key that needs the fewest edits, when that is at most three. */
const nearest = (key: string, known: readonly string[]): string | undefined => {
  const ranked = known.map((name) => ({ name, far: distance(key, name) })).sort((a, b) => a.far - b.far);
  return ranked[0] && ranked[0].far <= 3 ? ranked[0].name : undefined;
};

/** Levenshtein distance. */
const distance = (a: string, b: string): number => {
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const line = [i];
    for (let j = 1; j <= b.length; j++) {
      line.push(Math.min(above[j]! + 1, line[j - 1]! + 1, above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    above = line;
  }
  return above[b.length]!;
};
