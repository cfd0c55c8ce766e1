import { useState } from "preact/hooks";
import type { Problem } from "../api";
import { Button } from "../ui/button";
import { SelectField, TextField } from "../ui/field";
import { ProblemBand } from "../ui/problem-band";
import { keyProblemText } from "../staff/problems";
import type { SeenDocument } from "./recoveries";
import { words } from "./recoveries-words";

type Type = SeenDocument["type"];
const types = ["mykad", "passport", "splp"] as const;

/** The document in the officer's hand, as it is typed. */
export const DocumentForm = ({
  doWords,
  danger = false,
  onGive,
}: {
  doWords: string;
  danger?: boolean;
  onGive: (document: SeenDocument) => Promise<Problem | undefined>;
}) => {
  const [type, setType] = useState<Type>("mykad");
  const [number, setNumber] = useState("");
  const [country, setCountry] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const isMissing = number.trim() === "";
  const isForeign = type !== "mykad";
  const needsCountry = isForeign && !/^[a-z]{3}$/i.test(country.trim());
  const give = async () => {
    setTried(true);
    if (isMissing || needsCountry || busy) return;
    setBusy(true);
    const document = { type, number: number.trim() };
    setProblem(await onGive(isForeign ? { ...document, country: country.trim().toUpperCase() } : document));
    setBusy(false);
  };
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void give();
      }}
    >
      {problem && <ProblemBand problem={problem} text={textOf(problem)} />}
      <SelectField
        label={words.type()}
        value={type}
        onValue={(value) => setType(value as Type)}
        options={types.map((value) => ({ value, label: words[value]() }))}
      />
      <TextField
        label={words.number()}
        exact
        lengthMax={40}
        value={number}
        onValue={setNumber}
        error={tried && isMissing ? words.missing() : undefined}
      />
      {isForeign && (
        <TextField
          label={words.country()}
          exact
          lengthMax={3}
          value={country}
          onValue={setCountry}
          error={tried && needsCountry ? words.countryMissing() : undefined}
        />
      )}
      <Button type="submit" kind={danger ? "danger" : "primary"} wide busy={busy}>
        {doWords}
      </Button>
    </form>
  );
};

const textOf = (problem: Problem): string => {
  const { code, data } = problem;
  if (code === "still_to_come") return words.still_to_come({ ref: String(data["ref"] ?? "") });
  if (code === "document_differs" || code === "document_not_seen") return words[code]();
  if (code === "recovery_not_found" || code === "nobody_to_erase") return words[code]();
  return keyProblemText(problem);
};
