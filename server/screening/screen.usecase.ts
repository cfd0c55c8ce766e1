/**
 * What the lists say of a person, asked inside the transaction that decides. Nothing here waits for anybody: a list that is missing, too
 * old or cannot be read answers `unchecked`, and an officer looks (law: an examination that cannot be completed ends before an officer).
 */
import type { Tx } from "../../sync/submit";
import { isClockUnsure } from "../hq/clock.usecase";
import { hashOf, keysOf, type Person, readEntry } from "./entries";
import { type Agency, type Code, type ListKind, type ListName, listNames, ruleOf } from "./lists";
import { listNow, maskedAt } from "./screening.store";
import type { ScreeningKeys } from "./screening-keys.usecase";

type Looking = Pick<Tx, "db" | "nowMs" | "node">;

/** Why a list decides nothing now. */
export type ListTrouble = "missing" | "no_key" | "old" | "clock";

export interface ListState {
  readonly list: ListName;
  readonly kind: ListKind;
  /** 0: none has come yet. */
  readonly version: number;
  readonly entries: number;
  readonly madeAtMs: number | null;
  /** Since its owner made it, milliseconds; null where there is none. */
  readonly ageMs: number | null;
  readonly maxAgeMs: number;
  readonly usable: boolean;
  readonly trouble: ListTrouble | null;
}

/** What one list says against a person. `unchecked`: nobody can tell, as the list is not usable. */
export interface Deny {
  readonly list: ListName;
  readonly code: Code;
  readonly agency: Agency | null;
}

export interface Screening {
  /** Empty: clear. The reasons are for staff alone. */
  readonly denies: readonly Deny[];
  /** Lists of what a person has, on which they stand now. One that is not usable is not among them: see `states`. */
  readonly allows: ReadonlySet<ListName>;
  readonly states: readonly ListState[];
}

/** Screens a person against every list, inside `tx`. */
export const screenPerson = (tx: Looking, keys: ScreeningKeys, person: Person): Screening => {
  const states = listStates(tx, keys);
  const personKeys = keysOf(person);
  const denies: Deny[] = [];
  const allows = new Set<ListName>();
  for (const { list, kind, usable } of states) {
    const found = foundOn(tx, keys, list, personKeys);
    if (kind === "allow") {
      if (usable && found.length > 0) allows.add(list);
      continue;
    }
    // Who stood on a list that has grown old stands on it still, as far as anybody knows.
    denies.push(...found);
    if (!usable) denies.push({ list, code: "unchecked", agency: null });
  }
  return { denies, allows, states };
};

const foundOn = (
  tx: Looking,
  keys: ScreeningKeys,
  list: ListName,
  personKeys: readonly string[],
): readonly Deny[] => {
  const now = listNow(tx, list);
  const screeningKey = now && keys.of(tx.db, now.keyVersion);
  if (!screeningKey) return [];
  return personKeys.flatMap((key) => {
    const hashed = hashOf(screeningKey, list, key);
    const masked = maskedAt(tx, now.build, hashed.hash);
    if (masked === undefined) return [];
    const says = readEntry(masked, hashed);
    return [{ list, code: says?.code ?? "unchecked", agency: says?.agency ?? null }];
  });
};

/** How each list stands on this node. */
export const listStates = (looking: Looking, keys: ScreeningKeys): readonly ListState[] => {
  const clockIsUnsure = isClockUnsure(looking);
  return listNames.map((list) => {
    const { kind, maxAgeMs } = ruleOf(list);
    const now = listNow(looking, list);
    // A row that only tells of a build under way, or of one that was refused, is no list yet.
    if (!now || now.version === 0) return { ...none, list, kind, maxAgeMs };
    const ageMs = looking.nowMs - now.madeAtMs;
    const most = Math.min(now.maxAgeMs, maxAgeMs);
    const trouble = !keys.of(looking.db, now.keyVersion)
      ? "no_key"
      : clockIsUnsure
        ? "clock"
        : ageMs > most
          ? "old"
          : null;
    return {
      list,
      kind,
      version: now.version,
      entries: now.entries,
      madeAtMs: now.madeAtMs,
      ageMs,
      maxAgeMs: most,
      usable: trouble === null,
      trouble,
    };
  });
};

const none = {
  version: 0,
  entries: 0,
  madeAtMs: null,
  ageMs: null,
  usable: false,
  trouble: "missing",
} as const;
