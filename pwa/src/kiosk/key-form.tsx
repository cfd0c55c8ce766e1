import { useEffect, useState } from "preact/hooks";
import { Icon } from "../ui/icon";
import { Keypad, type KeypadKind } from "./keypad";
import { useTypedKeys } from "./typed-keys";
import { kioskWords as words } from "./words";

export interface KeyField<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly hint: string;
  readonly keys: KeypadKind;
  readonly lengthMax: number;
  /** How the value is drawn: a reference gets its hyphen. */
  readonly drawn?: (value: string) => string;
}

/** What each keypad may write, from the screen or from a real keyboard. */
const keyShapes: Readonly<Record<KeypadKind, RegExp>> = {
  digits: /^\d$/,
  letters: /^[0-9A-Z]$/,
  names: /^[\p{L} '@/.-]$/u,
  text: /^[\p{L}0-9 /.-]$/u,
};

/** Fields that the keypad below fills: a touch on a field makes it the one that is written in. */
export const useKeyForm = <Name extends string>(
  fields: readonly KeyField<Name>[],
  values: Readonly<Record<Name, string>>,
  onValue: (name: Name, value: string) => void,
  errors: Partial<Record<Name, string>>,
  startAt: Name,
) => {
  const [active, setActive] = useState<Name>(startAt);
  const field = fields.find((row) => row.name === active) ?? fields[0];
  const wrong = fields.find((row) => errors[row.name])?.name;
  useEffect(() => {
    if (wrong) setActive(wrong);
  }, [wrong]);

  const write = (key: string) => {
    if (!field) return;
    const value = values[field.name];
    if (value.length < field.lengthMax && keyShapes[field.keys].test(key)) onValue(field.name, value + key);
  };
  const erase = () => field && onValue(field.name, values[field.name].slice(0, -1));
  useTypedKeys(write, erase);

  return {
    fields: fields.map((row) => (
      <KeyFieldView
        key={row.name}
        field={row}
        value={values[row.name]}
        active={row.name === field?.name}
        error={errors[row.name]}
        onPick={() => setActive(row.name)}
      />
    )),
    keypad: field && <Keypad kind={field.keys} onKey={write} onErase={erase} />,
  };
};

/** On a field Space is a character, not a press. Enter still chooses the field. */
const keepSpace = (event: KeyboardEvent): void => {
  if (event.key === " ") event.preventDefault();
};

const KeyFieldView = <Name extends string>({
  field,
  value,
  active,
  error,
  onPick,
}: {
  field: KeyField<Name>;
  value: string;
  active: boolean;
  error: string | undefined;
  onPick: () => void;
}) => {
  const drawn = field.drawn?.(value) ?? value;
  return (
    <div class="key-field">
      <button
        type="button"
        aria-pressed={active}
        class={error ? "wrong" : undefined}
        onClick={onPick}
        onKeyDown={keepSpace}
      >
        <span class="key-field-label">
          {field.label} <span class="small quiet">{field.hint}</span>
        </span>
        <span class="key-field-value figures">
          {drawn}
          {value === "" && <span class="hear">{words.empty()}</span>}
          {active && <span class="caret" aria-hidden="true" />}
        </span>
      </button>
      {error && (
        <p class="field-error" role="alert">
          <Icon name="circle-alert" />
          {error}
        </p>
      )}
    </div>
  );
};
