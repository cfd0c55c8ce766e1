/**
 * Where agencies put their lists down, by whatever way files come to headquarters: a folder that is looked through every few seconds. A
 * file's signature says whose it is, so nobody has to be there. What was taken lies in `taken/`, what was not in `refused/` with the
 * reason beside it.
 */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Timers } from "../../sync/core/timers";
import type { LogFields } from "../log";
import { fileBytesMax } from "./list-file";
import { takeList } from "./take-list.usecase";

export interface InboxOptions {
  readonly dir: string;
  readonly timers: Timers;
  readonly log: (event: string, fields: LogFields) => void;
  readonly report: (what: string, cause: unknown) => void;
}

/** A file that is still being written has another name. */
const ending = ".list";
const lookMs = 5_000;

type InboxDeps = Parameters<typeof takeList>[0];
type Refusal = Extract<Awaited<ReturnType<typeof takeList>>, { readonly ok: false }>["error"];

/**
 * What is wrong with the file, and not with this moment. A full disk passes, a version is put together in a minute, and the file that
 * changes a later version than ours came before that one.
 */
const isOfFile = (error: Refusal): boolean => {
  if (error.type === "ListBaseOther") return error.base < error.ours;
  return error.type.startsWith("List") && error.type !== "ListBusy";
};

/** Looks at once, then every five seconds. Gives back how to stop. */
export const startInbox = (deps: InboxDeps, options: InboxOptions): (() => void) => {
  const life = { stopped: false, cancel: () => {} };
  const look = async (): Promise<void> => {
    try {
      await takeAll(deps, options, () => life.stopped);
    } catch (cause) {
      options.report("inbox of lists", cause);
    }
    if (!life.stopped) life.cancel = options.timers.after(lookMs, () => void look());
  };
  void look();
  return () => {
    life.stopped = true;
    life.cancel();
  };
};

/** In the order of their names: an agency numbers them. */
export const takeAll = async (
  deps: InboxDeps,
  { dir, log }: Pick<InboxOptions, "dir" | "log">,
  isStopped: () => boolean = () => false,
): Promise<void> => {
  if (!existsSync(dir)) return;
  const names = readdirSync(dir).filter((name) => name.endsWith(ending) && !name.startsWith("."));
  const troubles: unknown[] = [];
  for (const name of names.toSorted()) {
    if (isStopped()) return;
    try {
      await takeOne(deps, dir, name, log);
    } catch (cause) {
      // A file that cannot be read, or moved, is nobody else's trouble.
      troubles.push(cause);
    }
  }
  if (troubles.length > 0) throw troubles[0];
};

const takeOne = async (
  deps: InboxDeps,
  dir: string,
  name: string,
  log: InboxOptions["log"],
): Promise<void> => {
  const refuse = (error: Refusal) => {
    log("list-refused", { file: name, code: error.type });
    putAway(dir, "refused", name);
    writeFileSync(join(dir, "refused", `${name}.why`), `${JSON.stringify(error)}\n`);
  };
  const stat = lstatSync(join(dir, name));
  if (!stat.isFile() || stat.size > fileBytesMax) return refuse({ type: "ListFileUnreadable" });
  const command = { actor: { kind: "system", task: "lists" }, requestId: `inbox ${name}` } as const;
  const taken = await takeList(deps, command, "inbox", readFileSync(join(dir, name)));
  if (!taken.ok) return isOfFile(taken.error) ? refuse(taken.error) : undefined;
  const { list, version, entries } = taken.value;
  log("list-taken", { file: name, what: `${list} ${version}, ${entries} entries` });
  putAway(dir, "taken", name);
};

const putAway = (dir: string, where: "taken" | "refused", name: string): void => {
  mkdirSync(join(dir, where), { recursive: true });
  renameSync(join(dir, name), join(dir, where, name));
};
