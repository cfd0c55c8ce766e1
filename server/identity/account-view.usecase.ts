/** What the holder of an account sees of it. Contacts are masked: a phone that lies open shows nobody's number. */
import type * as z from "zod";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import { isFresh, maskEmail, maskPhone, type SealedAccount } from "./account";
import type { accountView } from "./account.schema";
import { accountHere, ownerOfAccount, sealedOf } from "./account.usecase";
import { passkeysOf } from "./passkey.usecase";
import { openRecovery, recoveryRun } from "./account-recovery.usecase";
import { freshMs } from "./session";

export const viewAccount = (
  looking: Pick<Tx, "db" | "branch" | "nowMs">,
  sealer: Sealer,
  { who, verifiedMs }: { readonly who: string; readonly verifiedMs: number | null },
): z.infer<typeof accountView> => {
  const row = accountHere(looking, who);
  const sealed = sealedOf(looking, sealer, row);
  const recovery = row && openRecovery(looking, who);
  return {
    createdAtMs: row?.createdAtMs ?? null,
    passkeys: passkeysOf(looking, ownerOfAccount(who)).map(
      ({ id, name, createdAtMs, state, backupEligible }) => ({
        id,
        name,
        createdAtMs,
        state: state === "active" ? "active" : "suspended",
        isSynced: backupEligible,
      }),
    ),
    contacts: sealed ? contactsOf(sealed) : null,
    freshUntilMs: isFresh(verifiedMs, looking.nowMs) ? verifiedMs! + freshMs : null,
    recovery: recovery ? { ...recoveryRun(recovery, looking.nowMs), branch: recovery.at } : null,
  };
};

const contactsOf = ({ contact: { email, phone }, provenAtMs }: SealedAccount) => ({
  email: email === null ? null : { masked: maskEmail(email), provenAtMs: provenAtMs.email ?? 0 },
  phone: phone === null ? null : { masked: maskPhone(phone), provenAtMs: provenAtMs.phone ?? 0 },
});
