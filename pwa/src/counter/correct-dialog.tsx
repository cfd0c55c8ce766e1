import { useState } from "preact/hooks";
import { isLineTrouble, post, type Problem } from "../api";
import { fieldProblemText } from "../book/details/form-state";
import { form } from "../book/details/words";
import { newCommandId } from "../command-id";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { DateField } from "../ui/date-field";
import { Dialog } from "../ui/dialog";
import { SelectField, TextField } from "../ui/field";
import { toast } from "../ui/toast";
import {
  correctedTypes,
  type CorrectedType,
  type CorrectionDraft,
  type CorrectionField,
  correctionInput,
  correctionOf,
  fieldOfProblem,
  isCard,
  missingIn,
} from "./correction";
import type { CaseParty } from "./counter-types";
import { dialogWords as says } from "./dialog-words";
import type { Desk } from "./desk";
import { countryOptions } from "../words/countries";
import { counterProblemText } from "./problems";
import { counterWords as words } from "./words";

type Texts = Readonly<Partial<Record<CorrectionField, string>>>;

/** One person's name or document put right, with the document seen and the reason kept. */
export const CorrectDialog = ({
  desk,
  bookingId,
  party,
  open,
  onClose,
}: {
  desk: Desk;
  bookingId: string;
  party: CaseParty;
  open: boolean;
  onClose: () => void;
}) => (
  <Dialog open={open} title={words.correctTitle({ name: party.name })} onClose={onClose}>
    <CorrectForm desk={desk} bookingId={bookingId} party={party} onClose={onClose} />
  </Dialog>
);

const CorrectForm = ({
  desk,
  bookingId,
  party,
  onClose,
}: {
  desk: Desk;
  bookingId: string;
  party: CaseParty;
  onClose: () => void;
}) => {
  const [draft, setDraft] = useState<CorrectionDraft>(() => correctionOf(party));
  const [errors, setErrors] = useState<Texts>({});
  const [told, setTold] = useState<string>();
  const [busy, setBusy] = useState(false);
  const set = (part: Partial<CorrectionDraft>) => {
    setDraft({ ...draft, ...part });
    setErrors({});
    setTold(undefined);
  };
  const save = async () => {
    const missing = missingIn(draft);
    setErrors(Object.fromEntries([...missing].map((field) => [field, missingText[field]()])));
    if (missing.size > 0 || busy) return;
    const input = correctionInput(draft, party);
    if (!input) return setTold(says.nothingCorrected());
    setBusy(true);
    const path = `/bookings/${bookingId}/parties/${party.no}/correct`;
    const answer = await post(path, input, { as: desk.as, key: newCommandId() });
    setBusy(false);
    if (answer.ok) {
      toast(says.corrected());
      onClose();
      return desk.refresh();
    }
    setErrors(textsOf(answer.error));
    setTold(toldOf(answer.error));
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {told && (
        <Band tone="warning" alert>
          {told}
        </Band>
      )}
      <TextField
        label={form.name()}
        lengthMax={100}
        value={draft.name}
        onValue={(name) => set({ name })}
        error={errors.name}
      />
      <SelectField
        label={form.documentType()}
        value={draft.type}
        options={correctedTypes.map((type) => ({ value: type, label: typeText(type, party) }))}
        onValue={(type) => set({ type: type as CorrectedType })}
        error={errors.type}
      />
      {draft.type !== "same" && <DocumentFields draft={draft} errors={errors} onChange={set} />}
      <TextField
        label={says.reason()}
        hint={says.reasonHint()}
        lengthMax={200}
        value={draft.reason}
        onValue={(reason) => set({ reason })}
        error={errors.reason}
      />
      <Button kind="primary" type="submit" icon="check" wide busy={busy}>
        {says.correctSave()}
      </Button>
    </form>
  );
};

const DocumentFields = ({
  draft,
  errors,
  onChange,
}: {
  draft: CorrectionDraft;
  errors: Texts;
  onChange: (part: Partial<CorrectionDraft>) => void;
}) => {
  const card = isCard(draft.type);
  return (
    <>
      <TextField
        label={form.number()}
        exact
        lengthMax={40}
        value={draft.number}
        onValue={(number) => onChange({ number })}
        error={errors.number}
        {...(card ? { inputMode: "numeric" as const } : {})}
      />
      {!card && (
        <>
          <SelectField
            label={form.country()}
            value={draft.country}
            options={[{ value: "", label: form.chooseCountry() }, ...countryOptions()]}
            onValue={(country) => onChange({ country })}
            error={errors.country}
          />
          <DateField
            label={form.expiresOn()}
            value={draft.expiresOn}
            onValue={(expiresOn) => onChange({ expiresOn })}
            error={errors.expiresOn}
          />
        </>
      )}
    </>
  );
};

const typeText = (type: CorrectedType, party: CaseParty): string =>
  ({
    same: says.documentSame({ document: party.documentMasked }),
    mykad: says.typeMykad(),
    passport: form.passport(),
    splp: form.splp(),
    mypr: says.typeMypr(),
  })[type];

const missingText: Readonly<Record<CorrectionField, () => string>> = {
  name: says.nameNeeded,
  type: says.numberNeeded,
  number: says.numberNeeded,
  country: form.chooseCountry,
  expiresOn: says.expiryNeeded,
  reason: says.reasonMissing,
};

const textsOf = (problem: Problem): Texts =>
  Object.fromEntries(problem.errors.map((row) => [fieldOfProblem(row), fieldProblemText(row)]));

/** A refused field says so beside itself; what is said above is about the whole. */
const toldOf = (problem: Problem): string | undefined => {
  if (problem.code === "invalid_details" && problem.errors.length > 0) return undefined;
  if (problem.code === "wrong_state") return says.visitOver();
  return isLineTrouble(problem) ? says.correctLine() : counterProblemText(problem);
};
