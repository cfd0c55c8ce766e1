import { useSignal } from "@preact/signals";
import { needs } from "../../../../server/booking/needs";
import type { Problem } from "../../api";
import type { Service } from "../../api-types";
import { Button } from "../../ui/button";
import { ErrorSummary } from "../../ui/error-summary";
import { Tick } from "../../ui/field";
import { Frame } from "../../ui/frame";
import { currentMs } from "../../ui/now";
import { PageTitle } from "../../ui/page-title";
import { ProblemBand } from "../../ui/problem-band";
import { common } from "../../words/common";
import { needWord } from "../../words/needs";
import { dateOf } from "../../words/when";
import { officerBooking } from "../booker";
import { draft, edit, kindFor, peopleMax, setPeopleCount } from "../draft";
import { hold, takeHold } from "../hold";
import { HoldFoot } from "../hold-foot";
import { StepHead } from "../step-head";
import { chosenService, goToStep } from "../steps";
import { book } from "../words";
import { ContactFields } from "../proof/contact-fields";
import { proof } from "../proof/words";
import { checkContact, checkDraft } from "./check";
import { EmployerForm } from "./employer-form";
import { errors, warnings } from "./form-state";
import { PersonForm } from "./person-form";
import { form } from "./words";

/** Step 5: the form. One column, one name field, the document first. */
export const DetailsStep = () => {
  const service = chosenService.value;
  return service ? <DetailsForm service={service} /> : null;
};

const DetailsForm = ({ service }: { service: Service }) => {
  const problem = useSignal<Problem | undefined>(undefined);
  const { door, people, helping } = draft.value;
  const employer = door === "employer";

  /** More or fewer people need another hold: the same time, as long as it has room. */
  const resize = async (count: number): Promise<boolean> => {
    const kept = hold.peek();
    const kind = kindFor(service, door);
    if (!kept || !kind) return false;
    problem.value = await takeHold({ slot: kept.slot, service: service.code, kind, parties: count });
    return problem.value === undefined;
  };
  const add = async () => {
    if (await resize(people.length + 1)) setPeopleCount(draft.peek().people.length + 1);
  };
  const drop = async (index: number) => {
    edit({ people: draft.peek().people.filter((_, at) => at !== index) });
    errors.value = {};
    await resize(draft.peek().people.length);
  };
  const next = () => {
    const visitOn = dateOf(hold.peek()?.startsAtMs ?? currentMs());
    const checked = checkDraft(draft.peek(), service, { visitOn, today: dateOf(currentMs()) });
    errors.value = checked.errors;
    warnings.value = checked.warnings;
    const [first] = Object.keys(checked.errors);
    if (officerBooking() === undefined && Object.keys(checkContact(draft.peek())).length > 0)
      goToStep("contact");
    else if (first === undefined) goToStep("confirm");
    else if (Object.keys(checked.errors).length === 1) document.getElementById(first)?.focus();
    else scrollTo(0, 0);
  };
  const personName = employer ? form.worker : form.person;
  return (
    <Frame foot={<HoldFoot onNext={next} onTakeAgain={() => void resize(people.length)} />}>
      <StepHead name="details" />
      <PageTitle>{book.details()}</PageTitle>
      <ErrorSummary errors={Object.entries(errors.value).map(([id, text]) => ({ id, text }))} />
      {problem.value && (
        <ProblemBand
          problem={problem.value}
          {...(problem.value.code === "slot_full" ? { text: form.noRoomForMore() } : {})}
        >
          <Button href="/book?step=date">{book.otherTime()}</Button>
        </ProblemBand>
      )}
      {employer ? (
        <EmployerForm />
      ) : (
        officerBooking() === undefined && (
          <Tick checked={helping} onChange={(ticked) => edit({ helping: ticked })}>
            {form.helping()}
          </Tick>
        )
      )}
      {people.map((person, index) => (
        <section class="card stack" key={index} aria-label={personName({ no: index + 1 })}>
          <div class="row apart">
            <h2>{people.length === 1 && !employer ? form.applicant() : personName({ no: index + 1 })}</h2>
            {people.length > 1 && (
              <Button kind="quiet" icon="trash-2" onClick={() => void drop(index)}>
                {form.removePerson()}
              </Button>
            )}
          </div>
          <PersonForm index={index} person={person} service={service} />
        </section>
      ))}
      {people.length < peopleMax(service, door) && (
        <Button icon="plus" wide onClick={() => void add()}>
          {employer ? form.addWorker() : form.addPerson()}
        </Button>
      )}
      <NeedsTicks />
      {officerBooking() !== undefined && (
        <section class="card stack">
          <div>
            <h2>{proof.contactAtDesk()}</h2>
            <p class="hint">{proof.contactAtDeskHint()}</p>
          </div>
          <ContactFields />
        </section>
      )}
    </Frame>
  );
};

/** Asked once, of the visit, and folded away: most people need nothing, and nobody has to say. */
const NeedsTicks = () => {
  const given = draft.value.needs;
  return (
    <details class="card" open={given.length > 0}>
      <summary>{`${form.needs()} (${common.optional()})`}</summary>
      <fieldset class="field">
        <legend class="hint">{form.needsHint()}</legend>
        {needs.map((need) => (
          <Tick
            key={need}
            checked={given.includes(need)}
            onChange={(ticked) =>
              edit({ needs: ticked ? [...given, need] : given.filter((other) => other !== need) })
            }
          >
            {needWord(need)}
          </Tick>
        ))}
      </fieldset>
    </details>
  );
};
