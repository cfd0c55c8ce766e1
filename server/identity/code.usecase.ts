/**
 * Codes: sent, handed over, tried.
 *
 *   planSendCode ──► row + message ──► gateway took it: handedOverRows, ten minutes from then ──┐
 *   planPaperCode ─► row, printed: half an hour from now ──────────────────────────────────────┴─► planTryCode
 *
 * Of one session and purpose each channel has one code at a time: a new one takes the older one's place.
 */
import type { Plan, RowOp } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { type Limit, planTry } from "../../sync/limit";
import { noticeTo, type NoticeBody } from "../../sync/notice";
import { add, put, remove, update } from "../../sync/rows";
import type { Sealer, Subject } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import {
  aboutOf,
  blockOf,
  type CodeChannel,
  codeMac,
  codeMs,
  dayMs,
  handOverMs,
  isCode,
  isServed,
  lastMomentMs,
  newCode,
  paperMs,
  papersMax,
  resendWaitMs,
  type SendRules,
  sendsPerDayMax,
  triesMax,
} from "./code";
import { codeById, type CodeRow, codesOf, counted } from "./code.store";
import type { ProofKind } from "./kinds";
import { proofRow } from "./kinds.usecase";

export interface CodeDeps {
  readonly sealer: Sealer;
  /** HMAC key of this node's codes. */
  readonly codesKey: Uint8Array;
  readonly rules: SendRules;
}

/** What a code is for. `purpose`: `booking/<hold>`, `contact`, `recovery/<id>`, `sign_in/account`. */
interface For {
  readonly session: string;
  readonly purpose: string;
}

export interface SendInput extends For {
  readonly channel: "sms" | "email";
  /** An e-mail address, or a number as E.164. */
  readonly to: string;
  readonly lang: NoticeBody["lang"];
  /** Under whose key the message waits. */
  readonly holder: Subject;
  /** Whose five a day it takes: the blind index of an identity, or an account. */
  readonly who: string;
}

export type SendError =
  /** No SMS goes to this number: another kind is offered. */
  | { readonly type: "NumberNotServed" }
  | { readonly type: "CodeTooSoon"; readonly retryAfterS: number }
  | { readonly type: "TooManyCodes"; readonly retryAfterS: number }
  /** A cap of this node or of a range of numbers is reached: another kind is offered, somebody looks into it. */
  | { readonly type: "SendingPaused"; readonly retryAfterS: number };

export interface CodeSent {
  readonly codeId: string;
  /** Until then no other one is sent there. */
  readonly nextMs: number;
}

/** A code on its way: the row with its HMAC, and the message that shares its id. */
export const planSendCode = (
  tx: Tx,
  { sealer, codesKey, rules }: CodeDeps,
  { session, purpose, channel, to, lang, holder, who }: SendInput,
): Result<Plan<CodeSent>, SendError> => {
  if (channel === "sms" && !isServed(rules, to)) return err({ type: "NumberNotServed" });
  const index = contactIndex(sealer, channel, to);
  const limits = limitsOf(tx, sealer, rules, { channel, to, index, who });
  const counts: RowOp[] = [];
  for (const [type, each] of limits) {
    const tried = planTry(tx, each);
    if (!tried.ok) return err({ type, retryAfterS: tried.error.retryAfterS });
    counts.push(...tried.value.rows);
  }
  const id = tx.newId();
  const code = newCode(tx.random);
  const untilMs = tx.nowMs + handOverMs;
  const row = codeRow(tx, {
    id,
    session,
    purpose,
    channel,
    to: index,
    mac: codeMac(codesKey, id, purpose, code),
  });
  const message = { purpose: "code", use: useOf(purpose), code } as const;
  return ok({
    intent: "sendCode",
    rows: [
      ...counts,
      ...insteadOf(tx, { session, purpose }, channel),
      put("code", { ...row, endsMs: untilMs }),
    ],
    notices: [noticeTo(tx, sealer, holder, { id, channel, to, lang, untilMs, message })],
    answer: { codeId: id, nextMs: tx.nowMs + resendWaitMs(counted(tx, dayBucket(index)) + 1) },
  });
};

