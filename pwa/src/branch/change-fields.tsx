import { catalogue } from "../node";
import { DateField } from "../ui/date-field";
import { SelectField, TextField, Tick } from "../ui/field";
import { inLanguage } from "../words/language";
import { weekdayHeads } from "../words/when";
import { BatchFields } from "./batch-fields";
import type { ChangeType } from "./branch-types";
import type { DayHours, Draft } from "./draft";
import { TimeField } from "./time-field";
import { branchWords as words } from "./words";

export interface FieldsProps {
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
}

/** The fields of one kind of change. */
export const ChangeFields = ({
  type,
  draft,
  groups,
  onDraft,
}: FieldsProps & { type: ChangeType; groups: readonly string[] }) => {
  const set = (part: Partial<Draft>) => onDraft({ ...draft, ...part });
  const setHours = (part: Partial<DayHours>) => set({ hours: { ...draft.hours, ...part } });
  switch (type) {
    case "closure":
      return (
        <>
          <div class="field-pair">
            <DateField label={words.from()} value={draft.date} onValue={(date) => set({ date })} />
            <TimeField label={words.time()} value={draft.hours.open} onValue={(open) => setHours({ open })} />
            <DateField label={words.to()} value={draft.dateTo} onValue={(dateTo) => set({ dateTo })} />
            <TimeField
              label={words.time()}
              value={draft.hours.close}
              onValue={(close) => setHours({ close })}
            />
          </div>
          <fieldset class="group-ticks">
            <legend class="strong">{words.whichGroups()}</legend>
            {groups.map((group) => (
              <Tick
                key={group}
                checked={draft.groups.includes(group)}
                onChange={(on) =>
                  set({ groups: on ? [...draft.groups, group] : draft.groups.filter((row) => row !== group) })
                }
              >
                {group}
              </Tick>
            ))}
          </fieldset>
          <NoteField draft={draft} onDraft={onDraft} />
        </>
      );
    case "special_opening":
      return (
        <>
          <DateField label={words.date()} value={draft.date} onValue={(date) => set({ date })} />
          <HoursFields hours={draft.hours} onHours={(hours) => set({ hours })} />
          <NoteField draft={draft} onDraft={onDraft} />
        </>
      );
    case "hours":
      return (
        <>
          <div class="field-pair">
            <DateField label={words.fromDate()} value={draft.date} onValue={(date) => set({ date })} />
            <DateField label={words.toDate()} value={draft.dateEnd} onValue={(dateEnd) => set({ dateEnd })} />
          </div>
          {weekdayHeads().map(({ long }, index) => (
            <WeekdayFields key={long} day={long} index={index} draft={draft} onDraft={onDraft} />
          ))}
        </>
      );
    case "every_n_weeks":
      return (
        <>
          <div class="field-pair">
            <SelectField
              label={words.weekday()}
              value={draft.weekday}
              onValue={(weekday) => set({ weekday })}
              options={weekdayHeads().map(({ long }, index) => ({ value: String(index + 1), label: long }))}
            />
            <TextField
              label={words.everyWeeks()}
              inputMode="numeric"
              value={draft.everyWeeks}
              onValue={(everyWeeks) => set({ everyWeeks })}
            />
            <DateField label={words.fromDate()} value={draft.date} onValue={(date) => set({ date })} />
            <DateField label={words.toDate()} value={draft.dateEnd} onValue={(dateEnd) => set({ dateEnd })} />
          </div>
          <HoursFields hours={draft.hours} onHours={(hours) => set({ hours })} />
        </>
      );
    case "capacity":
      return (
        <>
          <SelectField
            label={words.whichGroup()}
            value={draft.group}
            onValue={(group) => set({ group })}
            options={[{ value: "", label: "" }, ...groups.map((group) => ({ value: group, label: group }))]}
          />
          <div class="field-pair">
            <TextField
              label={words.perStart()}
              inputMode="numeric"
              value={draft.perStart}
              onValue={(perStart) => set({ perStart })}
            />
            <TextField
              label={words.slotMinutes()}
              inputMode="numeric"
              value={draft.slotMinutes}
              onValue={(slotMinutes) => set({ slotMinutes })}
            />
          </div>
          <DateField label={words.fromDate()} value={draft.date} onValue={(date) => set({ date })} />
        </>
      );
    case "duration":
      return (
        <>
          <SelectField
            label={words.service()}
            value={draft.service}
            onValue={(service) => set({ service })}
            options={[
              { value: "", label: "" },
              ...(catalogue.value?.services ?? []).map((row) => ({
                value: row.code,
                label: inLanguage(row.name),
              })),
            ]}
          />
          <TextField
            label={words.units()}
            inputMode="numeric"
            value={draft.units}
            onValue={(units) => set({ units })}
          />
          <DateField label={words.fromDate()} value={draft.date} onValue={(date) => set({ date })} />
        </>
      );
    case "batches":
      return <BatchFields draft={draft} groups={groups} onDraft={onDraft} />;
  }
};

const NoteField = ({ draft, onDraft }: FieldsProps) => (
  <TextField
    label={words.note()}
    hint={words.noteHint()}
    value={draft.note}
    onValue={(note) => onDraft({ ...draft, note })}
    lengthMax={120}
  />
);

const HoursFields = ({ hours, onHours }: { hours: DayHours; onHours: (hours: DayHours) => void }) => (
  <div class="field-pair">
    <TimeField label={words.opens()} value={hours.open} onValue={(open) => onHours({ ...hours, open })} />
    <TimeField label={words.closes()} value={hours.close} onValue={(close) => onHours({ ...hours, close })} />
    <TimeField
      label={words.breakFrom()}
      value={hours.breakFrom}
      onValue={(breakFrom) => onHours({ ...hours, breakFrom })}
    />
    <TimeField
      label={words.breakTo()}
      value={hours.breakTo}
      onValue={(breakTo) => onHours({ ...hours, breakTo })}
    />
  </div>
);

const WeekdayFields = ({ day, index, draft, onDraft }: FieldsProps & { day: string; index: number }) => {
  const hours = draft.week[index];
  if (!hours) return null;
  const change = (next: DayHours) => onDraft({ ...draft, week: draft.week.with(index, next) });
  return (
    <fieldset class="weekday">
      <legend class="hear">{day}</legend>
      <Tick checked={hours.isOpen} onChange={(isOpen) => change({ ...hours, isOpen })}>
        {words.dayOpen({ day })}
      </Tick>
      {hours.isOpen && <HoursFields hours={hours} onHours={change} />}
    </fieldset>
  );
};
