/**
 * How a command asks the node that runs: by a file in the node's own folder, which only its user can write. The node looks twice a
 * second, takes the question away, and lays its answer beside it.
 *
 *   ask-7f3a.json ─► taken away ─► answer-7f3a.json
 */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Timers } from "../../sync/core/timers";
import type { Result } from "../../sync/core/result";
import type { UsbImportError, UsbTaken } from "../../sync/usb-import";
import type { Made, MakeError, UsbDesk } from "./usb.usecase";

export type Ask =
  | { readonly what: "make"; readonly branch: string | null }
  /** The name of a file in the same folder. */
  | { readonly what: "take"; readonly file: string };

export type Answered =
  | { readonly what: "make"; readonly done: Result<Made, MakeError> }
  | { readonly what: "take"; readonly done: Result<UsbTaken, UsbImportError> }
  /** A bug; the node's log has it. */
  | { readonly what: "failed" };

const lookMs = 500;
const askShape = /^ask-([\w-]{1,64})\.json$/;
export const askName = (id: string): string => `ask-${id}.json`;
export const answerName = (id: string): string => `answer-${id}.json`;

/** Answers what commands ask for as long as the node runs. Gives back how to stop. */
export const answerCommands = (
  usb: UsbDesk,
  timers: Timers,
  report: (what: string, cause: unknown) => void,
): (() => void) => {
  let cancel = () => {};
  let stopped = false;
  const look = async () => {
    for (const name of existsSync(usb.dir) ? readdirSync(usb.dir) : []) {
      const id = askShape.exec(name)?.[1];
      if (id === undefined || stopped) continue;
      const answered = await answerTo(usb, join(usb.dir, name)).catch((cause: unknown): Answered => {
        report("usb", cause);
        return { what: "failed" };
      });
      lay(join(usb.dir, answerName(id)), answered);
    }
    if (!stopped) cancel = timers.after(lookMs, () => void look());
  };
  void look();
  return () => {
    stopped = true;
    cancel();
  };
};

const answerTo = async (usb: UsbDesk, path: string): Promise<Answered> => {
  const text = readFileSync(path, "utf8");
  rmSync(path);
  return answer(usb, JSON.parse(text) as Ask);
};

/** The same, asked by a command that has the folder to itself. */
export const answer = async (usb: UsbDesk, ask: Ask): Promise<Answered> => {
  const command = { actor: { kind: "system", task: "usb" }, requestId: "usb" } as const;
  return ask.what === "make"
    ? { what: "make", done: await usb.make(command, ask.branch) }
    : { what: "take", done: await usb.take(command, join(usb.dir, basename(ask.file))) };
};

/** Whole or not at all: whoever looks never reads half of it. */
export const lay = (path: string, content: Ask | Answered): void => {
  writeFileSync(`${path}.part`, JSON.stringify(content), { mode: 0o600 });
  renameSync(`${path}.part`, path);
};