/** By what a contact is known where it must not be read. */
export const contactIndex = (sealer: Sealer, channel: "sms" | "email", to: string): string =>
  sealer.blindIndex(channel === "sms" ? `phone:${to}` : `email:${to.toLowerCase()}`);

const dayBucket = (index: string) => `code-day:${index}`;

const limitsOf = (
  tx: Tx,
  sealer: Sealer,
  rules: SendRules,
  { channel, to, index, who }: Pick<SendInput, "channel" | "to" | "who"> & { readonly index: string },
): readonly (readonly [Exclude<SendError["type"], "NumberNotServed">, readonly Limit[]])[] => {
  const day = (bucket: string, triesMax: number): Limit => ({ bucket, triesMax, windowMs: dayMs });
  const windowMs = resendWaitMs(counted(tx, dayBucket(index)) + 1);
  return [
    ["TooManyCodes", [day(dayBucket(index), sendsPerDayMax), day(`code-who:${who}`, sendsPerDayMax)]],
    ["CodeTooSoon", [{ bucket: `code-wait:${index}`, triesMax: 1, windowMs }]],
    [
      "SendingPaused",
      channel === "sms"
        ? [
            day("code-all:sms", rules.smsPerDayMax),
            day(`code-block:${sealer.blindIndex(`block:${blockOf(to)}`)}`, rules.smsPerBlockPerDayMax),
          ]
        : [day("code-all:email", rules.emailsPerDayMax)],
    ],
  ];
};

/** What the message says the code is for. */
const useOf = (purpose: string): "booking" | "contact" | "recovery" | "sign_in" => {
  const [use] = purpose.split("/");
  return use === "booking" || use === "recovery" || use === "sign_in" ? use : "contact";
};

const codeRow = (tx: Tx, row: Pick<CodeRow, "id" | "session" | "purpose" | "channel" | "to" | "mac">) => ({
  ...row,
  tries: 0,
  sentAtMs: tx.nowMs,
  handedAtMs: null,
  endsMs: tx.nowMs + codeMs,
});

const insteadOf = (tx: Tx, { session, purpose }: For, channel: CodeChannel): readonly RowOp[] =>
  codesOf(tx, session)
    .filter((row) => row.purpose === purpose && row.channel === channel)
    .map(({ id }) => remove("code", { id }));

export type PaperError = { readonly type: "TooManyCodes"; readonly retryAfterS: number };

/**
 * A code on paper, printed for who stands there. The caller draws it (`newCode`), seals it for the printer and keeps it nowhere else: it
 * is in no answer that an idempotency key would keep. `by`: the kiosk, or the officer.
 */
export const planPaperCode = (
  tx: Tx,
  { codesKey }: Pick<CodeDeps, "codesKey">,
  {
    session,
    purpose,
    code,
    by,
    at,
    endsMs = tx.nowMs + paperMs,
  }: For & PaperBy & { readonly code: string; readonly endsMs?: number },
): Result<Plan<{ readonly codeId: string }>, PaperError> => {
  const tried = planTry(tx, [{ bucket: `paper:${by}`, ...papersMax[at] }]);
  if (!tried.ok) return err({ type: "TooManyCodes", retryAfterS: tried.error.retryAfterS });
  const id = tx.newId();
  const mac = codeMac(codesKey, id, purpose, code);
  const row = {
    ...codeRow(tx, { id, session, purpose, channel: "paper", to: by, mac }),
    handedAtMs: tx.nowMs,
    endsMs,
  };
  return ok({
    intent: "paperCode",
    about: { code: id, purpose },
    rows: [...tried.value.rows, ...insteadOf(tx, { session, purpose }, "paper"), put("code", row)],
    answer: { codeId: id },
  });
};

/** Who has a paper printed, and where they stand. */
export interface PaperBy {
  readonly by: string;
  readonly at: keyof typeof papersMax;
}

/** A code by its id: what for, and until when it is good. Undefined once it was used or replaced. */
export const codeNamed = (
  reader: Pick<Tx, "db">,
  id: string,
): Pick<CodeRow, "purpose" | "endsMs"> | undefined => codeById(reader, id) ?? undefined;

