import type { DocumentType, Priority, Question, Service } from "../../api-types";
import { DateField } from "../../ui/date-field";
import { SelectField, TextField, Tick } from "../../ui/field";
import { Icon } from "../../ui/icon";
import { countryOptions } from "../../words/countries";
import { inLanguage } from "../../words/language";
import { type Door, draft, editPerson, kindFor, type PersonDraft } from "../draft";
import { questionField } from "./check";
import { errors, mended, warnings } from "./form-state";
import { MrzEntry } from "./mrz-entry";
import { form } from "./words";

/** One person: document first (it may fill in the rest), then the name, then what the service asks. */
export const PersonForm = ({
  index,
  person,
  service,
}: {
  index: number;
  person: PersonDraft;
  service: Service;
}) => {
  const types = documentTypes(service, draft.value.door);
  const field = (name: string) => {
    const id = `people-${index}-${name}`;
    return { id, error: errors.value[id], warning: warnings.value[id] };
  };
  const set = (change: Partial<PersonDraft>, name: string) => {
    mended(`people-${index}-${name}`);
    editPerson(index, change);
  };
  const local = person.documentType === "mykad" || person.documentType === "mypr";
  return (
    <div class="stack">
      {types.length > 1 && (
        <SelectField
          label={form.documentType()}
          value={person.documentType}
          options={types.map((type) => ({ value: type, label: documentName(type) }))}
          onValue={(type) =>
            editPerson(index, { documentType: type as DocumentType, country: type === "mypr" ? "MYS" : "" })
          }
        />
      )}
      {person.documentType === "passport" && <MrzEntry index={index} person={person} />}
      {local ? (
        <TextField
          {...field("number")}
          label={person.documentType === "mypr" ? form.mypr() : form.mykad()}
          hint={form.mykadHint()}
          inputMode="numeric"
          value={person.number}
          onValue={(number) => set({ number }, "number")}
        />
      ) : (
        <>
          <TextField
            {...field("number")}
            label={form.number()}
            exact
            value={person.number}
            onValue={(number) => set({ number }, "number")}
          />
          <SelectField
            {...field("country")}
            label={form.country()}
            value={person.country}
            options={[{ value: "", label: form.chooseCountry() }, ...countryOptions()]}
            onValue={(country) => set({ country }, "country")}
          />
          <DateField
            {...field("expiresOn")}
            label={form.expiresOn()}
            hint={
              service.passportMonthsMin ? form.expiryHint({ count: service.passportMonthsMin }) : undefined
            }
            value={person.expiresOn}
            onValue={(expiresOn) => set({ expiresOn }, "expiresOn")}
          />
        </>
      )}
      <TextField
        {...field("name")}
        label={form.name()}
        hint={form.nameHint()}
        autoComplete={index === 0 && !draft.value.helping ? "name" : "off"}
        lengthMax={400}
        value={person.name}
        onValue={(name) => set({ name }, "name")}
      />
      {service.questions.map((question) => (
        <QuestionField
          key={question.id}
          question={question}
          {...(errors.value[questionField(index, question.id)] === undefined
            ? {}
            : { error: errors.value[questionField(index, question.id)] })}
          id={questionField(index, question.id)}
          value={person.answers[question.id] ?? ""}
          onValue={(answer) => {
            mended(questionField(index, question.id));
            editPerson(index, { answers: { ...person.answers, [question.id]: answer } });
          }}
        />
      ))}
      <PriorityTicks index={index} chosen={person.priority} />
    </div>
  );
};

/** The documents a person of this door may bring to this service. */
const documentTypes = (service: Service, door: Door | undefined): readonly DocumentType[] => {
  if (door === "citizen") return ["mykad"];
  const types: DocumentType[] = ["passport"];
  if (service.splpAllowed) types.push("splp");
  if (kindFor(service, door) === "permanent_resident") types.push("mypr");
  return types;
};

const documentName = (type: DocumentType): string =>
  type === "splp" ? form.splp() : type === "mypr" ? form.mypr() : form.passport();

const QuestionField = ({
  question,
  ...field
}: {
  question: Question;
  id: string;
  error?: string | undefined;
  value: string;
  onValue: (answer: string) => void;
}) => {
  const label = inLanguage(question.label);
  const optional = !question.required;
  if (question.kind === "choice")
    return (
      <SelectField
        {...field}
        label={label}
        optional={optional}
        options={[
          { value: "", label: form.chooseAnswer() },
          ...(question.options ?? []).map((option) => ({
            value: option.id,
            label: inLanguage(option.label),
          })),
        ]}
      />
    );
  if (question.kind === "date") return <DateField {...field} label={label} optional={optional} />;
  return (
    <TextField
      {...field}
      label={label}
      optional={optional}
      {...(question.kind === "number" ? { inputMode: "numeric" as const } : {})}
      {...(question.lengthMax === undefined ? {} : { lengthMax: question.lengthMax })}
    />
  );
};

const PriorityTicks = ({ index, chosen }: { index: number; chosen: readonly Priority[] }) => {
  const claims: readonly [Priority, string][] = [
    ["elderly", form.elderly()],
    ["oku", form.oku()],
    ["pregnant", form.pregnant()],
    ["infant", form.infant()],
    ["haj", form.haj()],
  ];
  return (
    <details class="disclosure" open={chosen.length > 0}>
      <summary>
        <Icon name="chevron-down" /> {form.priority()}
      </summary>
      <p class="hint">{form.priorityHint()}</p>
      {claims.map(([claim, label]) => (
        <Tick
          key={claim}
          id={`people-${index}-${claim}`}
          checked={chosen.includes(claim)}
          onChange={(ticked) =>
            editPerson(index, {
              priority: ticked ? [...chosen, claim] : chosen.filter((other) => other !== claim),
            })
          }
        >
          {label}
        </Tick>
      ))}
    </details>
  );
};
