/** What needs a supervisor, most urgent first: each a sentence with a count, what it means, the next step, and where. */
import { catalogue } from "../node";
import { shownRef } from "../slips";
import type { Tone } from "../ui/band";
import type { IconName } from "../ui/icons";
import { inLanguage } from "../words/language";
import { dayAndClock } from "../words/staff-times";
import { span } from "../words/when";
import type { Conflict, HqState, NodeContact } from "./line-types";
import { pageWords as words } from "./page-words";

export interface Matter {
  readonly id: string;
  readonly tone: Tone;
  readonly icon: IconName;
  readonly title: string;
  readonly what: string;
  readonly next: string;
  readonly rows: readonly string[];
}

export const mattersOf = (state: HqState): readonly Matter[] =>
  [
    opened(state),
    copied(state),
    forged(state),
    conflict(state, "both_arrived"),
    clock(state),
    lost(state),
    frozen(state),
    conflict(state, "contested"),
    usedTwice(state),
    overrun(state),
    aside(state, "refused"),
    aside(state, "newer_program"),
    conflict(state, "superseding"),
    conflict(state, "superseded"),
  ].filter((matter) => matter !== undefined);

/** A branch's name in the catalogue, its code when it is not there. */
export const branchName = (code: string): string => {
  const branch = catalogue.value?.branches.find((row) => row.code === code);
  return branch ? inLanguage(branch.name) : code;
};

/** Who a node is. */
export const nodeName = ({ branch }: Pick<NodeContact, "branch">): string =>
  branch === null ? words.hq() : branchName(branch);

export const contactTone = {
  heard: { tone: "success", icon: "cloud-check" },
  silent: { tone: "warning", icon: "cloud-off" },
  suspended: { tone: "danger", icon: "octagon-x" },
  replaced: { tone: "neutral", icon: "circle-off" },
} as const;

export const contactWord: Readonly<Record<NodeContact["contact"], () => string>> = {
  heard: words.heard,
  silent: words.silent,
  suspended: words.suspended,
  replaced: words.replaced,
};

const copied = ({ copies }: HqState): Matter | undefined =>
  some(copies, (rows) => ({
    id: "copied",
    tone: "danger",
    icon: "octagon-x",
    title: words.copied({ count: rows.length }),
    what: words.copiedWhat(),
    next: words.copiedNext(),
    rows: rows.map((row) =>
      [nodeName(row), dayAndClock(row.atMs), words.copiedRow({ proof: row.proof })].join(" · "),
    ),
  }));

const forged = ({ forged: rows }: HqState): Matter | undefined =>
  some(rows, () => ({
    id: "forged",
    tone: "danger",
    icon: "octagon-x",
    title: words.forged({ count: rows.length }),
    what: words.forgedWhat(),
    next: words.forgedNext(),
    rows: rows.map((row) =>
      [nodeName(row), dayAndClock(row.atMs), words.copiedRow({ proof: row.proof })].join(" · "),
    ),
  }));

const opened = ({ opened: rows }: HqState): Matter | undefined =>
  some(rows, () => ({
    id: "opened",
    tone: "danger",
    icon: "octagon-alert",
    title: words.opened({ count: rows.length }),
    what: words.openedWhat(),
    next: words.openedNext(),
    rows: rows.map((row) => [nodeName(row), dayAndClock(row.atMs), row.name].join(" · ")),
  }));

const conflictLook = {
  both_arrived: {
    tone: "danger",
    icon: "users",
    title: words.bothArrived,
    what: words.bothArrivedWhat,
    next: words.bothArrivedNext,
  },
  contested: {
    tone: "warning",
    icon: "users",
    title: words.contested,
    what: words.contestedWhat,
    next: words.contestedNext,
  },
  superseding: {
    tone: "neutral",
    icon: "hourglass",
    title: words.superseding,
    what: words.supersedingWhat,
    next: words.supersedingNext,
  },
  superseded: {
    tone: "neutral",
    icon: "refresh-cw",
    title: words.superseded,
    what: words.supersededWhat,
    next: words.supersededNext,
  },
} as const;

const conflict = ({ conflicts, role }: HqState, kind: Conflict["kind"]): Matter | undefined =>
  some(
    conflicts.filter((row) => row.kind === kind),
    (rows) => {
      const { tone, icon, title, what, next } = conflictLook[kind];
      return {
        id: kind,
        tone,
        icon,
        title: title({ count: rows.length }),
        what: what(),
        next: next(),
        rows: rows.map(({ ref, startsAtMs, branch, beside }) =>
          [
            shownRef(ref),
            dayAndClock(startsAtMs),
            ...(role === "hq" ? [branchName(branch)] : []),
            ...(beside
              ? [words.besideRow({ ref: shownRef(beside.ref), branch: branchName(beside.branch) })]
              : []),
          ].join(" · "),
        ),
      };
    },
  );

