import { Field } from "../ui/field";

interface InputProps {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

/** A time of day, "HH:MM" of the branch's wall clock; empty: not filled in. */
export const TimeField = ({ label, value, onValue }: InputProps) => (
  <Field label={label}>
    {(control) => (
      <input
        {...control}
        class="input"
        type="time"
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    )}
  </Field>
);
