import { Button } from "../ui/button";
import { book } from "./words";

/** A small number with minus and plus: how many people come. */
export const Stepper = ({
  label,
  value,
  max,
  onChange,
}: {
  label: string;
  value: number;
  max: number;
  onChange: (value: number) => void;
}) => (
  <div class="row apart stepper" role="group" aria-label={label}>
    <span class="strong">{label}</span>
    <span class="row no-wrap">
      <Button icon="minus" label={book.fewer()} onClick={() => onChange(Math.max(1, value - 1))} />
      <output class="figures" aria-live="polite">
        {value}
      </output>
      <Button icon="plus" label={book.more()} onClick={() => onChange(Math.min(max, value + 1))} />
    </span>
  </div>
);
