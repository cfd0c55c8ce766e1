/** Which keys staff may sign in with, from the configuration and the stored list of makers. */
import { readFileSync } from "node:fs";
import { err, ok, type Result } from "../sync/core/result";
import type { Config } from "./config";
import type { StaffKeyPolicy } from "./identity/attestation";
import type { ListError, MakerList } from "./identity/attestation-list";

export interface StaffKeys {
  readonly staffKeys?: StaffKeyPolicy;
  readonly makers?: MakerList;
}

export type StaffKeysError = { readonly why: ListError["why"] | "unreadable" };

/** Nothing where nothing is configured: the strictest policy holds then. The reader of lists is loaded where there is one. */
export const staffKeysOf = async (
  { staff_keys: given }: Pick<Config, "staff_keys">,
  nowMs: number,
): Promise<Result<StaffKeys, StaffKeysError>> => {
  if (!given) return ok({});
  const staffKeys: StaffKeyPolicy =
    given.policy === "anything"
      ? { kind: "anything" }
      : { kind: "device_bound", officersMaySync: given.officers_may_sync };
  if (given.list === undefined) return ok({ staffKeys });
  let blob: string;
  try {
    blob = readFileSync(given.list, "utf8");
  } catch {
    return err({ why: "unreadable" });
  }
  const { readMakerList } = await import("./identity/attestation-list");
  const makers = readMakerList(blob, nowMs);
  return makers.ok ? ok({ staffKeys, makers: makers.value }) : err({ why: makers.error.why });
};
