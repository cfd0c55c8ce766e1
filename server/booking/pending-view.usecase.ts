/** What a pending visit waits for, as its person sees it: each kind of proof, and what stands in its way. */
import type { Deps } from "../deps";
import { maskEmail, maskPhone } from "../identity/account";
import { isServed } from "../identity/code";
import { codesUnderWay } from "../identity/code.usecase";
import { paperShown } from "./pending-paper.usecase";
import { codeEndMs, kindsOfVisit, type PendingVisit, purposeOf } from "./pending.usecase";

type Why = "no_contact" | "number_not_served" | "not_configured" | "gateway_silent";

export const pendingShown = (
  deps: Pick<Deps, "db" | "clock" | "sealer" | "identity" | "channels" | "printers" | "self">,
  pending: PendingVisit,
) => {
  const looking = { db: deps.db, nowMs: deps.clock.nowMs() };
  const { hold, session, visit } = pending;
  const { have, isEnough } = kindsOfVisit(looking, pending);
  const codes = codesUnderWay(looking, { session, purpose: purposeOf(hold.id) });
  const endMs = codeEndMs(looking, pending);
  const plain = (kind: "passkey" | "document") => ({
    kind,
    state: have.includes(kind) ? ("done" as const) : ("open" as const),
    why: null,
    to: null,
    sentAtMs: null,
    codeEndsAtMs: null,
    resendAtMs: null,
  });
  const onPaper = () => {
    const code = codes.find(({ channel }) => channel === "paper");
    return {
      kind: "paper_code" as const,
      state: stateOf(have.includes("paper_code"), code),
      why: null,
      to: null,
      sentAtMs: code?.sentAtMs ?? null,
      codeEndsAtMs: code?.endsMs ?? null,
      // The node counts papers, not minutes: another one may be asked for at once.
      resendAtMs: null,
    };
  };
  const byCode = (kind: "sms" | "email") => {
    const to = kind === "sms" ? visit.contact.phone : visit.contact.email;
    const why = whyNot(deps, kind, to);
    const code = codes.find(({ channel }) => channel === kind);
    const state = stateOf(have.includes(kind), code);
    return {
      kind,
      state: state === "open" && why ? ("unavailable" as const) : state,
      why,
      to: to === null ? null : kind === "sms" ? maskPhone(to) : maskEmail(to),
      sentAtMs: code?.sentAtMs ?? null,
      codeEndsAtMs: code?.endsMs ?? null,
      resendAtMs: code?.resendAtMs ?? null,
    };
  };
  return {
    holdId: hold.id,
    startsAtMs: hold.startMin * 60_000,
    endsAtMs: hold.expiresAtMs,
    clock: endMs === undefined ? ("hold" as const) : ("code" as const),
    isEnough,
    kinds: [plain("passkey"), byCode("sms"), byCode("email"), plain("document"), onPaper()],
    paper: paperShown(deps, pending),
  };
};

const stateOf = (isDone: boolean, code: unknown): "done" | "sent" | "open" =>
  isDone ? "done" : code ? "sent" : "open";

/** Why no code can be sent by this way; null when one can. */
const whyNot = (
  { identity, channels }: Pick<Deps, "identity" | "channels">,
  kind: "sms" | "email",
  to: string | null,
): Why | null => {
  if (to === null) return "no_contact";
  if (kind === "sms" && !isServed(identity.sending, to)) return "number_not_served";
  const { type } = channels.health(kind);
  if (type === "not_configured") return "not_configured";
  return type === "failing" ? "gateway_silent" : null;
};
