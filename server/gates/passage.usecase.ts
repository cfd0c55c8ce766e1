/**
 * One person at one lane, in two commits: the decision, which writes the command before a byte of it leaves, and its end.
 *
 *   everything asked ─► planPassage ─► passage + command `sent` + seq     ─► gate.admit ─► planPassageEnd ─► end, movement
 *                                   └► passage + referral `open`                                refused, unknown: referral `open`
 */
import type { AdmitOutcome } from "../../hardware/ports";
import type { Plan, RowOp } from "../../sync/core/plan";
import { ok, type Result } from "../../sync/core/result";
import { insert, put } from "../../sync/rows";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import { todayOf } from "../queue/hall.usecase";
import { askedRows } from "../screening/registries.usecase";
import type { ScreeningKeys } from "../screening/screening-keys.usecase";
import { alarmRows } from "./alarms.usecase";
import { afterAdmit } from "./companions";
import { companionsRow } from "./companions.usecase";
import { type Decision, decide } from "./decide";
import {
  commandById,
  lastSeq,
  type PassageRow,
  passageById,
  passagesLeft,
  seqKey,
  unfinishedCommands,
} from "./gates.store";
import { type Held, isMinor, judge, type PassageInput } from "./judge.usecase";
import type { DocumentKind, LaneSetup } from "./lane";
import { movementRows } from "./movement.usecase";
import { openStep } from "./referral";
import type { ArrivedSlip } from "./slip.usecase";
import { ageAtLeast, ageBandOf, documentKey, type Traveller } from "./traveller";

export interface Decided {
  readonly passage: string;
  readonly decision: Decision;
  /** Of the command that has been written; null: the lane stays shut. */
  readonly command: { readonly id: string; readonly seq: number } | null;
}

export interface Deciding {
  readonly sealer: Sealer;
  readonly keys: ScreeningKeys;
}

export const planPassage = (
  tx: Tx,
  deciding: Deciding,
  input: PassageInput,
): Result<Plan<Decided>, never> => {
  const { sealer } = deciding;
  const { lane, held, asked } = input;
  const { traveller, arrived, reasons, checks, group, isDrill } = judge(tx, deciding.keys, input);
  const decision = decide(reasons);
  const subject = subjectOf(tx, sealer, traveller, arrived);
  const identity = traveller && documentKey(traveller);
  const passage = tx.newId();
  const isChild = group?.adult != null && traveller !== null && isMinor(tx, traveller);
  const command = decision === "admit" ? { id: tx.newId(), seq: (lastSeq(tx, lane.id) % 65_535) + 1 } : null;
  const rows: readonly RowOp[] = [
    ...subject.rows,
    insert(
      "passage",
      {
        id: passage,
        branch: tx.branch!,
        lane: lane.id,
        purpose: lane.purpose,
        direction: lane.direction,
        document: documentOf(held),
        decision,
        reasons: JSON.stringify(reasons),
        checks: JSON.stringify(checks),
        nationality: traveller?.nationality ?? null,
        ageBand: ageBandOf(ageAtLeast(traveller?.birthDate ?? null, todayOf(tx).day)),
        seq: command?.seq ?? null,
        boot: input.boot,
        token: isDrill ? null : (arrived?.booking ?? null),
        of: isChild ? group.adult : null,
        officer: isChild ? group.officer : null,
        second: null,
        drill: isDrill ? 1 : 0,
        subject: subject.subject,
        sealed: sealer.seal(subject, "passage", passage, { identity, traveller } satisfies SealedPassage),
        readAtMs: input.readAtMs,
        atMs: tx.nowMs,
      },
      { documentIndex: identity && sealer.blindIndex(identity) },
    ),
    ...asked.flatMap((each) =>
      askedRows(tx, sealer, subject, each, { about: passage, by: `lane:${lane.id}` }),
    ),
    ...(command ? sentRows(tx, lane, passage, command) : openedRows(tx, passage)),
    ...(command && group ? [companionsRow(lane.id, afterAdmit(group, passage, isChild))] : []),
    ...(decision === "hold" && !isDrill ? alarmRows(tx, lane.id, "hold") : []),
  ];
  return ok({ intent: "passage", rows, answer: { passage, decision, command } });
};

const sentRows = (
  tx: Tx,
  lane: LaneSetup,
  passage: string,
  command: { readonly id: string; readonly seq: number },
): readonly RowOp[] => [
  put("gateCommand", {
    ...command,
    lane: lane.id,
    kind: "admit",
    passage,
    state: "sent",
    reason: null,
    atMs: tx.nowMs,
    doneAtMs: null,
  }),
  put("meta", { key: seqKey(lane.id), value: String(command.seq) }),
];

const openedRows = (tx: Tx, passage: string): readonly RowOp[] => [
  insert("referralStep", {
    passage,
    seq: 1,
    branch: tx.branch!,
    doc: JSON.stringify(openStep),
    atMs: tx.nowMs,
  }),
];

const documentOf = (held: Held): DocumentKind => {
  if (held.kind === "document") return held.traveller.kind;
  return held.kind === "slip" ? "slip" : "none";
};

