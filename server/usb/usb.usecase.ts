/** Files for the stick are made and taken here, one at a time: for the pages, for the commands, and for their tests. */
import type { Database } from "bun:sqlite";
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Clock } from "../../sync/core/clock";
import type { Plan } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import type { Replication } from "../../sync/replication";
import { nodeOfBranch } from "../../sync/roster";
import type { Command, SubmitError, Writer } from "../../sync/submit";
import { exportUsb, type UsbExportError, type UsbMade } from "../../sync/usb-export";
import { importUsb, type UsbImportError, type UsbTaken } from "../../sync/usb-import";

export type MakeError =
  | UsbExportError
  /** No node serves that branch. */
  | { readonly type: "NodeNotFound" }
  /** At headquarters somebody must say for which branch. */
  | { readonly type: "UsbBranchNeeded" }
  /** A branch's file is for headquarters, always. */
  | { readonly type: "UsbNoBranchHere" };

export interface Made extends UsbMade {
  /** Where it lies on this machine. */
  readonly path: string;
  /** What a person would call it. */
  readonly name: string;
}

/** What became of the file that a page handed over last; forgotten with the process. */
export type Taking =
  | { readonly state: "taking"; readonly bytes: number; readonly of: number }
  | { readonly state: "taken"; readonly taken: UsbTaken }
  | { readonly state: "refused"; readonly error: UsbImportError };

export class UsbDesk {
  /** Files under way, beside the node's database. */
  readonly dir: string;
  private before: Promise<unknown> = Promise.resolve();
  private now: Taking | undefined;

  constructor(
    private readonly deps: {
      readonly writer: Writer;
      readonly replication: Replication;
      readonly clock: Clock;
    },
  ) {
    this.dir = folderBeside(deps.writer.deps.db);
  }

  get taking(): Taking | undefined {
    return this.now;
  }

  /** The folder, made when it is first needed. */
  folder(): string {
    mkdirSync(this.dir, { recursive: true, mode: 0o700 });
    return this.dir;
  }

  /** Makes a file: at headquarters for a branch, at a branch for headquarters. */
  make(command: Command, branch: string | null): Promise<Result<Made, MakeError>> {
    return this.alone<Made, MakeError>(async () => {
      const { writer, replication } = this.deps;
      const { db, branch: own } = writer.deps;
      if (own !== null && branch !== null) return err({ type: "UsbNoBranchHere" });
      if (own === null && branch === null) return err({ type: "UsbBranchNeeded" });
      const to = branch === null ? undefined : nodeOfBranch(db, branch);
      if (branch !== null && !to) return err({ type: "NodeNotFound" });
      const about = { branch: branch ?? "" };
      const noted = await writer.submit(command, () => planUsb("exportLog", about));
      if (!noted.ok) return noted;
      const path = join(this.folder(), `to-${to?.alias ?? "hq"}${usbSuffix}`);
      const made = await exportUsb(replication, path, to);
      return made.ok ? ok({ ...made.value, path, name: nameOf(own, made.value) }) : made;
    });
  }

  /** Takes a file that lies on this machine. */
  take(
    command: Command,
    path: string,
    onProgress: (bytes: number) => void = () => {},
  ): Promise<Result<UsbTaken, UsbImportError>> {
    return this.alone<UsbTaken, UsbImportError>(async () => {
      const { writer, replication } = this.deps;
      const taken = await importUsb(replication, path, { onProgress });
      if (!taken.ok) return taken;
      const { from, atMs, records } = taken.value;
      const about = { branch: from.branch ?? "", atMs, records };
      const noted = await writer.submit(command, () => planUsb("importLog", about));
      // What was taken stays taken, whether or not there was room for the note.
      return noted.ok || noted.error.type === "DiskFull" ? taken : noted;
    });
  }

  /** Begins to take a file of `of` bytes for a page, which asks how far it is. The file goes away when it is over. */
  begin(command: Command, path: string, of: number): Taking {
    if (this.now?.state === "taking") return this.now;
    this.now = { state: "taking", bytes: 0, of };
    void this.take(command, path, (bytes) => {
      this.now = { state: "taking", bytes, of };
    }).then((done) => {
      rmSync(path, { force: true });
      this.now = done.ok ? { state: "taken", taken: done.value } : { state: "refused", error: done.error };
    });
    return this.now;
  }

  /** One after the other; a disk that is full is an answer. */
  private alone<T, E>(work: () => Promise<Result<T, E>>): Promise<Result<T, E | SubmitError>> {
    const done = this.before.then(work).catch((cause: unknown) => {
      if ((cause as { readonly code?: unknown }).code === "ENOSPC") return err({ type: "DiskFull" } as const);
      throw cause;
    });
    this.before = done.catch(() => {});
    return done;
  }
}

export const usbSuffix = ".stolog";

const folderBeside = ({ filename }: Pick<Database, "filename">): string => join(dirname(filename), "usb");

/** Somebody was erased: files that lie here still may hold the key. Whoever wants one makes or hands it over again. */
export const forgetFiles = (db: Pick<Database, "filename">): void => {
  const dir = folderBeside(db);
  for (const name of existsSync(dir) ? readdirSync(dir) : [])
    if (name.endsWith(usbSuffix)) rmSync(join(dir, name), { force: true });
};

const planUsb = (
  intent: "exportLog" | "importLog",
  about: NonNullable<Plan<null>["about"]>,
): Result<Plan<null>, never> => ok({ intent, about, rows: [], answer: null });

/** `sto-SGR-HQ1-to-hq-20261207-0915.stolog`, in UTC. */
const nameOf = (from: string | null, { to, atMs }: UsbMade): string => {
  const when = new Date(atMs)
    .toISOString()
    .slice(0, 16)
    .replaceAll("-", "")
    .replace("T", "-")
    .replace(":", "");
  return `sto-${from ?? "hq"}-to-${to.branch ?? "hq"}-${when}${usbSuffix}`;
};
