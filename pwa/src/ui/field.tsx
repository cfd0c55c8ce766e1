import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { common } from "../words/common";
import { Icon } from "./icon";
import { Twice } from "./twice";

/** What the control inside a field must carry so that label, hint and error are read with it. */
export interface ControlProps {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": "true" | undefined;
}

interface FieldProps {
  label: ComponentChildren;
  hint?: ComponentChildren;
  /** A sentence that says what is wrong and how to mend it. */
  error?: string | undefined;
  /** Worth a look, but no refusal. */
  warning?: string | undefined;
  optional?: boolean;
  /** Fixed id, so that an error summary can link to it. */
  id?: string;
  children: (control: ControlProps) => ComponentChildren;
}

/** Label, hint, control, error: in reading order, tied together for screen readers. */
export const Field = ({ label, hint, error, warning, optional, id, children }: FieldProps) => {
  const made = useId();
  const own = id ?? made;
  const described = [hint && `${own}-hint`, error && `${own}-error`, warning && `${own}-note`].filter(
    Boolean,
  );
  return (
    <div class="field">
      <label for={own}>
        <Twice>{label}</Twice> {optional && <span class="quiet small">({common.optional()})</span>}
      </label>
      {hint && (
        <div class="hint" id={`${own}-hint`}>
          {hint}
        </div>
      )}
      {children({
        id: own,
        "aria-describedby": described.length > 0 ? described.join(" ") : undefined,
        "aria-invalid": error ? "true" : undefined,
      })}
      {error && (
        <div class="field-error" id={`${own}-error`}>
          <Icon name="circle-alert" />
          <span>
            <span class="hear">{common.error()} </span>
            <Twice>{error}</Twice>
          </span>
        </div>
      )}
      {warning && (
        <div class="field-error field-note" id={`${own}-note`}>
          <Icon name="triangle-alert" />
          <span>{warning}</span>
        </div>
      )}
    </div>
  );
};

interface TextFieldProps extends Omit<FieldProps, "children"> {
  value: string;
  onValue: (value: string) => void;
  /** Leaving the field: the moment to say what is wrong, not while typing. */
  onLeave?: () => void;
  type?: "text" | "email" | "tel" | "date" | "search";
  inputMode?: "text" | "numeric" | "tel" | "email";
  autoComplete?: string;
  lengthMax?: number;
  /** Documents are read letter by letter: no correction, no capitals of its own. */
  exact?: boolean;
  /** Several lines. */
  lines?: number;
  mono?: boolean;
}

export const TextField = ({
  value,
  onValue,
  onLeave,
  type = "text",
  inputMode,
  autoComplete = "off",
  lengthMax,
  exact,
  lines,
  mono,
  ...field
}: TextFieldProps) => (
  <Field {...field}>
    {(control) => {
      const shared = {
        ...control,
        class: mono ? "input mono" : "input",
        value,
        autoComplete,
        ...(lengthMax === undefined ? {} : { maxLength: lengthMax }),
        ...(inputMode === undefined ? {} : { inputMode }),
        ...(exact ? ({ autoCapitalize: "characters", autoCorrect: "off", spellcheck: false } as const) : {}),
        ...(onLeave === undefined ? {} : { onBlur: onLeave }),
        onInput: (event: Event) => onValue((event.currentTarget as HTMLInputElement).value),
      };
      if (lines) return <textarea rows={lines} {...shared} />;
      // The union of input types narrows by a literal only: "text" and its kin take the same attributes.
      return <input {...shared} type={type as "text"} />;
    }}
  </Field>
);

interface SelectFieldProps extends Omit<FieldProps, "children"> {
  value: string;
  onValue: (value: string) => void;
  options: readonly { readonly value: string; readonly label: string }[];
}

export const SelectField = ({ value, onValue, options, ...field }: SelectFieldProps) => (
  <Field {...field}>
    {(control) => (
      <select
        {...control}
        class="input"
        value={value}
        onChange={(event) => onValue(event.currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    )}
  </Field>
);

/** One tick box whose label is the sentence agreed to. */
export const Tick = ({
  checked,
  onChange,
  id,
  error,
  children,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  id?: string;
  error?: string | undefined;
  children: ComponentChildren;
}) => {
  const made = useId();
  const own = id ?? made;
  return (
    <div class="field">
      <label class="tick" for={own}>
        <input
          id={own}
          type="checkbox"
          checked={checked}
          aria-invalid={error ? "true" : undefined}
          aria-describedby={error ? `${own}-error` : undefined}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span>
          <Twice>{children}</Twice>
        </span>
      </label>
      {error && (
        <div class="field-error" id={`${own}-error`}>
          <Icon name="circle-alert" />
          <span>{error}</span>
        </div>
      )}
    </div>
  );
};
