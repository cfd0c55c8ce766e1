import type { RegistryName } from "../../../server/screening/registry";
import { TextField, Tick } from "../ui/field";
import { codesOf, type GatesDraft, registryNames } from "./gate-rules";
import { countriesShown } from "./master-shown";
import { masterWords as words } from "./master-words";

/** Who may use an automated lane, in the whole country. */
export const GatesFields = ({
  draft,
  errors,
  onDraft,
}: {
  draft: GatesDraft;
  errors: Readonly<Record<string, string>>;
  onDraft: (draft: GatesDraft) => void;
}) => (
  <>
    <TextField
      label={words.nationalities()}
      hint={words.nationalitiesHint()}
      value={draft.nationalities}
      onValue={(nationalities) => onDraft({ ...draft, nationalities })}
      lines={3}
      lengthMax={1500}
      exact
      error={errors["nationalities"]}
    />
    <p class="small soft">{countriesShown(codesOf(draft.nationalities))}</p>
    <TextField
      label={words.validityMonthsMin()}
      value={draft.validityMonths}
      onValue={(validityMonths) => onDraft({ ...draft, validityMonths })}
      inputMode="numeric"
      lengthMax={2}
      error={errors["validityMonthsMin"]}
    />
    <TextField
      label={words.ageMin()}
      value={draft.ageMin}
      onValue={(ageMin) => onDraft({ ...draft, ageMin })}
      inputMode="numeric"
      lengthMax={2}
      error={errors["ageMin"]}
    />
    <Tick checked={draft.isMdacNeeded} onChange={(isMdacNeeded) => onDraft({ ...draft, isMdacNeeded })}>
      {words.mdacNeeded()}
    </Tick>
    <Asked
      legend={words.askCitizens()}
      chosen={draft.askCitizens}
      onChosen={(askCitizens) => onDraft({ ...draft, askCitizens })}
    />
    <Asked
      legend={words.askOthers()}
      chosen={draft.askOthers}
      onChosen={(askOthers) => onDraft({ ...draft, askOthers })}
    />
  </>
);

const Asked = ({
  legend,
  chosen,
  onChosen,
}: {
  legend: string;
  chosen: readonly RegistryName[];
  onChosen: (chosen: readonly RegistryName[]) => void;
}) => (
  <fieldset class="state-ticks">
    <legend class="strong">{legend}</legend>
    {registryNames.map((name) => (
      <Tick
        key={name}
        checked={chosen.includes(name)}
        onChange={(on) =>
          onChosen(registryNames.filter((each) => (each === name ? on : chosen.includes(each))))
        }
      >
        {words[`registry_${name}`]()}
      </Tick>
    ))}
  </fieldset>
);
