import { catalogue } from "../node";
import { BranchList } from "../ui/branch-list";
import { Choices } from "../ui/choices";
import { DateField } from "../ui/date-field";
import { SelectField, TextField, Tick } from "../ui/field";
import { inLanguage } from "../words/language";
import { GatesFields } from "./gates-fields";
import { branchTexts, type MasterDraft, type MasterKind } from "./master";
import { masterWords as words } from "./master-words";

/** The fields of one thing, as it is today. */
export const MasterFields = ({
  kind,
  code,
  draft,
  errors,
  onDraft,
}: {
  kind: MasterKind;
  code: string;
  draft: MasterDraft;
  /** Sentences by field. */
  errors: Readonly<Record<string, string>>;
  onDraft: (draft: MasterDraft) => void;
}) => {
  const text = (
    field: TextName,
    more: { readonly inputMode?: "numeric" | "tel"; readonly hint?: string } = {},
  ) => (
    <TextField
      key={field}
      label={words[field]()}
      value={draft.texts[field] ?? ""}
      // One line on the wire; a phone shows a long one on two.
      onValue={(value) =>
        onDraft({ ...draft, texts: { ...draft.texts, [field]: value.replaceAll("\n", " ") } })
      }
      {...(isLong.has(field) ? { lines: 2 } : {})}
      lengthMax={field === "address" ? 200 : 120}
      error={errors[field]}
      {...more}
    />
  );
  return (
    <>
      <DateField
        label={kind === "holiday" ? words.holidayOn() : words.from()}
        value={draft.from}
        onValue={(from) => onDraft({ ...draft, from })}
        error={errors["from"]}
      />
      {kind === "branch" &&
        branchTexts.map((field) => text(field, field === "phone" ? { inputMode: "tel" } : {}))}
      {(kind === "service" || kind === "holiday") && [text("nameMs"), text("nameEn")]}
      {kind === "service" && <ServiceFields {...{ code, draft, errors, onDraft, text }} />}
      {draft.gates && (
        <GatesFields
          draft={draft.gates.draft}
          errors={errors}
          onDraft={(gates) => onDraft({ ...draft, gates: { ...draft.gates!, draft: gates } })}
        />
      )}
      {kind === "holiday" && <States draft={draft} error={errors["states"]} onDraft={onDraft} />}
    </>
  );
};

const isLong: ReadonlySet<string> = new Set(["nameMs", "nameEn", "address"]);

type TextName = (typeof branchTexts)[number] | "units" | "noticeHours";

const ServiceFields = ({
  code,
  draft,
  errors,
  onDraft,
  text,
}: {
  code: string;
  draft: MasterDraft;
  errors: Readonly<Record<string, string>>;
  onDraft: (draft: MasterDraft) => void;
  text: (name: TextName, more?: { inputMode?: "numeric"; hint?: string }) => preact.JSX.Element;
}) => {
  const service = catalogue.value?.services.find((row) => row.code === code);
  if (!service) return null;
  const bookableBy = draft.texts["bookableBy"] ?? "public";
  const ofCategory = (catalogue.value?.branches ?? []).filter((row) =>
    row.categories.includes(service.category),
  );
  return (
    <>
      {text("units", {
        inputMode: "numeric",
        hint: words.unitsHint({ minutes: service.minutes / service.units }),
      })}
      {text("noticeHours", { inputMode: "numeric" })}
      <SelectField
        label={words.bookableBy()}
        value={bookableBy}
        onValue={(value) => onDraft({ ...draft, texts: { ...draft.texts, bookableBy: value } })}
        options={[
          { value: "public", label: words.by_public() },
          { value: "staff", label: words.by_staff() },
          { value: "walkIn", label: words.by_walkIn() },
          ...(service.bookableBy === "nobody" ? [{ value: "nobody", label: words.by_nobody() }] : []),
        ]}
      />
      {service.fees.map(({ label }, at) => (
        <TextField
          key={label}
          label={words.fee({ label })}
          hint={words.feeHint()}
          inputMode="numeric"
          value={draft.fees[at] ?? ""}
          onValue={(value) => onDraft({ ...draft, fees: draft.fees.with(at, value) })}
          lengthMax={8}
          error={errors[`fee${at}`]}
        />
      ))}
      <Choices
        legend={words.branches()}
        options={[
          { value: "every", title: words.everyBranch() },
          {
            value: "these",
            title: words.onlyThese(),
            ...(draft.branches ? { aside: words.chosenBranches({ count: draft.branches.length }) } : {}),
          },
        ]}
        chosen={draft.branches === null ? "every" : "these"}
        onPick={(value) => onDraft({ ...draft, branches: value === "every" ? null : [] })}
      />
      {draft.branches !== null && (
        <div class="stack tight">
          {errors["branches"] && (
            <p class="field-error" role="alert">
              {errors["branches"]}
            </p>
          )}
          <BranchList branches={ofCategory}>
            {(rows) =>
              rows.map((row) => (
                <Tick
                  key={row.code}
                  checked={draft.branches!.includes(row.code)}
                  onChange={(on) =>
                    onDraft({
                      ...draft,
                      branches: on
                        ? [...draft.branches!, row.code]
                        : draft.branches!.filter((each) => each !== row.code),
                    })
                  }
                >
                  {inLanguage(row.name)}
                </Tick>
              ))
            }
          </BranchList>
        </div>
      )}
    </>
  );
};

const States = ({
  draft,
  error,
  onDraft,
}: {
  draft: MasterDraft;
  error: string | undefined;
  onDraft: (draft: MasterDraft) => void;
}) => (
  <fieldset class="state-ticks">
    <legend class="strong">{words.states()}</legend>
    {error && (
      <p class="field-error" role="alert">
        {error}
      </p>
    )}
    {(catalogue.value?.states ?? []).map(({ code, name }) => (
      <Tick
        key={code}
        checked={draft.states.includes(code)}
        onChange={(on) =>
          onDraft({
            ...draft,
            states: on ? [...draft.states, code] : draft.states.filter((each) => each !== code),
          })
        }
      >
        {inLanguage(name)}
      </Tick>
    ))}
  </fieldset>
);
