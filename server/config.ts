/** `sto.toml`: one node's configuration. An unknown key is an error that names the nearest right one. */
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parse, TomlError } from "smol-toml";
import * as z from "zod";
import { err, ok, type Result } from "../sync/core/result";
import { seedBranches } from "./catalogue/seed";
import {
  channelKeysAt,
  channelProblems,
  channelsFrom,
  channelsSchema,
  unreadableFiles,
} from "./config-channels";
import { printerProblems, printerSchema } from "./config-printers";
import { lanesKeysAt, lanesSchema } from "./config-lanes";
import { readersKeysAt, readersSchema, serialProblems } from "./config-readers";
import { screeningKeysAt, screeningSchema } from "./config-screening";
import { didYouMean } from "./did-you-mean";
import { isNetwork } from "./http/network";
import { tlsProblems } from "./tls-files";

/** A public key: 32 bytes as base64url. */
const publicKey = z.string().regex(/^[\w-]{43}$/);
/** What the roster says of a node's keys. */
const keys = {
  alias: z.int().min(0).max(1023),
  log_key: publicKey,
  slip_key: publicKey,
  box_key: publicKey,
};

/** Another branch: where its own pages are and, at headquarters, the node to enrol for it. */
const elsewhere = z.strictObject({
  code: z.string(),
  url: z.url(),
  node: z.strictObject(keys).optional(),
});

/** A key that headquarters had before: up to which record it is believed, in each stream that a branch reads. */
const formerKey = z.strictObject({ log_key: publicKey, all: z.int().min(0), branch: z.int().min(0) });

/** Headquarters as a branch believes it from the start, and where it is reached. */
const headquarters = z.strictObject({ url: z.url(), ...keys, former: z.array(formerKey).exactOptional() });

