/** People of the staff as the node tells of them, and what is done to them. */
import type * as z from "zod";
import type {
  grantBody,
  keyList,
  peopleList,
  recoveryList,
  staffCodeView,
} from "../../../server/identity/staff.schema";
import { type Answer, get, post, remove } from "../api";
import { newCommandId } from "../command-id";
import { type CeremonyOptions, makePasskey } from "../passkey";

export type People = z.infer<typeof peopleList>;
export type Person = People["items"][number];
export type Grant = Person["grants"][number];
export type StaffCode = z.infer<typeof staffCodeView>;
export type Waiting = z.infer<typeof recoveryList>["items"][number];
export type StaffKey = z.infer<typeof keyList>["items"][number];
type GrantWish = z.infer<typeof grantBody>;

const as = "staff";

/** To the end of that day in Malaysia, UTC+8; null for no end. */
export const untilDate = (date: string): number | null =>
  date === "" ? null : Date.parse(`${date}T23:59:59+08:00`);
const command = () => ({ as, key: newCommandId() }) as const;

export const findPeople = (q: string, branch: string): Answer<People> =>
  post("/staff/people/find", { ...(q ? { q } : {}), ...(branch ? { branch } : {}) }, { as });

export const addPerson = (name: string, wish: GrantWish): Answer<{ id: string }> =>
  post("/staff/people", { name, ...wish }, command());
export const giveRole = (id: string, wish: GrantWish): Answer<null> =>
  post(`/staff/people/${id}/grants`, wish, command());
export const revoke = (grant: string): Answer<null> => post(`/staff/grants/${grant}/revoke`, {}, { as });
export const extend = (grant: string, untilMs: number | null): Answer<null> =>
  post(`/staff/grants/${grant}/extend`, { untilMs }, { as });
export const leave = (id: string): Answer<null> => post(`/staff/people/${id}/leave`, {}, { as });
export const makeCode = (id: string): Answer<StaffCode> => post(`/staff/people/${id}/codes`, {}, { as });
export const endSessions = (id: string): Answer<unknown> =>
  post(`/staff/people/${id}/sessions/end`, {}, { as });

export const waitingPeople = (): Answer<{ items: readonly Waiting[] }> => get("/staff/recoveries", { as });
export const askRecovery = (id: string): Answer<null> => post(`/staff/people/${id}/recovery`, {}, { as });
export const confirmRecovery = (id: string): Answer<StaffCode> =>
  post(`/staff/recoveries/${id}/confirm`, {}, { as });
export const codeToRead = (id: string, branch: string): Answer<StaffCode> =>
  post(`/staff/people/${id}/recovery/telephone`, { branch }, { as });
export const codeHeard = (id: string, code: string): Answer<StaffCode> =>
  post(`/staff/people/${id}/recovery/telephoned`, { code }, { as });
export const sealCode = (): Answer<StaffCode> => post("/staff/sealed-codes", {}, { as });
export const openEnvelope = (code: string, name: string): Answer<StaffCode> =>
  post("/staff/sealed-codes/open", { code, name });

export const myKeys = (): Answer<{ items: readonly StaffKey[] }> => get("/staff/keys", { as });
export const renameKey = (id: string, name: string): Answer<null> =>
  post(`/staff/keys/${id}/rename`, { name }, { as });
export const removeKey = (id: string): Answer<null> => remove(`/staff/keys/${id}`, { as });

export const addKey = async (keyName: string): Answer<unknown> => {
  const begun = await post<CeremonyOptions>("/staff/keys/options", {}, { as });
  if (!begun.ok) return begun;
  const made = await makePasskey(begun.value);
  return made.ok ? post("/staff/keys", { keyName, answer: made.value }, { as }) : made;
};
