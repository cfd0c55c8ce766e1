import { Button } from "../ui/button";
import { DateField } from "../ui/date-field";
import { SelectField, TextField } from "../ui/field";
import type { FieldsProps } from "./change-fields";
import type { Draft } from "./draft";
import { TimeField } from "./time-field";
import { branchWords as words } from "./words";

/** A day with more batches is a queue again. */
const batchesMax = 12;

const lanes = [
  { lane: "normal", word: words.laneNormal },
  { lane: "priority", word: words.lanePriority },
  { lane: "employer", word: words.laneEmployer },
] as const;

/** When walk-in numbers come, how many at a time, and which share each lane has of them. */
export const BatchFields = ({ draft, groups, onDraft }: FieldsProps & { groups: readonly string[] }) => {
  const set = (part: Partial<Draft>) => onDraft({ ...draft, ...part });
  const { batches, share } = draft;
  const setBatch = (index: number, part: Partial<Draft["batches"][number]>) =>
    set({ batches: batches.map((batch, at) => (at === index ? { ...batch, ...part } : batch)) });
  const sum = lanes.reduce((total, { lane }) => total + (Number(share[lane]) || 0), 0);
  return (
    <>
      <SelectField
        label={words.whichGroup()}
        value={draft.group}
        onValue={(group) => set({ group })}
        options={[
          { value: "", label: words.everyGroup() },
          ...groups.map((group) => ({ value: group, label: group })),
        ]}
      />
      {batches.map((batch, index) => (
        <fieldset class="batch" key={index}>
          <legend class="strong">{words.batchNo({ no: index + 1 })}</legend>
          <TimeField
            label={words.batchAt()}
            value={batch.opensAt}
            onValue={(opensAt) => setBatch(index, { opensAt })}
          />
          <TextField
            label={words.batchNumbers()}
            inputMode="numeric"
            value={batch.numbers}
            onValue={(numbers) => setBatch(index, { numbers })}
          />
          {batches.length > 1 && (
            <Button
              kind="quiet"
              icon="trash-2"
              label={words.batchRemove({ no: index + 1 })}
              onClick={() => set({ batches: batches.toSpliced(index, 1) })}
            />
          )}
        </fieldset>
      ))}
      {batches.length < batchesMax && (
        <div>
          <Button icon="plus" onClick={() => set({ batches: [...batches, { opensAt: "", numbers: "" }] })}>
            {words.batchAdd()}
          </Button>
        </div>
      )}
      <fieldset class="shares">
        <legend class="strong">{words.shares()}</legend>
        {lanes.map(({ lane, word }) => (
          <TextField
            key={lane}
            label={word()}
            inputMode="numeric"
            value={share[lane]}
            onValue={(percent) => set({ share: { ...share, [lane]: percent } })}
          />
        ))}
        <p class={sum === 100 ? "small soft" : "small strong"} role="status">
          {words.sharesSum({ sum })}
        </p>
      </fieldset>
      <TextField
        label={words.keptForLane()}
        hint={words.keptForLaneHint()}
        inputMode="numeric"
        value={draft.keptForLaneMin}
        onValue={(keptForLaneMin) => set({ keptForLaneMin })}
      />
      <div class="field-pair">
        <DateField label={words.fromDate()} value={draft.date} onValue={(date) => set({ date })} />
        <DateField label={words.toDate()} value={draft.dateEnd} onValue={(dateEnd) => set({ dateEnd })} />
      </div>
    </>
  );
};