const schema = z.strictObject({
  role: z.enum(["branch", "hq"]),
  /** A branch's code in the catalogue; not set at headquarters. */
  branch: z.string().optional(),
  /** Number of this node in the roster, 0–1023. */
  alias: z.int().min(0).max(1023),
  /** Which life of its branch's node this is: `sto enrol` writes it for a box that goes on for another. */
  incarnation: z.int().min(1).default(1),
  /** Where database and credentials lie; relative to this file. */
  data: z.string(),
  /** Networks of the proxies before this node (CIDR): only their X-Forwarded-For is believed. */
  proxies: z
    .array(z.string().refine(isNetwork, 'a network in quotes, for example "10.0.0.0/8" or "2001:db8::/32"'))
    .default([]),
  listen: z.strictObject({ host: z.string().default("127.0.0.1"), port: z.int().min(0).max(65_535) }),
  /** The address people use. */
  public_url: z.url(),
  /** Other addresses of the same pages, for example the branch's name inside its own network. */
  origins: z.array(z.url()).default([]),
  /** The relying party of passkeys: a host name that every address of the department ends with. One for all nodes. */
  rp_id: z.string().max(253).optional(),
  hq_url: z.url().optional(),
  hq: headquarters.optional(),
  /** Set only by the department itself, on its own domain: shows the government's masthead. */
  official: z.boolean().default(false),
  printers: z.array(printerSchema).default([]),
  ...readersSchema,
  ...lanesSchema,
  ...screeningSchema,
  branches: z.array(elsewhere).default([]),
  /** A folder on a second device that gets the log as well; relative to this file. */
  mirror: z.string().optional(),
  /** Where backups go, best on another device; `data/backups` unless told. Relative to this file. */
  backup: z.strictObject({ dir: z.string() }).optional(),
  /** Which keys staff may sign in with; unset: keys of one device only, for everybody, of a maker on the list. */
  staff_keys: z
    .strictObject({
      /** `anything` is for a try-out: pages say so. */
      policy: z.enum(["device_bound", "anything"]).default("device_bound"),
      /** Roles below supervisor may use keys that a cloud copies. */
      officers_may_sync: z.boolean().default(false),
      /** The FIDO Alliance's list of makers (an MDS3 BLOB), as a file: no network is asked. Relative to this file. */
      list: z.string().optional(),
    })
    .optional(),
  channels: channelsSchema.default({}),
  /** Where staff practise on invented people: a port beside `listen.port`, the address that reaches it, and a printer for tests, if there is one. */
  training: z
    .strictObject({
      port: z.int().min(0).max(65_535),
      public_url: z.url(),
      printer: printerSchema.exactOptional(),
    })
    .optional(),
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
  const channels = channelsFrom(here, config.channels);
  const tls = config.tls && { cert: resolve(here, config.tls.cert), key: resolve(here, config.tls.key) };
  const unusable = [...(tls ? tlsProblems(tls) : []), ...unreadableFiles(channels)];
  if (unusable.length > 0) return bad(...unusable);
  return ok({
    ...config,
    data: resolve(here, config.data),
    channels,
    ...(config.mirror === undefined ? {} : { mirror: resolve(here, config.mirror) }),
    ...(config.backup === undefined ? {} : { backup: { dir: resolve(here, config.backup.dir) } }),
    ...(config.staff_keys?.list === undefined
      ? {}
      : { staff_keys: { ...config.staff_keys, list: resolve(here, config.staff_keys.list) } }),
    ...(config.lists_inbox === undefined ? {} : { lists_inbox: resolve(here, config.lists_inbox) }),
    ...(config.voice === undefined ? {} : { voice: resolve(here, config.voice) }),
    ...(tls ? { tls } : {}),
  });
};

/** The checks alone, on the text of a file. */
export const parseConfig = (source: string): Result<Config, readonly string[]> => {
  let parsed: unknown;
  try {
    parsed = parse(source);
  } catch (cause) {
    return err([`this is not TOML: ${tomlMistake(cause)}`]);
  }
  const checked = schema.safeParse(parsed);
  if (!checked.success) return err(checked.error.issues.flatMap((issue) => sentences(issue, parsed)));
  const config = checked.data;
  if (config.role === "branch" && config.branch === undefined)
    return err(['role is branch: name it with branch = "SGR-KLJ"']);
  if (config.role === "hq" && config.branch !== undefined)
    return err(["role is hq: headquarters has no branch"]);
  const { channels, printers, scanners, readers } = config;
  const apart = [
    ...channelProblems(channels),
    ...printerProblems(printers),
    ...serialProblems({ printers, scanners, readers }),
  ];
  if (apart.length > 0) return err(apart);
  const named = [
    ...(config.branch === undefined ? [] : [config.branch]),
    ...config.branches.map(({ code }) => code),
  ];
  const unknown = named.filter((code) => !branchCodes.includes(code));
  return unknown.length > 0 ? err(unknown.map(unknownBranch)) : ok(config);
};

const branchCodes: readonly string[] = seedBranches.map(({ code }) => code);

const unknownBranch = (code: string): string =>
  `branch ${code} is not in the catalogue${didYouMean(code, branchCodes)}`;

const tomlMistake = (cause: unknown): string => {
  const first = (cause instanceof Error ? cause.message : String(cause)).split("\n")[0]!;
  const what = first.replace("Invalid TOML document: ", "");
  return cause instanceof TomlError ? `line ${cause.line}: ${what}` : what;
};

const sentences = (issue: z.core.$ZodIssue, source: unknown): readonly string[] => {
  const path = issue.path.join(".");
  if (issue.code === "unrecognized_keys")
    return issue.keys.map(
      (key) => `${path ? `${path}.` : ""}${key} is not a setting${didYouMean(key, keysAt(issue.path))}`,
    );
  const value = issue.path.reduce<unknown>(
    (at, key) => (at as { [key: PropertyKey]: unknown })?.[key],
    source,
  );
  return [`${path} ${value === undefined ? "is missing; it takes" : "takes"} ${whatItTakes(issue)}`];
};

/** In words what the schema says of one setting. */
const whatItTakes = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case "invalid_type":
      return takes[issue.expected] ?? issue.expected;
    case "invalid_value":
      return issue.values
        .map((value) => (typeof value === "string" ? `"${value}"` : String(value)))
        .join(" or ");
    case "too_small":
      return `no ${issue.origin === "string" ? "fewer letters" : "less"} than ${issue.minimum}`;
    case "too_big":
      return `no ${issue.origin === "string" ? "more letters" : "more"} than ${issue.maximum}`;
    case "invalid_format":
      return formats[issue.format] ?? "small letters, digits and hyphens, 32 at most";
    default:
      return issue.message;
  }
};

const takes: { readonly [type: string]: string } = {
  string: "text in quotes",
  number: "a whole number without quotes",
  int: "a whole number",
  boolean: "true or false without quotes",
  object: "a section of its own: a line with its name in square brackets, its settings below",
  array: "sections of its own: a line with its name in double square brackets, its settings below",
};

const formats: { readonly [format: string]: string } = {
  url: 'a full address, for example "https://sto.example.my"',
  starts_with: 'a path that begins with a slash, for example "/dev/usb/lp0"',
  email: 'an e-mail address, for example "sto@example.my"',
};

const keysAt = (path: readonly PropertyKey[]): string[] => {
  if (path[0] === "printers") return Object.keys(printerSchema.shape);
  if (path[0] === "branches") return Object.keys(path.length > 2 ? keys : elsewhere.shape);
  if (path[0] === "hq") return Object.keys(path.length > 1 ? formerKey.shape : headquarters.shape);
  if (path[0] === "listen") return ["host", "port"];
  if (path[0] === "channels") return channelKeysAt(path);
  if (path[0] === "tls") return ["cert", "key"];
  if (path[0] === "backup") return ["dir"];
  return (
    readersKeysAt(path[0]) ?? lanesKeysAt(path[0]) ?? screeningKeysAt(path[0]) ?? Object.keys(schema.shape)
  );
};
