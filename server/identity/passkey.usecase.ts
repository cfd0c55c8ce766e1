/**
 * Passkeys of applicants and staff: finding, adding, renaming, removing, suspending and using them. One implementation; the kind of
 * owner says which table.
 *
 * A key has one row at headquarters (`at` empty) and copies at branches. Headquarters' row is its own: a branch writes its copy, and
 * headquarters says what becomes of that elsewhere. Of headquarters' row and this node's copy the worse state stands, so a key that
 * was suspended here opens nothing here, line or no line.
 */
import type { Plan, RowOp } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { insert, update } from "../../sync/rows";
import type { Tx } from "../../sync/submit";
import {
  type Owner,
  type OwnerKind,
  type Passkey,
  type PasskeyRefused,
  passkeysPerOwnerMax,
  refused,
  wentBack,
  worstState,
} from "./passkey";
import {
  copiesOf,
  copiesOfHolder,
  copiesOfOwner,
  type OwnerRow,
  type PasskeyRow,
  usesOf,
} from "./passkey.store";
import type { NewPasskey } from "./passkey-verify";

type Looking = Pick<Tx, "db" | "branch">;

/** A key by its id, undefined where this node does not know it. */
export const findPasskey = (looking: Looking, kind: OwnerKind, id: string): Passkey | undefined =>
  passkeyOf(looking, kind, copiesOf(looking, kind, id));

/** An owner's keys that are not removed, the oldest first. */
export const passkeysOf = (looking: Looking, owner: Owner): readonly Passkey[] => {
  const copies = Map.groupBy(copiesOfOwner(looking, owner), ({ id }) => id);
  return [...copies.values()].flatMap((rows) => {
    const found = passkeyOf(looking, owner.kind, rows);
    return found && found.state !== "removed" ? [found] : [];
  });
};

/** The holder of keys: undefined where this node does not know them, or they are not `active` any more. */
export const findHolder = (looking: Looking, owner: Owner): OwnerRow | undefined =>
  copiesOfHolder(looking, owner).find(({ at, state }) => isHere(looking, at) && state === "active");

const isHere = ({ branch }: Looking, at: string): boolean => at === "" || at === branch;

/** The key itself as headquarters has it; what may change of it as it was changed here. */
const passkeyOf = (looking: Looking, kind: OwnerKind, copies: readonly PasskeyRow[]): Passkey | undefined => {
  const here = copies.filter(({ at }) => isHere(looking, at));
  const [row, changed] = [here[0], here.at(-1)];
  if (!row || !changed) return undefined;
  return {
    id: row.id,
    owner: row.owner,
    publicKey: row.publicKey,
    transports: JSON.parse(row.transports) as string[],
    aaguid: row.aaguid,
    backupEligible: row.backupEligible === 1,
    backedUp: changed.backedUp === 1,
    counter: Math.max(row.counter, ...usesOf(looking, kind, row.id).map(({ counter }) => counter)),
    name: changed.name,
    createdAtMs: row.createdAtMs,
    state: worstState(here.map(({ state }) => state)),
  };
};

export type AddPasskeyError =
  | { readonly type: "PasskeyKnown" }
  | { readonly type: "TooManyPasskeys"; readonly keysMax: number };

/** Adds a key whose registration was verified. The holder's row must be there, or come in the same plan. */
export const planAddPasskey = (
  tx: Tx,
  owner: Owner,
  made: NewPasskey,
  name: string,
): Result<Plan<{ readonly id: string }>, AddPasskeyError> => {
  if (isKnown(tx, made.id)) return err({ type: "PasskeyKnown" });
  if (passkeysOf(tx, owner).length >= passkeysPerOwnerMax)
    return err({ type: "TooManyPasskeys", keysMax: passkeysPerOwnerMax });
  return ok({
    intent: "addPasskey",
    rows: newKeyRows(tx, owner, made, name),
    answer: { id: made.id },
  });
};

/** The new key, and the end of all that there were. */
export const replacingRows = (
  tx: Tx,
  owner: Owner,
  made: NewPasskey,
  name: string,
): Result<readonly RowOp[], { readonly type: "PasskeyKnown" }> =>
  isKnown(tx, made.id)
    ? err({ type: "PasskeyKnown" })
    : ok([...removedRows(tx, owner), ...newKeyRows(tx, owner, made, name)]);

/** The end of every key that an owner has. */
export const removedRows = (tx: Tx, owner: Owner): readonly RowOp[] =>
  passkeysOf(tx, owner).flatMap(({ id }) => changeRows(tx, owner.kind, id, { state: "removed" }));

const isKnown = (tx: Tx, id: string): boolean =>
  (["account", "staff"] as const).some((kind) => copiesOf(tx, kind, id).length > 0);

const newKeyRows = (tx: Tx, owner: Owner, made: NewPasskey, name: string): readonly RowOp[] => {
  const row: Omit<PasskeyRow, "at"> = {
    id: made.id,
    owner: owner.id,
    publicKey: made.publicKey,
    transports: JSON.stringify(made.transports),
    aaguid: made.aaguid,
    backupEligible: Number(made.backupEligible),
    backedUp: Number(made.backedUp),
    counter: made.counter,
    rpId: made.rpId,
    origin: made.origin,
    name,
    createdAtMs: tx.nowMs,
    state: "active",
  };
  return placesOfNew(tx, owner).map((at) => rowOf(owner.kind, { ...row, at }));
};

/** Headquarters gives a copy to every branch that has one of the account; a branch's key waits there to be taken over. */
const placesOfNew = (tx: Tx, owner: Owner): readonly string[] => {
  if (tx.branch !== null) return [tx.branch];
  return [...new Set(["", ...copiesOfHolder(tx, owner).map(({ at }) => at)])];
};