/** Whoever it is has the key that everything of them lies under; who is not known gets one of their own. */
const subjectOf = (tx: Tx, sealer: Sealer, traveller: Traveller | null, arrived: ArrivedSlip | null) => {
  const known = arrived?.subject ? sealer.open(tx.db, arrived.subject) : undefined;
  if (known) return { ...known, rows: [] };
  const index = traveller && sealer.blindIndex(documentKey(traveller));
  return sealer.subjectFor(tx.db, index, tx.newId, tx.nowMs);
};

/** What lies under the person's key. */
export interface SealedPassage {
  /** Of the document. */
  readonly identity: string | null;
  /** Null for a slip, and where nothing could be read. */
  readonly traveller: Traveller | null;
}

export interface EndInput {
  readonly command: string;
  readonly outcome: AdmitOutcome;
  readonly boot: number | null;
  /** From the document to the sensor; null where a clock was put in between. */
  readonly laneMs: number | null;
  /** From the document to the command on its way. */
  readonly ownMs: number;
}

/**
 * Writes what became of a command, once; whoever went through a border lane has a movement. Whom the lane did not take after all, or
 * of whom nobody can say, is an officer's to look at, and to write down.
 */
export const planPassageEnd = (tx: Tx, sealer: Sealer, end: EndInput): Result<Plan<null>, never> => {
  const command = commandById(tx, end.command);
  if (!command || command.state !== "sent") return ok({ intent: "passageEnd", rows: [], answer: null });
  const { outcome, boot, ownMs } = end;
  const hasPassed = outcome.type === "passed";
  const reason = "reason" in outcome ? outcome.reason.type : null;
  const sensor = hasPassed ? outcome.sensor : null;
  const passage = passageOf(tx, command);
  return ok({
    intent: "passageEnd",
    rows: [
      commandEnd(tx, command, outcome.type, reason),
      ...endRows(tx, command, passage, {
        outcome: outcome.type,
        reason,
        sensor,
        boot,
        laneMs: hasPassed ? end.laneMs : null,
        ownMs,
      }),
      ...(hasPassed && passage?.drill === 0 && passage.purpose === "border"
        ? movementRows(tx, sealer, passage, { way: "lane", sensor })
        : []),
    ],
    answer: null,
  });
};

/**
 * After a start: nobody knows what became of commands that were under way. They are never sent again, and officers are told. On a
 * machine that has taken the place of a broken one, that goes for whom the broken one let in as well: its commands were its own.
 */
export const planRecover = (tx: Tx): Result<Plan<{ readonly unknown: number }>, never> => {
  const unfinished = unfinishedCommands(tx);
  const end = {
    outcome: "unknown",
    reason: "restarted",
    sensor: null,
    boot: null,
    laneMs: null,
    ownMs: 0,
  } as const;
  const left = tx.branch === null ? [] : passagesLeft(tx, tx.branch, tx.nowMs - leftMs);
  return ok({
    intent: "recoverLanes",
    rows: [
      ...unfinished.flatMap((command) => [
        commandEnd(tx, command, end.outcome, end.reason),
        ...endRows(tx, command, passageOf(tx, command), end),
      ]),
      ...left.flatMap((passage) => endRows(tx, { kind: "admit", lane: passage.lane }, passage, end)),
    ],
    answer: { unknown: unfinished.length + left.length },
  });
};

/** How long a branch waits for a new machine, at the most. */
const leftMs = 7 * 24 * 3_600_000;

/** Commands after which somebody may have gone through. */
const mayOpen: ReadonlySet<string> = new Set(["admit", "open_exit", "reject"]);

const passageOf = (tx: Tx, { passage }: SentCommand): PassageRow | undefined =>
  passage === null ? undefined : passageById(tx, passage);

/** The end of the passage that a command was for; what nobody can say is an alarm and, of a person, a referral. */
const endRows = (
  tx: Tx,
  { lane, kind }: Pick<SentCommand, "lane" | "kind">,
  passage: PassageRow | undefined,
  end: {
    readonly outcome: AdmitOutcome["type"];
    readonly reason: string | null;
    readonly sensor: number | null;
    readonly boot: number | null;
    readonly laneMs: number | null;
    readonly ownMs: number;
  },
): readonly RowOp[] => {
  const { outcome } = end;
  const isUnknown = outcome === "unknown";
  return [
    ...(passage
      ? [insert("passageEnd", { passage: passage.id, branch: tx.branch!, lane, ...end, atMs: tx.nowMs })]
      : []),
    ...(passage && (isUnknown || outcome === "refused") ? openedRows(tx, passage.id) : []),
    ...(isUnknown && passage?.drill !== 1 && mayOpen.has(kind) ? alarmRows(tx, lane, "unknown") : []),
  ];
};

/** A command as it was written before it was sent. */
interface SentCommand {
  readonly id: string;
  readonly lane: string;
  readonly seq: number;
  readonly kind: string;
  readonly passage: string | null;
  readonly atMs: number;
}

export const commandEnd = (tx: Tx, command: SentCommand, state: string, reason: string | null): RowOp =>
  put("gateCommand", { ...command, state, reason, doneAtMs: tx.nowMs });
