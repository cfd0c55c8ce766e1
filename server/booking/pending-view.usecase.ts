/** What a pending visit waits for, as its person sees it: each kind of proof, and what stands in its way. */
import type { Deps } from "../deps";
import { maskEmail, maskPhone } from "../identity/account";
import { isServed } from "../identity/code";
import { codesUnderWay } from "../identity/code.usecase";
import type { ProofKind } from "../identity/kinds";
import { codeEndMs, kindsOfVisit, type PendingVisit, purposeOf } from "./pending.usecase";

type Why = "no_contact" | "number_not_served" | "not_configured" | "gateway_silent";

export const pendingShown = (
  deps: Pick<Deps, "db" | "clock" | "identity" | "channels">,
  pending: PendingVisit,
) => {
  const looking = { db: deps.db, nowMs: deps.clock.nowMs() };
  const { hold, session, visit } = pending;
  const { have, isEnough } = kindsOfVisit(looking, pending);
  const codes = codesUnderWay(looking, { session, purpose: purposeOf(hold.id) });
  const endMs = codeEndMs(looking, pending);
  const plain = (kind: ProofKind) => ({
    kind: kind as "passkey" | "document" | "paper_code",
    state: have.includes(kind) ? ("done" as const) : ("open" as const),
    why: null,
    to: null,
    sentAtMs: null,
    codeEndsAtMs: null,
    resendAtMs: null,
  });
  const byCode = (kind: "sms" | "email") => {
    const to = kind === "sms" ? visit.contact.phone : visit.contact.email;
    const why = whyNot(deps, kind, to);
    const code = codes.find(({ channel }) => channel === kind);
    const state = have.includes(kind) ? "done" : code ? "sent" : why ? "unavailable" : "open";
    return {
      kind,
      state: state as "done" | "open" | "sent" | "unavailable",
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
    kinds: [plain("passkey"), byCode("sms"), byCode("email"), plain("document"), plain("paper_code")],
  };
};

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
