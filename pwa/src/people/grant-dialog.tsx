import { useState } from "preact/hooks";
import type { StaffRole } from "../../../sync/core/plan";
import { staffRoles } from "../../../server/identity/roles";
import { catalogue } from "../node";
import { keyProblemText } from "../staff/problems";
import { staffWords } from "../staff/words";
import { SelectField, TextField } from "../ui/field";
import { FormDialog } from "../ui/form-dialog";
import { inLanguage } from "../words/language";
import { addPerson, giveRole, type Person, untilDate } from "./people";
import { words } from "./words";

/** A role for somebody who is there, or for somebody new. */
export const GrantDialog = ({
  person,
  onClose,
  onDone,
}: {
  person: Person | undefined;
  onClose: () => void;
  onDone: (said: string) => void;
}) => {
  const [name, setName] = useState("");
  const [role, setRole] = useState<StaffRole>("officer");
  const [branch, setBranch] = useState(person?.branch ?? "");
  const [until, setUntil] = useState("");
  const give = async () => {
    const at = role === "hq_admin" || branch === "" ? null : branch;
    const wish = { role, branch: at, untilMs: untilDate(until) };
    const done = person ? await giveRole(person.id, wish) : await addPerson(name.trim(), wish);
    if (!done.ok) return done.error;
    onDone(person ? words.given() : words.added({ name: name.trim() }));
    return undefined;
  };
  const isNameless = !person && name.trim() === "";
  const branches = catalogue.value?.branches ?? [];
  return (
    <FormDialog
      title={person ? words.giveTo({ name: person.name }) : words.add()}
      isComplete={!isNameless}
      send={{ label: person ? words.give() : words.add() }}
      problemText={keyProblemText}
      onSend={give}
      onClose={onClose}
    >
      {(tried) => (
        <>
          {!person && (
            <TextField
              label={words.name()}
              hint={words.nameHint()}
              value={name}
              onValue={setName}
              lengthMax={60}
              error={tried && isNameless ? words.nameMissing() : undefined}
            />
          )}
          <SelectField
            label={words.role()}
            value={role}
            onValue={(value) => setRole(value as StaffRole)}
            options={staffRoles.map((value) => ({ value, label: staffWords[value]() }))}
          />
          {role !== "hq_admin" && (
            <SelectField
              label={words.branch()}
              value={branch}
              onValue={setBranch}
              options={[
                { value: "", label: "—" },
                ...branches.map((each) => ({ value: each.code, label: inLanguage(each.name) })),
              ]}
            />
          )}
          <TextField
            label={words.until()}
            hint={words.untilHint()}
            type="date"
            value={until}
            onValue={setUntil}
          />
        </>
      )}
    </FormDialog>
  );
};
