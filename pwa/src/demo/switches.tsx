/** One thing that a hand can switch: its name, and a button for each position. */
export const Segments = ({
  id,
  label,
  now,
  values,
  onPick,
}: {
  /** Of the element that names it; unique on the page. */
  id: string;
  label: string;
  now: string;
  values: readonly { readonly value: string; readonly label: string }[];
  onPick: (value: string) => void;
}) => (
  <div class="demo-switch">
    <span class="small strong" id={id}>
      {label}
    </span>
    <div class="segments" role="group" aria-labelledby={id}>
      {values.map(({ value, label: name }) => (
        <button key={value} type="button" aria-pressed={now === value} onClick={() => onPick(value)}>
          {name}
        </button>
      ))}
    </div>
  </div>
);