/** The gateway has the message: its ten minutes begin. The first time counts; a code that was replaced meanwhile is no matter. */
export const handedOverRows = (tx: Pick<Tx, "db">, codeId: string, atMs: number): readonly RowOp[] =>
  codeById(tx, codeId)?.handedAtMs === null
    ? [update("code", { id: codeId }, { handedAtMs: atMs, endsMs: atMs + codeMs })]
    : [];

export type CodeTried =
  | { readonly type: "CodeRight"; readonly kind: ProofKind; readonly about: string }
  /** Wrong, over, replaced or never sent: nobody is told which. */
  | { readonly type: "CodeWrong" }
  | { readonly type: "TriesUsedUp" };

/**
 * Tries a code. Submit it by itself: the try counts whatever comes of it, so nothing is refused here. A right one is used up, and
 * stands from then on as a proof of the session.
 */
export const planTryCode = (
  tx: Tx,
  { codesKey }: Pick<CodeDeps, "codesKey">,
  { session, purpose, channel, typed }: For & { readonly channel: CodeChannel; readonly typed: string },
): Result<Plan<CodeTried>, never> => {
  const row = codesOf(tx, session).find((each) => each.purpose === purpose && each.channel === channel);
  // The work is the same where there is no code.
  const isRight = isCode(codesKey, row ?? noCode, typed);
  const plan = (answer: CodeTried, rows: readonly RowOp[] = []) =>
    ok({ intent: "tryCode", rows, answer } as const);
  if (!row || tx.nowMs >= row.endsMs) return plan({ type: "CodeWrong" });
  if (row.tries >= triesMax) return plan({ type: "TriesUsedUp" });
  if (!isRight) return plan({ type: "CodeWrong" }, [add("code", { id: row.id }, { tries: 1 })]);
  const [kind, about] = [kindOf[channel], aboutOf(purpose)];
  return plan({ type: "CodeRight", kind, about }, [
    remove("code", { id: row.id }),
    proofRow(tx, { session, about, kind, ref: row.to }),
  ]);
};

const noCode = { id: "", purpose: "", mac: "" };

const kindOf = { sms: "sms", email: "email", paper: "paper_code" } as const satisfies {
  readonly [channel in CodeChannel]: ProofKind;
};

export interface CodeUnderWay {
  readonly id: string;
  readonly channel: CodeChannel;
  readonly sentAtMs: number;
  /** From then on it is worth nothing. */
  readonly endsMs: number;
  /** Until then no other one is sent there. */
  readonly resendAtMs: number;
}

/** The codes of this purpose that may still be typed. */
export const codesUnderWay = (
  tx: Pick<Tx, "db" | "nowMs">,
  { session, purpose }: For,
): readonly CodeUnderWay[] =>
  codesOf(tx, session)
    .filter((row) => row.purpose === purpose && row.endsMs > tx.nowMs && row.tries < triesMax)
    .map(({ id, channel, sentAtMs, endsMs, to }) => ({
      id,
      channel,
      sentAtMs,
      endsMs,
      resendAtMs: sentAtMs + resendWaitMs(counted(tx, dayBucket(to))),
    }));

/** Until when some code of this purpose may still be good; undefined where none may. A pending slot is kept until then. */
export const lastCodeEndMs = (
  tx: Pick<Tx, "db" | "nowMs">,
  { session, purpose }: For,
): number | undefined => {
  const ends = codesOf(tx, session)
    .filter((row) => row.purpose === purpose && row.tries < triesMax)
    .map(lastMomentMs)
    .filter((endMs) => endMs > tx.nowMs);
  return ends.length === 0 ? undefined : Math.max(...ends);
};

/** Codes that prove nothing any more: what they were for has changed. */
export const dropCodes = (tx: Pick<Tx, "db">, { session, purpose }: For): readonly RowOp[] =>
  codesOf(tx, session)
    .filter((row) => row.purpose === purpose)
    .map(({ id }) => remove("code", { id }));

/** A session that gets a new id takes its codes along: who waits for an SMS may sign in meanwhile. */
export const carryCodes = (tx: Pick<Tx, "db">, from: string, to: string): readonly RowOp[] =>
  codesOf(tx, from).map(({ id }) => update("code", { id }, { session: to }));
