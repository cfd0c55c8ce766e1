/** Back into an account whose passkeys are lost, as the node tells of it. */
import { signal } from "@preact/signals";
import type * as z from "zod";
import type { recoveryView } from "../../../server/identity/account-recovery.schema";
import { type Answer, get, post, type Problem, remove } from "../api";
import { newCommandId } from "../command-id";
import { type CeremonyOptions, makePasskey } from "../passkey";
import { serverLanguage } from "../words/language";
import { type CodeSent, type ContactKind, loadAccount } from "./account";

export type Recovery = z.infer<typeof recoveryView>;
export type Running = NonNullable<Recovery["recovery"]>;

export const recovery = signal<Recovery | undefined>(undefined);

const kept = (answer: Awaited<Answer<Recovery>>): Problem | undefined => {
  if (!answer.ok) return answer.error;
  recovery.value = answer.value;
  return undefined;
};

export const loadRecovery = async (): Promise<Problem | undefined> => kept(await get<Recovery>("/recovery"));

export const sendRecoveryCode = (kind: ContactKind, to: string): Answer<CodeSent> =>
  post<CodeSent>("/recovery/codes", { kind, to, lang: serverLanguage.peek() }, { key: newCommandId() });

export const tryRecoveryCode = async (kind: ContactKind, code: string): Promise<Problem | undefined> =>
  kept(await post<Recovery>("/recovery/codes/try", { kind, code }));

export const startRecovery = async (branch: string): Promise<Problem | undefined> =>
  kept(await post<Recovery>("/recovery", { branch }));

export const finishRecovery = async (): Promise<Problem | undefined> => {
  const begun = await post<CeremonyOptions>("/recovery/passkey/options", {});
  if (!begun.ok) return begun.error;
  const made = await makePasskey(begun.value);
  if (!made.ok) return made.error;
  const done = await post("/recovery/passkey", { answer: made.value });
  return done.ok ? loadAccount() : done.error;
};

export const stopByCode = async (code: string): Promise<Problem | undefined> => {
  const done = await post("/recovery/stop", { code });
  return done.ok ? undefined : done.error;
};

export const stopOwn = async (): Promise<Problem | undefined> => {
  const done = await remove("/account/recovery");
  return done.ok ? loadAccount() : done.error;
};
