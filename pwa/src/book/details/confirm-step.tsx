import { useSignal } from "@preact/signals";
import type { Problem } from "../../api";
import type { Branch, Service } from "../../api-types";
import { goTo } from "../../router";
import { saveSlip } from "../../slips";
import { Button } from "../../ui/button";
import { Tick } from "../../ui/field";
import { Frame } from "../../ui/frame";
import { Icon } from "../../ui/icon";
import { PageTitle } from "../../ui/page-title";
import { ProblemBand } from "../../ui/problem-band";
import { Summary, type SummaryRow } from "../../ui/summary";
import { announce } from "../../ui/toast";
import { common } from "../../words/common";
import { inLanguage } from "../../words/language";
import { feeText } from "../../words/money";
import { dateInFigures, dateLong, dateOf, timeOf } from "../../words/when";
import { officerBooking } from "../booker";
import { draft, edit, kindFor, type PersonDraft } from "../draft";
import { hold, takeHold } from "../hold";
import { HoldFoot } from "../hold-foot";
import { StepHead } from "../step-head";
import { chosenBranch, chosenService, goToStep, type StepName } from "../steps";
import { book } from "../words";
import { confirmBooking } from "./confirm";
import { takeFieldProblems } from "./form-state";
import { form } from "./words";

/** Step 6: everything once more, what to bring, one tick, and the booking is made. */
export const ConfirmStep = () => {
  const service = chosenService.value;
  const branch = chosenBranch.value;
  return service && branch ? <Confirm service={service} branch={branch} /> : null;
};

const Confirm = ({ service, branch }: { service: Service; branch: Branch }) => {
  const agreed = useSignal(false);
  const missing = useSignal(false);
  const sending = useSignal(false);
  const problem = useSignal<Problem | undefined>(undefined);
  const now = draft.value;
  const kind = kindFor(service, now.door);
  const atDesk = officerBooking() !== undefined;

  const confirm = async () => {
    const kept = hold.peek();
    missing.value = !agreed.value;
    if (missing.value) return document.getElementById("consent")?.focus();
    if (!kept || !kind || sending.value) return;
    sending.value = true;
    const answer = await confirmBooking(kept, kind, service);
    sending.value = false;
    if (answer.ok) {
      announce(form.confirmed());
      void saveSlip(answer.value.id);
      goTo(`/slip/${answer.value.ref}`, { replace: true });
      scrollTo(0, 0);
      return;
    }
    problem.value = answer.error;
    if (answer.error.code === "hold_gone") hold.value = { ...kept, expiresAtMs: 0 };
    if (answer.error.errors.length > 0) {
      takeFieldProblems(answer.error);
      goToStep("details");
    }
  };
  const takeAgain = async (slot: string) => {
    if (!kind) return;
    problem.value = await takeHold({ slot, service: service.code, kind, parties: now.people.length });
    if (problem.value?.code === "slot_full") goToStep("date");
  };
  return (
    <Frame
      foot={
        <HoldFoot
          label={form.confirm()}
          busy={sending.value}
          onNext={() => void confirm()}
          onTakeAgain={(slot) => void takeAgain(slot)}
        />
      }
    >
      <StepHead name="confirm" />
      <PageTitle>{book.confirm()}</PageTitle>
      <section class="card">
        <Summary rows={summaryRows(service, branch)} />
      </section>
      <section class="card stack tight">
        <h2>{book.bring()}</h2>
        <ul class="checks">
          {service.documents.map((document) => (
            <li key={document.en}>
              <Icon name="check" /> <span>{inLanguage(document)}</span>
            </li>
          ))}
        </ul>
      </section>
      <div>
        <Tick
          id="consent"
          checked={agreed.value}
          error={missing.value && !agreed.value ? form.consentMissing() : undefined}
          onChange={(ticked) => {
            agreed.value = ticked;
          }}
        >
          {atDesk ? form.consentAtDesk() : form.consent()}
        </Tick>
        {!atDesk && (
          <Tick id="remember" checked={now.remember} onChange={(remember) => edit({ remember })}>
            {form.remember()}
          </Tick>
        )}
      </div>
      {problem.value && (
        <ProblemBand problem={problem.value} {...alreadyText(problem.value)}>
          {problem.value.code === "already_booked" && !atDesk && (
            <Button href={`/slip/${String(problem.value.data["ref"])}`}>{form.seeBooking()}</Button>
          )}
        </ProblemBand>
      )}
    </Frame>
  );
};

/** Which appointment it is that stands already. */
const alreadyText = ({ code, data }: Problem): { text?: string } => {
  const startsAtMs = Number(data["startsAtMs"]);
  if (code !== "already_booked" || !startsAtMs) return {};
  return { text: form.alreadyBooked({ when: `${dateLong(dateOf(startsAtMs))}, ${timeOf(startsAtMs)}` }) };
};

const summaryRows = (service: Service, branch: Branch): readonly SummaryRow[] => {
  const now = draft.value;
  const startsAtMs = hold.value?.startsAtMs;
  const change = (step: StepName) => <a href={`/book?step=${step}`}>{common.change()}</a>;
  return [
    {
      term: form.rowWhen(),
      value: startsAtMs === undefined ? "" : `${dateLong(dateOf(startsAtMs))}, ${timeOf(startsAtMs)}`,
      action: change("date"),
    },
    { term: form.rowService(), value: inLanguage(service.name), action: change("service") },
    {
      term: form.rowBranch(),
      value: (
        <>
          {inLanguage(branch.name)}
          <span class="small soft last-time">
            {[branch.address, branch.postcode, branch.city].filter(Boolean).join(", ")}
          </span>
        </>
      ),
      action: change("branch"),
    },
    ...(now.door === "employer"
      ? [
          {
            term: form.company(),
            value: `${now.employer.company}, ${now.employer.name}`,
            action: change("details"),
          },
        ]
      : []),
    {
      term: now.door === "employer" ? form.workers() : form.rowWho(),
      value: now.people.map((person, index) => <PersonLine key={index} person={person} />),
      action: change("details"),
    },
    {
      term: form.rowContact(),
      value: [now.phone, now.email].filter((text) => text.trim() !== "").join(", ") || form.noContact(),
      action: change("details"),
    },
    {
      term: form.rowFee(),
      value: (
        <>
          {form.bookingIsFree()}
          <span class="small soft last-time">{feeText(service.fees)}</span>
        </>
      ),
    },
  ];
};

const PersonLine = ({ person }: { person: PersonDraft }) => (
  <span class="last-time">
    {person.name}
    <span class="small soft last-time">
      {[
        person.country !== "MYS" && person.country,
        person.number,
        person.expiresOn && dateInFigures(person.expiresOn),
      ]
        .filter(Boolean)
        .join(" · ")}
    </span>
  </span>
);
