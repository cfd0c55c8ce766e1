/** The line and the rights as a supervisor sees them: at a branch its own, at headquarters those of every branch with a node. */
import type { Reader } from "../../drizzle/db";
import { stampToMs } from "../../sync/core/hlc";
import { parseSlotId } from "../../sync/core/slot";
import { heardOf } from "../../sync/peers";
import { forgedPrefix } from "../../sync/forged";
import { unknownHere } from "../../sync/quarantine";
import { allNodes, type KnownNode, nodeOfBranch } from "../../sync/roster";
import type { Looking } from "../booking/availability.usecase";
import { utcToLocal } from "../calendar/time-zone";
import { allGroups, branchNamed } from "../catalogue/catalogue.usecase";
import { type OpenedCode, openedSince } from "../identity/recovery.usecase";
import { unsoldUnits } from "./rights.store";
import { givenUnits } from "./settle.store";
import { clockMsMax, conflictKind, type ConflictKind, type Contact, contactOf } from "./supervision";
import {
  type ConflictRow,
  contestedPeople,
  decidedConflicts,
  overrunsSince,
  proofs,
  putAside,
  standsBeside,
  type UsedTwiceRow,
  usedTwiceSince,
} from "./supervision.store";

export interface Supervision {
  readonly role: "branch" | "hq";
  readonly nodes: readonly NodeContact[];
  readonly conflicts: readonly Conflict[];
  readonly overruns: readonly Overrun[];
  /** Of the last seven days. */
  readonly usedTwice: readonly UsedTwiceRow[];
  readonly aside: readonly Aside[];
  readonly copies: readonly Copy[];
  /** Nodes that signed rows about what is not theirs: somebody else may sit at that machine. */
  readonly forged: readonly Copy[];
  readonly opened: readonly OpenedCode[];
  /** How far this node's clock is ahead of headquarters'; null when it is right, or nobody knows. */
  readonly clockAheadMs: number | null;
}

/** A node on the other end of the line. */
export interface NodeContact {
  readonly alias: number;
  readonly role: "branch" | "hq";
  readonly branch: string | null;
  readonly contact: Contact;
  readonly heardAtMs: number | null;
  /** Units of the next fourteen days that only it could sell; 0 while it is heard. */
  readonly frozenUnits: number;
}

export interface Conflict {
  readonly kind: ConflictKind;
  readonly branch: string;
  readonly booking: string;
  readonly ref: string;
  readonly startsAtMs: number;
  /** The other booking, where it is known: at headquarters. */
  readonly beside: { readonly ref: string; readonly branch: string } | null;
}

/** Somebody checked in on a place that had been freed and sold again. */
export interface Overrun {
  readonly branch: string;
  readonly group: string;
  readonly startsAtMs: number;
  readonly units: number;
  readonly ref: string | null;
}

/** Changes of other nodes that are kept and not applied. */
export interface Aside {
  readonly why: "newer_program" | "refused";
  readonly count: number;
  readonly sinceMs: number;
  /** The first of them, by which engineers find it. */
  readonly first: string;
}

/** A node that was copied: two different records under one number, both signed by it. */
export interface Copy {
  readonly branch: string | null;
  readonly alias: number;
  readonly atMs: number;
  /** By which the proof is kept. */
  readonly proof: string;
}

const dayMs = 86_400_000;
/** How far ahead frozen units and people to ask for a document are looked for. */
const daysAhead = 14;
/** Bookings are made at most this long before the visit, and so are decisions about them. */
const decidedDaysMax = 120;
const overrunDays = 7;
const openedDays = 7;
const usedTwiceDays = 7;

/** `lastHqAtMs`: when this branch heard headquarters last. */
export const supervision = (looking: Looking, lastHqAtMs: number | null): Supervision => {
  const { nowMs } = looking;
  const branches = branchesOf(looking);
  const others = othersOf(looking);
  return {
    role: looking.branch === null ? "hq" : "branch",
    nodes: others.map((node) => contactWith(looking, node, lastHqAtMs)),
    conflicts: branches.flatMap((branch) => conflictsAt(looking, branch)),
    overruns: branches.flatMap((branch) =>
      overrunsSince(looking, branch, nowMs - overrunDays * dayMs).flatMap(({ slot, units, ref }) => {
        const at = parseSlotId(slot);
        if (!at.ok) return [];
        return [{ branch, group: at.value.group, startsAtMs: at.value.startMin * 60_000, units, ref }];
      }),
    ),
    usedTwice: branches.flatMap((branch) => usedTwiceSince(looking, branch, nowMs - usedTwiceDays * dayMs)),
    aside: asideOf(looking),
    copies: accusedBy(looking, (proof) => !proof.startsWith(forgedPrefix)),
    forged: accusedBy(looking, (proof) => proof.startsWith(forgedPrefix)),
    opened: openedCodes(looking),
    clockAheadMs: clockAhead(looking, others),
  };
};

const branchesOf = ({ db, branch }: Looking): readonly string[] =>
  branch === null
    ? [...new Set(allNodes(db).flatMap((node) => (node.branch === null ? [] : [node.branch])))].sort()
    : [branch];

/** The nodes on the other end of this one's lines, and how each was heard. */
export const contacts = (looking: Looking): readonly NodeContact[] =>
  othersOf(looking).map((node) => contactWith(looking, node, null));

