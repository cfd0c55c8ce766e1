import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { Icon } from "./icon";
import type { IconName } from "./icons";
import { Twice } from "./twice";

export interface Choice<V extends string> {
  readonly value: V;
  readonly title: ComponentChildren;
  readonly detail?: ComponentChildren;
  readonly icon?: IconName;
  /** At the right edge: a date, a distance. */
  readonly aside?: ComponentChildren;
}

/**
 * Radio cards: one decision, each option a whole card to press. Native radios underneath, so arrows and screen readers
 * work as people know them.
 */
export const Choices = <V extends string>({
  legend,
  legendHidden,
  options,
  chosen,
  onPick,
}: {
  legend: string;
  legendHidden?: boolean;
  options: readonly Choice<V>[];
  chosen: V | undefined;
  onPick: (value: V) => void;
}) => {
  const name = useId();
  return (
    <fieldset class="choices">
      <legend class={legendHidden ? "hear" : undefined}>
        <Twice>{legend}</Twice>
      </legend>
      {options.map((option) => (
        <label class="choice" key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === chosen}
            onChange={() => onPick(option.value)}
          />
          {option.icon && <Icon name={option.icon} />}
          <span class="choice-text">
            <span class="choice-title">
              <Twice>{option.title}</Twice>
            </span>
            {option.detail && <span class="small soft">{option.detail}</span>}
          </span>
          {option.aside && <span class="small soft">{option.aside}</span>}
          <Icon name="check" class="choice-tick" />
        </label>
      ))}
    </fieldset>
  );
};
