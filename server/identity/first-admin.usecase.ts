/** A fresh node has no accounts: a code that is printed at its first start makes the first administrator. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../../sync/core/plan";
import { ok, type Result } from "../../sync/core/result";
import { remove } from "../../sync/rows";
import type { Tx } from "../../sync/submit";
import type { Deps } from "../deps";
import { codeMac } from "./code";
import { newDeviceCode, parseDeviceCode, shownDeviceCode } from "./device";
import { newHandle } from "./passkey";
import { staffCodeRow } from "./staff-code.usecase";
import { firstCode, hasStaff } from "./staff-people.store";

/** The file in the data folder, for the eyes of whoever runs the machine. */
export const firstAdministratorName = "first-administrator";

/** Until it is used: only who reads the machine's log or its data folder has it. */
const noEndMs = Date.UTC(2093, 0, 1);

export const macOfStaffCode = ({ identity }: Pick<Deps, "identity">, code: string): string =>
  codeMac(identity.codesKey, "", "staff_key", code);

/** Takes the place of a code that was lost. */
export const planFirstCode = (tx: Tx, mac: string): Result<Plan<null>, never> => {
  const old = firstCode(tx);
  const role = tx.branch === null ? "hq_admin" : "branch_admin";
  const doc = {
    staff: tx.newId(),
    how: "first_start",
    first: { handle: newHandle(tx.random), role },
  } as const;
  return ok({
    intent: "makeFirstCode",
    rows: [
      ...(old === undefined ? [] : [remove("enrolCode", { mac: old })]),
      staffCodeRow(mac, doc, "first_start", noEndMs),
    ],
    answer: null,
  });
};

/**
 * At the start of a node that administers itself: the code while nobody is there yet (also in a file that only its owner reads),
 * undefined and no file once somebody is.
 */
export const firstAdministrator = async (deps: Deps, dir: string): Promise<string | undefined> => {
  const file = join(dir, firstAdministratorName);
  if (hasStaff(deps)) {
    rmSync(file, { force: true });
    return undefined;
  }
  const stop = deps.writer.onCommit((_intents, tables) => {
    if (!tables.has("staff")) return;
    rmSync(file, { force: true });
    stop();
  });
  const kept = existsSync(file) ? parseDeviceCode(readFileSync(file, "utf8")) : undefined;
  if (kept !== undefined && macOfStaffCode(deps, kept) === firstCode(deps)) return shownDeviceCode(kept);
  const code = newDeviceCode(deps.random);
  const command = { actor: { kind: "system", task: "first-start" }, requestId: deps.newId() } as const;
  const made = await deps.writer.submit(command, (tx) => planFirstCode(tx, macOfStaffCode(deps, code)));
  if (!made.ok) return undefined;
  writeFileSync(file, `${shownDeviceCode(code)}\n`, { mode: 0o600 });
  return shownDeviceCode(code);
};
