import { useSignal } from "@preact/signals";
import type { Problem } from "../../api";
import type { Branch, Service } from "../../api-types";
import { Tick } from "../../ui/field";
import { Frame } from "../../ui/frame";
import { Icon } from "../../ui/icon";
import { currentMs } from "../../ui/now";
import { PageTitle } from "../../ui/page-title";
import { Summary, type SummaryRow } from "../../ui/summary";
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
import { Refused } from "../proof/refused";
import { giveDetails } from "../proof/visit";
import { checkDraft } from "./check";
import { errors, takeFieldProblems } from "./form-state";
import { form } from "./words";

/** Everything once more, what to bring, and one tick: then the node has it, and asks who it is. */
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

  const agree = async () => {
    const kept = hold.peek();
    missing.value = !agreed.value;
    if (missing.value) return document.getElementById("consent")?.focus();
    if (!kept || !kind || sending.value) return;
    const visitOn = dateOf(kept.startsAtMs);
    const checked = checkDraft(draft.peek(), service, { visitOn, today: dateOf(currentMs()) });
    errors.value = checked.errors;
    if (Object.keys(checked.errors).length > 0) return goToStep("details");
    sending.value = true;
    problem.value = await giveDetails(kept, kind, service);
    sending.value = false;
    if (!problem.value) return goToStep("prove");
    if (problem.value.errors.length === 0) return;
    takeFieldProblems(problem.value);
    goToStep("details");
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
          label={form.agree()}
          busy={sending.value}
          onNext={() => void agree()}
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
      {problem.value && <Refused problem={problem.value} />}
    </Frame>
  );
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
      term: book.contactShort(),
      value: [now.phone, now.email].filter((text) => text.trim() !== "").join(", ") || form.noContact(),
      action: change(officerBooking() === undefined ? "contact" : "details"),
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
