import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Problem } from "../../api";
import type { Service } from "../../api-types";
import { node } from "../../node";
import { goTo } from "../../router";
import { saveSlip } from "../../slips";
import { Band } from "../../ui/band";
import { Frame } from "../../ui/frame";
import { Loading } from "../../ui/loading";
import { PageTitle } from "../../ui/page-title";
import { announce, toast } from "../../ui/toast";
import { shared } from "../../words/shared";
import { inLanguage } from "../../words/language";
import { officerBooking } from "../booker";
import { takeFieldProblems } from "../details/form-state";
import { draft, kindFor } from "../draft";
import { hold, holdIsOver, takeHold } from "../hold";
import { HoldFoot } from "../hold-foot";
import { StepHead } from "../step-head";
import { chosenService, goToStep } from "../steps";
import { ProofCard } from "./card";
import { CodeCard } from "./code-card";
import { NoWays } from "./no-ways";
import { PaperCard } from "./paper-card";
import { PasskeyCard } from "./passkey-card";
import { Refused } from "./refused";
import { confirmVisit, giveDetails, type KindOfProof, lookAtVisit, type Visit, visit } from "./visit";
import { proof } from "./words";

/** A gateway that does not answer is told of within ten seconds, of which the node takes eight. */
const lookEveryMs = 1_500;

/** The last step: two kinds of proof, one card each. The second one makes the booking. */
export const ProveStep = () => {
  const service = chosenService.value;
  return service ? <Prove service={service} /> : null;
};

const Prove = ({ service }: { service: Service }) => {
  const problem = useSignal<Problem | undefined>(undefined);
  const confirming = useSignal(false);
  /** The kind that the person began with last. */
  const using = useSignal<KindOfProof["kind"] | undefined>(undefined);
  const kept = hold.value;
  const waiting = visit.value?.holdId === kept?.holdId ? visit.value : undefined;
  const atDesk = officerBooking() !== undefined;
  const isEnough = waiting?.isEnough === true && !holdIsOver.value;

  const look = async () => {
    const now = hold.peek();
    if (now && !holdIsOver.peek()) problem.value = await lookAtVisit(now);
  };
  useEffect(() => void look(), [kept?.holdId]);
  const isOnTheWay = waiting?.kinds.some(({ state, why }) => state === "sent" || why === "gateway_silent");
  useEffect(() => {
    if (!isOnTheWay) return;
    const timer = setInterval(() => void look(), lookEveryMs);
    return () => clearInterval(timer);
  }, [isOnTheWay]);

  const confirm = async () => {
    const now = hold.peek();
    if (!now || confirming.peek()) return;
    confirming.value = true;
    announce(proof.confirming());
    const answer = await confirmVisit(now);
    confirming.value = false;
    if (answer.ok) {
      announce(proof.confirmed());
      void saveSlip(answer.value.id);
      goTo(`/slip/${answer.value.ref}`, { replace: true });
      scrollTo(0, 0);
      return;
    }
    problem.value = answer.error;
    if (answer.error.errors.length === 0) return;
    takeFieldProblems(answer.error);
    goToStep("details");
  };
  // Nobody presses twice for one thing: the second kind confirms by itself, once.
  useEffect(() => {
    if (isEnough) void confirm();
  }, [isEnough]);

  const takeAgain = async (slot: string) => {
    const kind = kindFor(service, draft.peek().door);
    if (!kind) return;
    problem.value = await takeHold({
      slot,
      service: service.code,
      kind,
      parties: draft.peek().people.length,
    });
    const again = hold.peek();
    if (problem.value?.code === "slot_full") goToStep("date");
    if (problem.value || !again) return;
    problem.value = await giveDetails(again, kind, service);
    if (!problem.value) toast(proof.takenAgain());
  };

  const cards = (waiting?.kinds ?? [])
    .filter(({ kind, state }) => isShown(kind, state, atDesk))
    .toSorted((one, other) => (atDesk ? deskOrder.indexOf(one.kind) - deskOrder.indexOf(other.kind) : 0));
  const done = cards.filter(({ state }) => state === "done").length;
  // A code that may not come is not what to wait for: another way is the one offered.
  const ways = cards.filter(({ state, why }) => (state === "open" || state === "sent") && why === null);
  const first =
    ways.find(({ kind }) => kind === using.value) ?? ways.find(({ state }) => state === "sent") ?? ways[0];
  return (
    <Frame
      foot={
        <HoldFoot
          {...(isEnough ? { onNext: () => void confirm() } : {})}
          label={inLanguage(shared.confirmBooking)}
          busy={confirming.value}
          codeEndsAtMs={lastCodeEnd(waiting)}
          onTakeAgain={(slot) => void takeAgain(slot)}
        />
      }
    >
      <StepHead name="prove" />
      <PageTitle>{atDesk ? proof.proveAtDesk() : proof.prove()}</PageTitle>
      <p class="soft">{proof.proveHint()}</p>
      {node.value?.demo && (
        <Band tone="primary" icon="message-square">
          {proof.inDemo()}{" "}
          <a href="/demo#messages" target="_blank" rel="noopener">
            {proof.seeMessages()}
          </a>
        </Band>
      )}
      {problem.value && <Refused problem={problem.value} onRetry={() => void look()} />}
      {!waiting && !problem.value && !holdIsOver.value && <Loading />}
      {kept && waiting && !holdIsOver.value && (
        <>
          <p class="strong" role="status">
            {proof.doneCount({ count: done })}
          </p>
          {cards.map((row) => {
            const props = {
              kept,
              row,
              first: !isEnough && row === first,
              onUse: () => {
                using.value = row.kind;
              },
            };
            switch (row.kind) {
              case "passkey":
                return <PasskeyCard key={row.kind} {...props} />;
              case "sms":
              case "email":
                return <CodeCard key={row.kind} {...props} kind={row.kind} />;
              case "document":
                return (
                  <ProofCard key={row.kind} icon="id-card" title={proof.documentSeen()} state={row.state} />
                );
              case "paper_code":
                return <PaperCard key={row.kind} {...props} />;
            }
          })}
          {!atDesk && <NoWays title={proof.otherWays()} />}
        </>
      )}
    </Frame>
  );
};

/** What is there already first, what few people have with them last. */
const deskOrder: readonly KindOfProof["kind"][] = ["document", "sms", "email", "paper_code", "passkey"];

/** What an officer does is shown where there is one. */
const isShown = (kind: KindOfProof["kind"], state: KindOfProof["state"], atDesk: boolean): boolean =>
  atDesk || state === "done" || (kind !== "document" && kind !== "paper_code");

/** Until when the last code that is on its way may be typed; undefined while the form's own time runs. */
const lastCodeEnd = (waiting: Visit | undefined): number | undefined => {
  const ends = (waiting?.kinds ?? []).flatMap(({ state, codeEndsAtMs }) =>
    state === "sent" && codeEndsAtMs !== null ? [codeEndsAtMs] : [],
  );
  return ends.length === 0 ? undefined : Math.max(...ends);
};