const overrun = ({ overruns, role }: HqState): Matter | undefined =>
  some(overruns, (rows) => ({
    id: "overrun",
    tone: "warning",
    icon: "triangle-alert",
    title: words.overrun({ count: sum(rows, ({ units }) => units) }),
    what: words.overrunWhat(),
    next: words.overrunNext(),
    rows: rows.map(({ ref, group, startsAtMs, branch }) =>
      [
        ...(ref === null ? [] : [shownRef(ref)]),
        words.overrunRow({ group, when: dayAndClock(startsAtMs) }),
        ...(role === "hq" ? [branchName(branch)] : []),
      ].join(" · "),
    ),
  }));

const usedTwice = ({ usedTwice: twice, role }: HqState): Matter | undefined =>
  some(twice, (rows) => ({
    id: "used-twice",
    tone: "danger",
    icon: "users",
    title: words.usedTwice({ count: rows.length }),
    what: words.usedTwiceWhat(),
    next: words.usedTwiceNext(),
    rows: rows.map(({ ref, firstPlace, firstAtMs, place, officer, atMs, branch }) =>
      [
        shownRef(ref),
        firstAtMs === null
          ? words.servedWithoutCheckIn()
          : words.usedAt({ place: firstPlace ?? words.unknownPlace(), when: dayAndClock(firstAtMs) }),
        words.usedAt({
          place: [place ?? words.unknownPlace(), ...(officer === null ? [] : [officer])].join(", "),
          when: dayAndClock(atMs),
        }),
        ...(role === "hq" ? [branchName(branch)] : []),
      ].join(" · "),
    ),
  }));

const frozen = ({ nodes, role }: HqState): Matter | undefined =>
  some(
    nodes.filter(({ contact, frozenUnits }) => contact === "silent" && frozenUnits > 0),
    (rows) => ({
      id: "frozen",
      tone: "warning",
      icon: "cloud-off",
      title: words.frozen({ count: sum(rows, ({ frozenUnits }) => frozenUnits) }),
      what: role === "hq" ? words.frozenAtHqWhat() : words.frozenAtBranchWhat(),
      next: role === "hq" ? words.frozenAtHqNext() : words.frozenAtBranchNext(),
      rows: rows.map(frozenRow),
    }),
  );

const lost = ({ nodes }: HqState): Matter | undefined =>
  some(
    nodes.filter(
      ({ contact, frozenUnits }) => (contact === "suspended" || contact === "replaced") && frozenUnits > 0,
    ),
    (rows) => ({
      id: "lost",
      tone: "danger",
      icon: "octagon-alert",
      title: words.lost({ count: sum(rows, ({ frozenUnits }) => frozenUnits) }),
      what: words.lostWhat(),
      next: words.lostNext(),
      rows: rows.map(frozenRow),
    }),
  );

const frozenRow = (node: NodeContact): string =>
  words.frozenRow({ who: nodeName(node), count: node.frozenUnits, contact: contactWord[node.contact]() });

const aside = ({ aside: rows }: HqState, why: "newer_program" | "refused"): Matter | undefined =>
  some(
    rows.filter((row) => row.why === why),
    ([row]) => ({
      id: why,
      tone: "warning",
      icon: why === "refused" ? "triangle-alert" : "download",
      title: (why === "refused" ? words.refused : words.newerProgram)({ count: row.count }),
      what: why === "refused" ? words.refusedWhat() : words.newerProgramWhat(),
      next: why === "refused" ? words.refusedNext() : words.newerProgramNext(),
      rows: [words.asideRow({ first: row.first, when: dayAndClock(row.sinceMs) })],
    }),
  );

const clock = ({ clockAheadMs: aheadMs }: HqState): Matter | undefined =>
  aheadMs === null
    ? undefined
    : {
        id: "clock",
        tone: "danger",
        icon: "clock-alert",
        title: (aheadMs > 0 ? words.clockAhead : words.clockBehind)({ length: span(Math.abs(aheadMs)) }),
        what: words.clockWhat(),
        next: words.clockNext(),
        rows: [],
      };

/** A matter of rows, when there are any. */
const some = <T>(rows: readonly T[], matter: (rows: readonly [T, ...T[]]) => Matter): Matter | undefined => {
  const [first, ...others] = rows;
  return first === undefined ? undefined : matter([first, ...others]);
};

const sum = <T>(rows: readonly T[], of: (row: T) => number): number =>
  rows.reduce((total, row) => total + of(row), 0);
