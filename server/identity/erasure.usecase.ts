/**
 * Erasing a person, on the word of whoever holds the account or of an officer who has the document in hand.
 *
 * A person's bookings and the account that booked go together where they belong to nobody else: an account that also booked for
 * others stays, and so does somebody for whom others booked, here or anywhere: a holder erases only people whose document was seen,
 * since whoever merely claims somebody shares a key with the true one at nodes that this one does not see. What is still to come stands in the way: it is cancelled first. The law's
 * own records stay as they are (seven years, National Archives Act 2003): they name nobody any more.
 */
import type { Plan, RowOp } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import type { Contact } from "../../sync/notice";
import { tombstonesOfBranches } from "../../sync/erasure";
import { insert, remove, update } from "../../sync/rows";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import { copiesOfAccount } from "./account.store";
import { accountHere, ownerOfAccount, sealedOf } from "./account.usecase";
import { contactIndex } from "./code.usecase";
import {
  bookersOf,
  bookingsUnder,
  hasBucket,
  identitiesOf,
  identitiesSeenFor,
  noticesTo,
  subjectsOf,
  type VisitOfPerson,
  visitsOfAccount,
  visitsOfIdentity,
} from "./erasure.store";
import { removedRows } from "./passkey.usecase";
import { sessionsOf } from "./session.store";

/** Whom: the holder of an account, or the person whose document (blind index) lies before an officer. */
export type Whom =
  | { readonly by: "holder"; readonly account: string }
  | { readonly by: "officer"; readonly officer: string; readonly identity: string };

export type EraseError =
  /** This node knows nothing of them. */
  | { readonly type: "NobodyToErase" }
  /** An appointment that is still to come, or a visit under way. */
  | { readonly type: "StillToCome"; readonly ref: string };

/** Messages that may still lie in a gateway's folder, and where they went. Kept nowhere. */
export interface Erased {
  readonly ids: readonly string[];
  readonly addresses: readonly string[];
}

type Looking = Pick<Tx, "db" | "branch" | "nowMs">;

/** What hangs together with a person, and nobody else's. */
interface Reach {
  readonly accounts: readonly string[];
  readonly identities: readonly string[];
}

const reachOf = (looking: Looking, whom: Whom): Reach => {
  if (whom.by === "holder") {
    const isTheirs = (identity: string) => bookersOf(looking, identity).every((one) => one === whom.account);
    return {
      accounts: [whom.account],
      identities: identitiesSeenFor(looking, whom.account).filter(isTheirs),
    };
  }
  const isTheirs = (account: string) => identitiesOf(looking, account).every((one) => one === whom.identity);
  return { accounts: bookersOf(looking, whom.identity).filter(isTheirs), identities: [whom.identity] };
};

/** Everything of a person on this node; the tombstones tell the others. */
export const planErase = (tx: Tx, sealer: Sealer, whom: Whom): Result<Plan<Erased>, EraseError> => {
  const { accounts, identities } = reachOf(tx, whom);
  const rows = accounts.flatMap((id) => accountHere(tx, id) ?? []);
  const keys = identities.flatMap((identity) => subjectsOf(tx, identity));
  const subjects = [...new Set([...rows.map(({ subject }) => subject), ...keys])];
  if (subjects.length === 0) return err({ type: "NobodyToErase" });
  const coming = [
    ...accounts.flatMap((account) => visitsOfAccount(tx, account)),
    ...identities.flatMap((identity) => visitsOfIdentity(tx, identity)),
  ].find((visit) => isStillToCome(visit, tx.nowMs));
  if (coming) return err({ type: "StillToCome", ref: coming.ref });
  const contacts = [
    ...rows.flatMap((row) => sealedOf(tx, sealer, row)?.contact ?? []),
    ...identities.flatMap((identity) => contactsUnder(tx, sealer, identity, subjects)),
  ];
  const addresses = new Map(
    contacts.flatMap(
      ({ email, phone }) =>
        [
          [email ?? "", "email"],
          [phone ?? "", "sms"],
        ] as const,
    ),
  );
  addresses.delete("");
  return ok({
    intent: "erase",
    about: { subjects, by: whom.by },
    rows: [
      ...rows.flatMap(({ id }) => endedAccount(tx, id)),
      ...[...addresses].flatMap(([to, channel]) => tracesOf(tx, sealer, channel, to)),
      ...subjects.flatMap((subject) => tombstones(tx, subject, whom)),
    ],
    answer: {
      ids: subjects.flatMap((subject) => noticesTo(tx, subject)),
      addresses: [...addresses.keys()],
    },
  });
};

const tombstones = (tx: Tx, subject: string, whom: Whom): readonly RowOp[] => {
  const said = { subject, by: whom.by === "holder" ? "holder" : whom.officer, atMs: tx.nowMs };
  return [
    ...(tx.branch === null ? tombstonesOfBranches(tx, said, tx.node) : []),
    insert("erasure", { ...said, at: tx.branch ?? "" }),
  ];
};

/** Who came may still be in the hall until the night; after that nobody waits for them, whatever was written of the visit. */
const isStillToCome = ({ state, endMin }: VisitOfPerson, nowMs: number): boolean =>
  (state === "confirmed" && endMin * 60_000 > nowMs) ||
  ((state === "checked_in" || state === "serving") && endMin * 60_000 + hallMs > nowMs);

const hallMs = 12 * 60 * 60_000;

const contactsUnder = (
  tx: Tx,
  sealer: Sealer,
  identity: string,
  subjects: readonly string[],
): readonly Contact[] =>
  bookingsUnder(tx, identity).flatMap(({ id, subject, sealed }) => {
    const holder = subjects.includes(subject) ? sealer.open(tx.db, subject) : undefined;
    return holder ? (sealer.unseal<{ contact?: Contact }>(holder, "booking", id, sealed).contact ?? []) : [];
  });

/** An account that opens nothing any more: no keys, no sessions, and its row says so. */
const endedAccount = (tx: Tx, id: string): readonly RowOp[] => [
  ...removedRows(tx, ownerOfAccount(id)),
  ...sessionsOf(tx, id).map((session) => remove("session", { id: session.id })),
  ...copiesOfAccount(tx, id)
    .filter(({ at }) => tx.branch === null || at === tx.branch)
    .map(({ at }) => update("account", { id, at }, { state: "erased" })),
];

/** Counts that bear the blind index of a contact. */
const tracesOf = (tx: Tx, sealer: Sealer, channel: "email" | "sms", to: string): readonly RowOp[] => {
  const index = contactIndex(sealer, channel, to);
  return ["code-day", "code-wait", "code-who"]
    .map((what) => `${what}:${index}`)
    .filter((bucket) => hasBucket(tx, bucket))
    .map((bucket) => remove("rateLimit", { bucket }));
};
