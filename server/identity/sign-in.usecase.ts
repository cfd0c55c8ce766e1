/** Staff come in: a key that was used and a role that holds here make a session. Needs nothing but this node's own rows. */
import type { Plan, StaffRole } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import type { Tx } from "../../sync/submit";
import { takeCounterRows } from "../queue/take-counter.usecase";
import type { StaffKeyPolicy } from "./attestation";
import { type Assertion, findPasskey, planUsePasskey } from "./passkey.usecase";
import { outranks } from "./roles";
import { type Grant, type Session, stateOf } from "./session";
import { grantsOf, sessionById } from "./session.store";
import { holdsHere, openRows, sessionIdOf } from "./session.usecase";

export interface SignIn {
  readonly assertion: Assertion;
  readonly policy: StaffKeyPolicy;
  /** As what, for somebody with several roles; their highest when left out. */
  readonly role?: StaffRole | undefined;
  /** The staff session that this browser has by now, whoever's: it ends. */
  readonly before: Session | undefined;
  readonly token: string;
  readonly label: string;
}

/** Wrong key, wrong signature, nobody of the staff, no role here: whoever asks is not told which. */
export type SignInRefused = { readonly type: "SignInRefused" };

export type SignedIn =
  | {
      readonly type: "SignedIn";
      readonly staff: string;
      /** The counter that was taken over from the officer before. */
      readonly counter: string | null;
    }
  /** The key may have been copied; it was suspended in this commit. For the page it is a refusal. */
  | { readonly type: "CounterWentBack" };

/** Opens a session of the role; another officer who sits at a counter of this browser is relieved there. */
export const planSignIn = (tx: Tx, wish: SignIn): Result<Plan<SignedIn>, SignInRefused> =>
  signIn(tx, wish, (grants) => highest(grants.filter(({ role }) => (wish.role ?? role) === role)));

/** Opens a locked session again: the same person, the same role, under a new id. */
export const planUnlock = (
  tx: Tx,
  wish: SignIn & { readonly before: Session },
): Result<Plan<SignedIn>, SignInRefused> =>
  signIn(tx, wish, (grants) =>
    grants.find(({ id, staff }) => id === wish.before.grant && staff === wish.before.who),
  );

const signIn = (
  tx: Tx,
  { assertion, policy, before, token, label }: SignIn,
  choose: (grants: readonly Grant[]) => Grant | undefined,
): Result<Plan<SignedIn>, SignInRefused> => {
  const used = planUsePasskey(tx, assertion);
  if (!used.ok) return err({ type: "SignInRefused" });
  const { answer: use, rows } = used.value;
  if (use.type === "CounterWentBack")
    return ok({ intent: "suspendPasskey", rows, answer: { type: "CounterWentBack" } });
  const who = use.owner.id;
  const key = findPasskey(tx, "staff", assertion.credential);
  const grant = choose(
    grantsOf(tx, who).filter(
      (each) => holdsHere(tx, each) && mayWork(policy, each.role, key?.backupEligible ?? true),
    ),
  );
  if (!grant) return err({ type: "SignInRefused" });
  const taken = relieved(tx, grant, before);
  return ok({
    intent: taken.counter === null ? "openSession" : "takeCounter",
    rows: [
      ...rows,
      ...openRows(tx, token, {
        kind: "staff",
        who,
        grant: grant.id,
        label,
        verifiedMs: tx.nowMs,
        instead: before?.id,
      }),
      ...taken.rows,
    ],
    answer: { type: "SignedIn", staff: who, counter: taken.counter },
  });
};

const highest = (grants: readonly Grant[]): Grant | undefined =>
  grants.reduce<Grant | undefined>(
    (best, grant) => (best && !outranks(grant.role, best.role) ? best : grant),
    undefined,
  );

/** A key that was good for an officer is not good for the supervisor they became: see `judgeStaffKey`. */
const mayWork = (policy: StaffKeyPolicy, role: StaffRole, isSynced: boolean): boolean =>
  policy.kind === "anything" || !isSynced || (policy.officersMaySync && outranks("supervisor", role));

const relieved = (tx: Tx, { staff, role }: Grant, before: Session | undefined) =>
  before && before.who !== staff && (role === "officer" || !outranks("supervisor", role))
    ? takeCounterRows(tx, before.who, staff)
    : { rows: [], counter: null };

/** The staff session behind this browser's cookie, open or locked. */
export const sessionBehind = (
  looking: Pick<Tx, "db" | "nowMs">,
  token: string | undefined,
): Session | undefined => {
  const session = token === undefined ? null : sessionById(looking, sessionIdOf(token));
  return session?.kind === "staff" && stateOf(session, looking.nowMs) !== "ended" ? session : undefined;
};
