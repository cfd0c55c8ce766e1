import { defineWords } from "../words/messages";
import { shared } from "../words/shared";
import { TextField } from "./field";

const words = defineWords({
  reason: shared.reason,
  hint: shared.reasonHint,
  missing: shared.reasonMissing,
});

/** Why somebody of the staff does what they do: it is kept with their name, and nothing is done without. */
export const ReasonField = ({
  label = words.reason(),
  value,
  onValue,
  tried,
  charsMin = 1,
}: {
  label?: string;
  value: string;
  onValue: (value: string) => void;
  /** They have pressed the button already. */
  tried: boolean;
  charsMin?: number;
}) => (
  <TextField
    label={label}
    hint={words.hint()}
    value={value}
    onValue={onValue}
    lengthMax={200}
    error={tried && value.trim().length < charsMin ? words.missing() : undefined}
  />
);
