import { useSignal } from "@preact/signals";
import { parseMrz } from "../../../../server/applicants/mrz";
import { TextField } from "../../ui/field";
import { Icon } from "../../ui/icon";
import { currentMs } from "../../ui/now";
import { dateOf } from "../../words/when";
import { editPerson, type PersonDraft } from "../draft";
import { mended } from "./form-state";
import { form } from "./words";

/** The passport's machine-readable lines, typed: they fill in number, country, expiry and name, each still editable. */
export const MrzEntry = ({ index, person }: { index: number; person: PersonDraft }) => {
  const said = useSignal<{ text: string; doubt: boolean } | undefined>(undefined);
  const read = (typed: string) => {
    const mrz = typed.toUpperCase();
    const parsed = parseMrz(mrz, dateOf(currentMs()));
    if (!parsed.ok) {
      editPerson(index, { mrz });
      const count = mrz.replace(/\s/g, "").length;
      said.value = count === 0 ? undefined : { text: form.mrzUnread({ count }), doubt: false };
      return;
    }
    const { documentNumber, issuer, name, expiresOn } = parsed.value.mrz;
    editPerson(index, { mrz, number: documentNumber, country: issuer, name, expiresOn: expiresOn ?? "" });
    for (const field of ["number", "country", "name", "expiresOn"]) mended(`people-${index}-${field}`);
    const doubt = parsed.value.findings.length > 0;
    said.value = { text: doubt ? form.mrzDoubt() : form.mrzRead({ name, number: documentNumber }), doubt };
  };
  return (
    <details class="disclosure" open={person.mrz !== ""}>
      <summary>
        <Icon name="chevron-down" /> {form.mrzOpen()}
      </summary>
      <TextField
        id={`people-${index}-mrz`}
        label={form.mrz()}
        hint={form.mrzHint()}
        exact
        mono
        lines={2}
        lengthMax={120}
        value={person.mrz}
        onValue={read}
      />
      {said.value && (
        <p class={said.value.doubt ? "field-error field-note" : "hint"} role="status">
          {said.value.text}
        </p>
      )}
    </details>
  );
};
