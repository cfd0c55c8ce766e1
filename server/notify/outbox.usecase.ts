/** Messages that wait: written at the moment of sending, settled by one commit each, dropped when too late. */
import type { Plan, RowOp } from "../../sync/core/plan";
import { ok, type Result } from "../../sync/core/result";
import type { Message, NoticeBody } from "../../sync/notice";
import { update } from "../../sync/rows";
import type { Task } from "../../sync/scheduler";
import type { Tx } from "../../sync/submit";
import { formatDate } from "../calendar/words";
import { spacedReference } from "../booking/slip-words";
import { branchAt, findBranch, findService, zoneOf } from "../catalogue/catalogue.usecase";
import type { Deps } from "../deps";
import type { Outgoing } from "./channel";
import { endOf, type Sent } from "./outbox";
import { type NoticeRow, noticeState, overdueNotices } from "./outbox.store";
import { type Facts, write } from "./words";

export { dueNotices, nextTryMs } from "./outbox.store";

/** What else is written in the commit in which a gateway took a message: a code's ten minutes begin. */
export type WhenHanded = (tx: Tx, noticeId: string, atMs: number) => readonly RowOp[];

/** Opens and words a message. Undefined: the person was erased. Throws when it cannot be read: a bug, or a damaged file. */
export const writeNotice = (
  deps: Pick<Deps, "db" | "sealer" | "self">,
  { id, purpose, channel, subject, sealed, atMs, untilMs }: NoticeRow,
): Outgoing | undefined => {
  const { db, sealer, self } = deps;
  const person = sealer.open(db, subject);
  if (!person) return undefined;
  const { to, lang, message } = sealer.unseal<NoticeBody>(person, "notice", id, sealed);
  return {
    id,
    purpose,
    to,
    ...write(channel, lang, factsOf(deps, lang, message), self.publicUrl),
    atMs,
    untilMs,
  };
};

const factsOf = ({ db, self }: Pick<Deps, "db" | "self">, lang: "ms" | "en", message: Message): Facts => {
  const own = zoneOf({ db }, self.branch);
  const when = (utcMs: number, zone = own) =>
    `${formatDate(lang, "weekdayShort", utcMs, zone)} ${formatDate(lang, "time", utcMs, zone)}`;
  switch (message.purpose) {
    case "code":
      return message;
    case "contact_changed":
    case "passkey_added":
    case "backup_lost":
      return { purpose: message.purpose, when: when(message.atMs) };
    case "recovery_asked":
      return { purpose: message.purpose, opens: when(message.opensAtMs), stop: message.stop };
    default: {
      const { purpose, ref, startsAtMs } = message;
      const found = findBranch({ db }, message.branch);
      const branch = found.ok ? ok(branchAt({ db }, found.value, startsAtMs)) : found;
      const visit = { branch: message.branch, startMin: startsAtMs / 60_000 };
      const service = findService({ db }, message.service, visit);
      const zone = branch.ok ? branch.value.zone : own;
      const name = (found: typeof branch | typeof service, code: string): string =>
        found.ok ? (lang === "en" ? found.value.nameEn : found.value.nameMs) : code;
      const visitFacts = {
        ref: spacedReference(ref),
        branch: name(branch, message.branch),
        service: name(service, message.service),
        day: formatDate(lang, "long", startsAtMs, zone),
        time: formatDate(lang, "time", startsAtMs, zone),
        when: when(startsAtMs, zone),
      };
      if (purpose !== "reminder") return { purpose, ...visitFacts };
      const bring = service.ok ? service.value.documents.map((one) => one[lang]) : [];
      return { purpose, ...visitFacts, bring, address: branch.ok ? branch.value.address : "" };
    }
  }
};

/** Writes what became of a try. What has ended loses its sealed text: only that it was is kept. */
export const planSettle = (
  tx: Tx,
  id: string,
  sent: Sent,
  atMs: number,
  whenHanded: WhenHanded,
): Result<Plan<null>, never> => {
  const now = noticeState(tx, id);
  if (now?.state !== "queued") return ok({ intent: "settleNotice", rows: [], answer: null });
  const attempts = now.attempts + 1;
  const { state, lastError, waitMs } = endOf(sent, attempts, tx.random);
  const ended = state === "queued" ? { nextMs: tx.nowMs + waitMs } : { sealed: Buffer.alloc(0) };
  return ok({
    intent: "settleNotice",
    rows: [
      update(
        "notice",
        { id },
        { state, attempts, lastError, ...ended, ...(sent.ok ? { handedAtMs: atMs } : {}) },
      ),
      ...(sent.ok ? whenHanded(tx, id, atMs) : []),
    ],
    answer: null,
  });
};

/** Drops what is too late, also where no channel is configured. */
export const expireNoticesTask: Task = {
  name: "expireNotices",
  plan: (tx) => {
    const rows = overdueNotices(tx, tx.nowMs).map((id) =>
      update("notice", { id }, { state: "expired", lastError: "too_late", sealed: Buffer.alloc(0) }),
    );
    return ok({
      plan: rows.length > 0 ? { intent: "expireNotices", rows, answer: null } : undefined,
      nextDueMs: tx.nowMs + (rows.length === 200 ? 0 : 60_000),
    });
  },
};