const othersOf = (looking: Looking): readonly KnownNode[] =>
  allNodes(looking.db).filter((node) => concerns(looking, node));

/** Headquarters deals with every branch; a branch with headquarters, and with earlier nodes of its own. */
const concerns = (looking: Looking, { alias, branch, role }: KnownNode): boolean =>
  alias !== looking.node &&
  (looking.branch === null ? branch !== null : role === "hq" || branch === looking.branch);

const contactWith = (looking: Looking, node: KnownNode, lastHqAtMs: number | null): NodeContact => {
  const { alias, role, branch } = node;
  const heardAtMs = role === "hq" ? lastHqAtMs : (heardOf(looking.db, alias)?.heardAtMs ?? null);
  const contact = contactOf({
    suspended: node.state === "suspended",
    replaced: isReplaced(looking, node),
    heardAtMs,
    nowMs: looking.nowMs,
  });
  return {
    alias,
    role,
    branch,
    contact,
    heardAtMs,
    frozenUnits: contact === "heard" ? 0 : unsoldOf(looking, node),
  };
};

/** Another node serves its branch now. */
const isReplaced = ({ db }: Reader, { alias, branch }: KnownNode): boolean => {
  const now = branch === null ? undefined : nodeOfBranch(db, branch);
  return now !== undefined && now.alias !== alias;
};

/**
 * What a node holds of the next fourteen days: of its branch, or, headquarters, of the branch that looks. Asked of silent nodes
 * alone (measured: 2 ms for one; 160 ms when all 92 branches are silent, with a million rows of rights between them).
 */
const unsoldOf = (looking: Looking, { alias, branch: its }: KnownNode): number => {
  const branch = its ?? looking.branch!;
  const { zone } = branchNamed(looking, branch);
  const toMs = looking.nowMs + daysAhead * dayMs;
  const within = {
    dates: [utcToLocal(zone, looking.nowMs).date, utcToLocal(zone, toMs).date],
    fromMin: Math.ceil(looking.nowMs / 60_000),
    toMin: Math.floor(toMs / 60_000),
  } as const;
  const held = allGroups(looking).reduce(
    (sum, { code }) => sum + unsoldUnits(looking, alias, branch, code, within),
    0,
  );
  return held - givenUnits(looking, alias, branch, within);
};

const conflictsAt = (looking: Looking, branch: string): readonly Conflict[] => {
  const { nowMs } = looking;
  const nowMin = nowMs / 60_000;
  const decided = decidedConflicts(looking, branch, nowMs - decidedDaysMax * dayMs, nowMin - 24 * 60);
  // Who was contested from the start was not decided on: their own node marked them.
  const known = new Set(decided.map(nameOf));
  const marked = contestedPeople(looking, branch, nowMin - 24 * 60, nowMin + daysAhead * 24 * 60).filter(
    (row) => !known.has(nameOf(row)),
  );
  return [...decided, ...marked].flatMap((row) => {
    const kind = conflictKind(row.outcome, { state: row.state, contested: row.contested === 1 });
    if (!kind) return [];
    const { booking, ref, startMin } = row;
    const beside = looking.branch === null ? (standsBeside(looking, row) ?? null) : null;
    return [{ kind, branch, booking, ref, startsAtMs: startMin * 60_000, beside }];
  });
};

const nameOf = ({ booking, party }: ConflictRow): string => `${booking}/${party}`;

const asideOf = (reader: Reader): readonly Aside[] => {
  const found = { newer_program: [] as Aside[], refused: [] as Aside[] };
  for (const { reason, count, stamp, first } of putAside(reader)) {
    const why = reason === unknownHere ? "newer_program" : "refused";
    found[why].push({ why, count, sinceMs: stampToMs(stamp), first });
  }
  return Object.values(found).flatMap((rows) => {
    const [oldest] = rows.toSorted((a, b) => a.sinceMs - b.sinceMs);
    return oldest ? [{ ...oldest, count: rows.reduce((sum, row) => sum + row.count, 0) }] : [];
  });
};

/** One row a node, with its newest proof of a kind: one copy makes many. */
const accusedBy = (reader: Reader, isKind: (proof: string) => boolean): readonly Copy[] => {
  const byAlias = new Map(allNodes(reader.db).map((node) => [node.alias, node]));
  const copies = new Map<number, Copy>();
  for (const { id, origin, atMs } of proofs(reader)) {
    if (copies.has(origin) || !isKind(id)) continue;
    copies.set(origin, { alias: origin, branch: byAlias.get(origin)?.branch ?? null, atMs, proof: id });
  }
  return [...copies.values()];
};

const openedCodes = (looking: Looking): readonly OpenedCode[] =>
  openedSince(looking, looking.nowMs - openedDays * dayMs).filter(
    ({ branch }) => looking.branch === null || branch === looking.branch,
  );

/** A branch measures its clock against headquarters' with each round. */
const clockAhead = ({ db, branch }: Looking, others: readonly KnownNode[]): number | null => {
  const hq = others.find(({ role, state }) => role === "hq" && state === "active");
  const ahead = branch !== null && hq ? (heardOf(db, hq.alias)?.aheadMs ?? 0) : 0;
  return Math.abs(ahead) > clockMsMax ? ahead : null;
};
