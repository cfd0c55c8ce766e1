/** The account of who looks at the page: what the node says of it, and what is done to it. */
import { signal } from "@preact/signals";
import type * as z from "zod";
import type { accountView, codeSentView, codesView } from "../../../server/identity/account.schema";
import type { sessionList } from "../../../server/identity/session.schema";
import { type Answer, get, post, type Problem, remove } from "../api";
import { newCommandId } from "../command-id";
import { type CeremonyOptions, makePasskey, touchPasskey } from "../passkey";
import { serverLanguage } from "../words/language";

export type Account = z.infer<typeof accountView>;
export type Passkey = Account["passkeys"][number];
export type Session = z.infer<typeof sessionList>["items"][number];
export type CodeUnderWay = z.infer<typeof codesView>["items"][number];
export type ContactKind = CodeUnderWay["kind"];

export const account = signal<Account | undefined>(undefined);
export const sessions = signal<readonly Session[]>([]);

/** Somebody has an account as soon as a passkey or a contact stands in it. */
export const isSignedIn = ({ createdAtMs }: Account): boolean => createdAtMs !== null;

export const loadAccount = async (): Promise<Problem | undefined> => {
  const answer = await get<Account>("/account");
  if (!answer.ok) return answer.error;
  account.value = answer.value;
  if (isSignedIn(answer.value)) await loadSessions();
  return undefined;
};

export const loadSessions = async (): Promise<void> => {
  const answer = await get<{ items: readonly Session[] }>("/sessions");
  if (answer.ok) sessions.value = answer.value.items;
};

/** `again`: the holder of this session, once more. */
export const signIn = async (again = false): Answer<unknown> => {
  const asked = again ? { again: true } : {};
  const begun = await post<CeremonyOptions>("/sign-in/options", asked);
  if (!begun.ok) return begun;
  const touched = await touchPasskey(begun.value);
  if (!touched.ok) return touched;
  return post("/sign-in", { answer: touched.value, ...asked });
};

/** What needs a passkey in hand asks for it by itself, once, and goes on. */
const withKey = async <T>(act: () => Answer<T>): Answer<T> => {
  const first = await act();
  if (first.ok || first.error.code !== "step_up") return first;
  const touched = await signIn(true);
  return touched.ok ? act() : touched;
};

const lang = () => serverLanguage.peek();

export const addPasskey = async (): Answer<Account> => {
  const begun = await withKey(() => post<CeremonyOptions>("/account/passkeys/options", {}));
  if (!begun.ok) return begun;
  const made = await makePasskey(begun.value);
  if (!made.ok) return made;
  return kept(await post<Account>("/account/passkeys", { answer: made.value, lang: lang() }));
};

export const renamePasskey = async (id: string, name: string): Answer<Account> =>
  kept(await post<Account>(`/account/passkeys/${id}/rename`, { name }));

export const removePasskey = async (id: string): Promise<Problem | undefined> => {
  const done = await withKey(() => remove(`/account/passkeys/${id}`));
  return done.ok ? loadAccount() : done.error;
};

export type CodeSent = z.infer<typeof codeSentView>;

export const sendContactCode = (kind: ContactKind, to: string): Answer<CodeSent> =>
  withKey(() =>
    post<CodeSent>("/account/contacts/codes", { kind, to, lang: lang() }, { key: newCommandId() }),
  );

export const contactCode = async (kind: ContactKind): Promise<CodeUnderWay | undefined> => {
  const answer = await get<{ items: readonly CodeUnderWay[] }>("/account/contacts/codes");
  return answer.ok ? answer.value.items.find((code) => code.kind === kind) : undefined;
};

export const proveContact = async (kind: ContactKind, to: string, code: string): Answer<Account> =>
  kept(await post<Account>("/account/contacts", { kind, to, code, lang: lang() }));

export const sendSignInCode = (to: string): Answer<CodeSent> =>
  post<CodeSent>("/sign-in/sms/codes", { to, lang: lang() }, { key: newCommandId() });

export const signInBySms = (to: string, code: string): Answer<unknown> => post("/sign-in/sms", { to, code });

/** Here, or on another device: the list is shorter then. */
export const endSession = async (id: string): Promise<Problem | undefined> => {
  const done = await remove(`/sessions/${id}`);
  if (done.ok) await loadSessions();
  return done.ok ? undefined : done.error;
};

export const endOthers = async (): Promise<Problem | undefined> => {
  const done = await remove("/sessions");
  if (done.ok) await loadSessions();
  return done.ok ? undefined : done.error;
};

export const signOut = async (): Promise<Problem | undefined> => {
  const done = await remove("/session");
  return done.ok ? loadAccount() : done.error;
};

/** Everything of this account, for ever. */
export const eraseAccount = async (): Promise<Problem | undefined> => {
  const done = await withKey(() => remove("/account"));
  return done.ok ? loadAccount() : done.error;
};

const kept = (answer: Awaited<Answer<Account>>): Awaited<Answer<Account>> => {
  if (answer.ok) account.value = answer.value;
  return answer;
};
