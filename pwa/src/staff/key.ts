/** What a member of staff does with their key: come in, open a locked page, stand by a request, and make one from a code. */
import type * as z from "zod";
import type { signedIn } from "../../../server/identity/sign-in.schema";
import { type Answer, get, post, type StepUpAsked } from "../api";
import { type CeremonyOptions, makePasskey, touchPasskey } from "../passkey";
import { askSecret, learnSecret, promiseSecret } from "./offline-secret";
import type { StaffRole } from "../../../sync/core/plan";
import { err, ok } from "../../../sync/core/result";

type SignedIn = z.infer<typeof signedIn>;

/**
 * `how`: as whoever the key says, or as the person whose page is locked here. `role`: for somebody with several, their highest when
 * left out.
 */
export const comeIn = async (how: "sign-in" | "unlock", role?: StaffRole): Answer<SignedIn> => {
  const begun = await post<CeremonyOptions>("/staff/sign-in/options", {});
  if (!begun.ok) return begun;
  const rpId = (begun.value as { readonly rpId?: string }).rpId ?? location.hostname;
  const touched = await touchPasskey(begun.value, {
    asked: askSecret,
    onExtensions: (credential, given) => learnSecret({ credential, rpId }, given),
  });
  if (!touched.ok) return touched;
  return post<SignedIn>(`/staff/${how}`, { answer: touched.value, ...(role ? { role } : {}) });
};

/** The nonce for a request, by a touch over it. */
export const stepUp = async ({ act: { body, ...act } }: StepUpAsked): Answer<string> => {
  const given = { ...act, bodyHash: await sha256(body) };
  const begun = await post<CeremonyOptions>("/staff/step-up/options", given, { as: "staff" });
  if (!begun.ok) return begun;
  const touched = await touchPasskey(begun.value);
  if (!touched.ok) return touched;
  const wish = { act: given, answer: touched.value };
  const done = await post<{ nonce: string }>("/staff/step-up", wish, { as: "staff" });
  return done.ok ? ok(done.value.nonce) : done;
};

/** Base64url, as the node writes it. */
const sha256 = async (text: string): Promise<string> => {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return btoa(String.fromCodePoint(...new Uint8Array(hash)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
};

interface Holder {
  /** Null: the first administrator, who says it now. */
  readonly name: string | null;
  readonly options: CeremonyOptions;
}

/** Whose key a code enrols. */
export const lookAtCode = (code: string): Answer<Holder> =>
  post<Holder>("/staff/keys/enrol/options", { code });

export const enrolKey = async (wish: {
  readonly code: string;
  readonly keyName: string;
  readonly name: string | undefined;
  readonly options: CeremonyOptions;
}): Answer<{ staff: string }> => {
  const { code, keyName, name, options } = wish;
  const made = await makePasskey({ ...options, ...promiseSecret });
  if (!made.ok) return made;
  const named = name === undefined ? {} : { name };
  return post("/staff/keys/enrol", { code, keyName, ...named, answer: made.value });
};

/** A demo's own code for the invented person who is signed in: the ceremony that follows is the real one. */
export const makeDemoKey = async (): Answer<{ staff: string }> => {
  const given = await get<{ code: string }>("/key-code", { as: "staff", base: "/demo" });
  if (!given.ok) return given;
  const { code } = given.value;
  const holder = await lookAtCode(code);
  if (!holder.ok) return holder;
  const { options } = holder.value;
  return enrolKey({ code, keyName: "demo", name: undefined, options });
};

/** Whether this member of staff has a key that works. */
export const hasKey = async (): Answer<boolean> => {
  const keys = await get<{ items: readonly { state: string }[] }>("/staff/keys", { as: "staff" });
  return keys.ok ? ok(keys.value.items.some(({ state }) => state === "active")) : err(keys.error);
};