export type PasskeyGone = { readonly type: "PasskeyNotFound" };

export const planRenamePasskey = (
  tx: Tx,
  owner: Owner,
  id: string,
  name: string,
): Result<Plan<null>, PasskeyGone> => {
  if (!ownPasskey(tx, owner, id)) return err({ type: "PasskeyNotFound" });
  return ok({ intent: "renamePasskey", rows: changeRows(tx, owner.kind, id, { name }), answer: null });
};

/** It is the last key, and there is no other kind of proof by which its owner would come in again. */
export type LastWayIn = { readonly type: "LastWayIn" };

export const planRemovePasskey = (
  tx: Tx,
  owner: Owner,
  id: string,
  { hasAnotherWay }: { readonly hasAnotherWay: boolean },
): Result<Plan<null>, PasskeyGone | LastWayIn> => {
  if (!ownPasskey(tx, owner, id)) return err({ type: "PasskeyNotFound" });
  const others = passkeysOf(tx, owner).filter((key) => key.id !== id && key.state === "active");
  if (others.length === 0 && !hasAnotherWay) return err({ type: "LastWayIn" });
  return ok({
    intent: "removePasskey",
    rows: changeRows(tx, owner.kind, id, { state: "removed" }),
    answer: null,
  });
};

/** A key that may have been copied opens nothing more; its owner removes it and adds another. */
export const planSuspendPasskey = (tx: Tx, kind: OwnerKind, id: string): Result<Plan<null>, PasskeyGone> => {
  if (findPasskey(tx, kind, id)?.state !== "active") return err({ type: "PasskeyNotFound" });
  return ok({ intent: "suspendPasskey", rows: suspendRows(tx, kind, id), answer: null });
};

const suspendRows = (tx: Tx, kind: OwnerKind, id: string) => changeRows(tx, kind, id, { state: "suspended" });

const ownPasskey = (tx: Tx, owner: Owner, id: string): Passkey | undefined => {
  const found = findPasskey(tx, owner.kind, id);
  return found?.owner === owner.id && found.state !== "removed" ? found : undefined;
};

/** An assertion whose signature was verified a moment ago. */
export interface Assertion {
  readonly kind: OwnerKind;
  readonly credential: string;
  readonly counter: number;
  readonly backedUp: boolean;
}

export type Use =
  | {
      readonly type: "PasskeyUsed";
      readonly owner: Owner;
      /** It was backed up and is not any more: its holder is told. */
      readonly backupLost: boolean;
    }
  /** It was suspended in this commit: there may be a copy of it. Nothing else may be done on it. */
  | {
      readonly type: "CounterWentBack";
      readonly owner: Owner;
      readonly known: number;
      readonly seen: number;
    };

/**
 * Takes note of a use, and looks again at what may have changed since the signature was verified. Every use goes through here, in the
 * plan that opens the session or does what was stepped up for; only `PasskeyUsed` opens anything.
 */
export const planUsePasskey = (
  tx: Tx,
  { kind, credential, counter, backedUp }: Assertion,
): Result<Plan<Use>, PasskeyRefused> => {
  const key = findPasskey(tx, kind, credential);
  if (key?.state !== "active") return err(refused(`the key is ${key?.state ?? "not known"}`));
  const owner = { kind, id: key.owner };
  if (!findHolder(tx, owner)) return err(refused("its holder is not active"));
  if (wentBack(key.counter, counter))
    return ok({
      intent: "suspendPasskey",
      rows: suspendRows(tx, kind, credential),
      answer: { type: "CounterWentBack", owner, known: key.counter, seen: counter },
    });
  return ok({
    intent: "usePasskey",
    rows: [
      ...counterRows(tx, kind, credential, counter),
      ...(backedUp === key.backedUp ? [] : changeRows(tx, kind, credential, { backedUp: Number(backedUp) })),
    ],
    answer: { type: "PasskeyUsed", owner, backupLost: key.backedUp && !backedUp },
  });
};

/** What this node saw; nothing for keys that count nothing, which are most. */
const counterRows = (tx: Tx, kind: OwnerKind, credential: string, counter: number): readonly RowOp[] => {
  if (counter === 0) return [];
  const key = { credential, node: tx.node };
  const seen = { counter, atMs: tx.nowMs };
  const hasRow = usesOf(tx, kind, credential).some(({ node }) => node === tx.node);
  return [hasRow ? update("credentialUse", key, seen) : insert("credentialUse", { ...key, ...seen })];
};

type Change = Partial<Pick<PasskeyRow, "name" | "state" | "backedUp">>;

/** Changes every copy that this node may write; where it may write none, it writes one of its own. */
const changeRows = (tx: Tx, kind: OwnerKind, id: string, set: Change): readonly RowOp[] => {
  const copies = copiesOf(tx, kind, id);
  const own = copies.filter(({ at }) => tx.branch === null || at === tx.branch);
  if (own.length === 0 && tx.branch !== null) return [rowOf(kind, { ...copies[0]!, ...set, at: tx.branch })];
  const table = tableOf[kind];
  return own.map(({ at }) => update(table, { id, at }, set));
};

const tableOf = { account: "passkey", staff: "staffKey" } as const satisfies {
  readonly [kind in OwnerKind]: string;
};

const rowOf = (kind: OwnerKind, { owner, ...row }: PasskeyRow): RowOp =>
  kind === "account"
    ? insert("passkey", { ...row, account: owner })
    : insert("staffKey", { ...row, staff: owner });
