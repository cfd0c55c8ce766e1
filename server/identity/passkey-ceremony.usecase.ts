/**
 * The two ceremonies from end to end, for routes to await before their plan: a challenge goes out with its options; an answer comes in,
 * its challenge is taken out in a commit of its own, and only then is the signature looked at.
 */
import { err, ok, type Result } from "../../sync/core/result";
import type { Command, SubmitError, Writer } from "../../sync/submit";
import { type Asking, planMakeChallenge, planTakeChallenge } from "./challenge.usecase";
import {
  type Owner,
  type OwnerKind,
  type Passkey,
  type PasskeyRefused,
  refused,
  type RelyingParty,
} from "./passkey";
import { challengeIn } from "./passkey-client-data";
import { type Assertion, findHolder, findPasskey, passkeysOf } from "./passkey.usecase";
import type { AssertionAnswer, NewPasskey, RegistrationAnswer } from "./passkey-verify";

/**
 * Both rest on a library that takes 20 MB: a branch where nobody uses a passkey goes without. What the library needs to be there
 * first is loaded first: the bundler of the compiled program turns the order of its imports around (seen with Bun 1.4.5).
 */
const passkeyOptions = async () => (await beforeLibrary(), import("./passkey-options"));
const passkeyVerify = async () => (await beforeLibrary(), import("./passkey-verify"));
const beforeLibrary = () => import("reflect-metadata");

export interface CeremonyDeps {
  readonly writer: Writer;
  readonly rp: RelyingParty;
}

/**
 * Options for a new key of `owner`, whose handle the caller knows: the holder's row may come with the first key. `replacing`: the
 * keys that there are will end, so one of them may be made anew on the same phone.
 */
export const beginRegistration = async (
  deps: CeremonyDeps,
  command: Command,
  ask: Asking & {
    readonly owner: Owner;
    readonly handle: string;
    readonly userName: string;
    readonly replacing?: boolean;
  },
) => {
  const made = await deps.writer.submit(command, (tx) => planMakeChallenge(tx, ask));
  if (!made.ok) return made;
  const { owner, handle, userName, replacing = false } = ask;
  const known = replacing ? [] : passkeysOf(looking(deps), owner);
  const { registrationOptions } = await passkeyOptions();
  return ok(
    await registrationOptions({
      rp: deps.rp,
      owner: owner.kind,
      handle,
      userName,
      known,
      challenge: made.value.challenge,
    }),
  );
};

/** Options for using a key: any of this site, or only those of `owner`. */
export const beginAssertion = async (
  deps: CeremonyDeps,
  command: Command,
  ask: Asking & { readonly owner?: Owner },
) => {
  const made = await deps.writer.submit(command, (tx) => planMakeChallenge(tx, ask));
  if (!made.ok) return made;
  const allow = ask.owner && passkeysOf(looking(deps), ask.owner).filter(({ state }) => state === "active");
  const { authenticationOptions } = await passkeyOptions();
  return ok(
    await authenticationOptions({
      rp: deps.rp,
      challenge: made.value.challenge,
      ...(allow ? { allow } : {}),
    }),
  );
};

type Checked<T> = Promise<Result<T, PasskeyRefused | SubmitError>>;

/** A new key, verified; `planAddPasskey` keeps it. */
export const checkRegistration = async (
  deps: CeremonyDeps,
  command: Command,
  ask: Asking & { readonly answer: RegistrationAnswer },
): Checked<NewPasskey> => {
  const taken = await take(deps, command, ask, ask.answer);
  if (!taken.ok) return taken;
  const { verifyRegistration } = await passkeyVerify();
  return verifyRegistration(ask.answer, { challenge: taken.value.challenge, rp: deps.rp });
};

export interface CheckedAssertion extends Assertion {
  /** For the audit log, where an action was stepped up for: with the answer and the action it can be checked for ever. */
  readonly nonce: string | null;
}

/**
 * A use of a key, verified; `planUsePasskey` takes note of it. Without `owner` somebody signs in without a name: then the answer must
 * name the holder of the key itself, by the handle that only their device knows. An unknown key is refused like a wrong signature.
 */
export const checkAssertion = async (
  deps: CeremonyDeps,
  command: Command,
  ask: Asking & { readonly kind: OwnerKind; readonly owner?: Owner; readonly answer: AssertionAnswer },
): Checked<CheckedAssertion> => {
  const taken = await take(deps, command, ask, ask.answer);
  if (!taken.ok) return taken;
  const { kind, answer } = ask;
  const key = findPasskey(looking(deps), kind, answer.id);
  if (!key) return err(refused("unknown key"));
  if (!isHolders(deps, key, ask)) return err(refused("not the holder of this key"));
  const expected = { challenge: taken.value.challenge, rp: deps.rp };
  const { verifyAssertion } = await passkeyVerify();
  const used = await verifyAssertion(answer, expected, key);
  if (!used.ok) return used;
  return ok({ kind, credential: key.id, ...used.value, nonce: taken.value.nonce });
};

const isHolders = (
  deps: CeremonyDeps,
  key: Passkey,
  { kind, owner, answer }: { kind: OwnerKind; owner?: Owner; answer: AssertionAnswer },
): boolean => {
  const holder = findHolder(looking(deps), { kind, id: key.owner });
  const { userHandle } = answer.response;
  if (owner && owner.id !== key.owner) return false;
  return owner && !userHandle ? holder !== undefined : holder !== undefined && holder.handle === userHandle;
};

/** Takes out the challenge that the answer says it is for; refused unless it was this session's, for this. */
const take = async (
  { writer }: CeremonyDeps,
  command: Command,
  { session, purpose, action }: Asking,
  { response }: { readonly response: { readonly clientDataJSON: string } },
): Checked<{ readonly challenge: string; readonly nonce: string | null }> => {
  const challenge = challengeIn(response.clientDataJSON);
  const asking = { session, purpose, value: challenge, ...(action ? { action } : {}) };
  const taken = await writer.submit(command, (tx) => planTakeChallenge(tx, asking));
  if (!taken.ok) return taken;
  if (!taken.value.isGood) return err(refused("no such challenge"));
  return ok({ challenge, nonce: taken.value.nonce });
};

const looking = ({ writer }: CeremonyDeps) => writer.deps;
