/**
 * `sto snapshot`: makes the file with which a new box of a branch begins, beside the running headquarters. Headquarters runs it by
 * itself when a box asks; by hand it serves to have one ready before the box is unpacked.
 */
import { Database } from "bun:sqlite";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { systemClock, systemRandom } from "../sync/core/clock";
import { openCredentials } from "../sync/credentials";
import { ed25519Signer } from "../sync/request-signing";
import { filesOf, makeBranchSnapshot, snapshotsIn } from "../sync/snapshot-shelf";
import { statement } from "../sync/tables";
import { databaseName } from "./backup";
import type { Config } from "./config";

/** How long records of this moment may take until they are in the log: headquarters seals once a second. */
const sealedMsMax = 30_000;
const lookMs = 2;

/** Resolves to the exit code. */
export const snapshot = async (config: Config, version: string, branch: string): Promise<number> => {
  const { data, alias, role } = config;
  if (role !== "hq") return failed("this node is no headquarters", "Snapshots are made where all rows are.");
  const file = join(data, databaseName);
  if (!existsSync(file)) return failed(`${data} holds no node`, "Check `data` in the configuration.");
  const db = new Database(file, { readonly: true, strict: true });
  try {
    if (statement(db, "SELECT 1 FROM branch WHERE code = ?").get(branch) === null)
      return failed(`there is no branch ${branch}`, "Write its code as on the page of all branches.");
    const dir = snapshotsIn(data);
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const { sign } = ed25519Signer(openCredentials(data, systemRandom).logSeed);
    const untilMs = systemClock.nowMs() + sealedMsMax;
    for (;;) {
      const files = filesOf(dir, branch);
      const atMs = systemClock.nowMs();
      const made = makeBranchSnapshot({ db, branch, files, hq: alias, sign, program: version, atMs });
      if (made.ok) {
        const { bytes, plainBytes } = made.value;
        console.log(
          `${files.packed}: ${(bytes / 1e6).toFixed(1)} MB, ${(plainBytes / 1e6).toFixed(1)} MB unpacked.`,
        );
        return 0;
      }
      if (systemClock.nowMs() > untilMs)
        return failed(
          `headquarters has rows for ${branch} that are in no batch yet`,
          "Start headquarters, wait a second, and run this again.",
        );
      await Bun.sleep(lookMs);
    }
  } finally {
    db.close();
  }
};

const failed = (what: string, next: string): number => {
  console.error(`sto: ${what}.\n${next}`);
  return 1;
};
