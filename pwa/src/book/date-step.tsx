import type { Service } from "../api-types";
import { Frame } from "../ui/frame";
import { PageTitle } from "../ui/page-title";
import { toast } from "../ui/toast";
import { common } from "../words/common";
import { inLanguage } from "../words/language";
import { DatePicker, holdFits } from "./date-picker";
import type { Question } from "./days";
import { draft, edit, kindFor, peopleMax, setPeopleCount } from "./draft";
import { holdIsOver, takeHold } from "./hold";
import { HoldFoot } from "./hold-foot";
import { StepHead } from "./step-head";
import { Stepper } from "./stepper";
import { afterDate, chosenBranch, chosenService, goToStep } from "./steps";
import { book } from "./words";

/** Step 4: day and time. The clock in the foot is the only one. */
export const DateStep = () => {
  const service = chosenService.value;
  const branch = chosenBranch.value;
  const kind = service && kindFor(service, draft.value.door);
  if (!service || !branch || !kind) return null;
  return (
    <DateChoice
      service={service}
      branch={inLanguage(branch.name)}
      question={{ branch: branch.code, service: service.code, kind, parties: draft.value.people.length }}
    />
  );
};

const DateChoice = ({
  service,
  branch,
  question,
}: {
  service: Service;
  branch: string;
  question: Question;
}) => {
  const { door, date } = draft.value;
  const max = peopleMax(service, door);
  const next = () => {
    if (holdFits(question) && !holdIsOver.value) goToStep(afterDate());
    else toast(book.chooseTime());
  };
  const { service: code, kind, parties } = question;
  return (
    <Frame
      foot={
        <HoldFoot
          onNext={next}
          onTakeAgain={(slot) => void takeHold({ slot, service: code, kind, parties })}
        />
      }
    >
      <StepHead name="date" />
      <PageTitle>{book.date()}</PageTitle>
      <div class="row apart no-wrap">
        <p class="soft">
          {inLanguage(service.name)} · {common.minutes({ count: service.minutes })}
          <br />
          {branch}
        </p>
        <a href="/book?step=service">{common.change()}</a>
      </div>
      {max > 1 && (
        <Stepper
          label={door === "employer" ? book.workers() : book.people()}
          value={parties}
          max={max}
          onChange={setPeopleCount}
        />
      )}
      <DatePicker question={question} date={date} onDate={(picked) => edit({ date: picked })} />
    </Frame>
  );
};
