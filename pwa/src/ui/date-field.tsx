import { useSignal } from "@preact/signals";
import { parseLocalDate } from "../../../sync/core/local-date";
import { type ControlProps, Field } from "./field";

/**
 * A date typed as people here write it, day first. Browsers show their own date control in the browser's language,
 * often month first; for a date years away typing is quicker too. The value is YYYY-MM-DD, or the text as typed while
 * it is no date.
 */
export const DateField = ({
  value,
  onValue,
  ...field
}: Omit<Parameters<typeof Field>[0], "children"> & { value: string; onValue: (value: string) => void }) => {
  const typed = useSignal(written(value));
  // A value set from outside (a passport's code lines) replaces what was typed.
  if (dateTyped(typed.value) !== value) typed.value = written(value);
  return (
    <Field {...field}>
      {(control: ControlProps) => (
        <input
          {...control}
          class="input"
          type="text"
          inputMode="numeric"
          autoComplete="off"
          placeholder="DD/MM/YYYY"
          maxLength={10}
          value={typed.value}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
            onValue(dateTyped(typed.value));
          }}
        />
      )}
    </Field>
  );
};

/** `18/9/2029`, `18-09-2029`, `18.9.2029`, `18092029` as 2029-09-18; other text as it stands. */
export const dateTyped = (text: string): string => {
  const parts =
    /^(\d{1,2})[/\-. ](\d{1,2})[/\-. ](\d{4})$/.exec(text.trim()) ??
    /^(\d{2})(\d{2})(\d{4})$/.exec(text.trim());
  if (!parts) return text;
  const [, day = "", month = "", year = ""] = parts;
  const date = parseLocalDate(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
  return date.ok ? date.value : text;
};

const written = (value: string): string =>
  parseLocalDate(value).ok ? value.split("-").toReversed().join("/") : value;
