/** From the fields of the form to the change the node is asked about; undefined while something is missing. */
import type { Change, ChangeType, Opening } from "./branch-types";
import type { DayHours, Draft } from "./draft";
import { instantOf, isDate, minutesOf } from "./instant";

export const changeOf = (type: ChangeType, draft: Draft): Change | undefined => {
  const note = { ms: draft.note.trim(), en: draft.note.trim() };
  switch (type) {
    case "closure": {
      const from = instantOf(draft.date, draft.hours.open);
      const to = instantOf(draft.dateTo, draft.hours.close);
      if (from === undefined || to === undefined || to <= from || note.ms === "") return undefined;
      return { type, from, to, note, ...(draft.groups.length > 0 ? { groups: [...draft.groups] } : {}) };
    }
    case "special_opening": {
      const opening = openingOf(draft.hours);
      return opening && isDate(draft.date) && note.ms !== ""
        ? { type, date: draft.date, note, ...opening }
        : undefined;
    }
    case "hours": {
      const weekly = draft.week.flatMap((hours, index) => {
        const opening = hours.isOpen ? openingOf(hours) : undefined;
        return opening ? [{ weekday: index + 1, ...opening }] : [];
      });
      const complete = draft.week.every((hours) => !hours.isOpen || openingOf(hours) !== undefined);
      if (!complete || !hasDays(draft)) return undefined;
      return { type, weekly, from: draft.date, to: lastDayOf(draft) };
    }
    case "every_n_weeks": {
      const opening = openingOf(draft.hours);
      const [weekday, everyWeeks] = [Number(draft.weekday), Number(draft.everyWeeks)];
      if (!opening || !hasDays(draft) || !isCount(everyWeeks, 1)) return undefined;
      return { type, weekday, everyWeeks, from: draft.date, to: lastDayOf(draft), ...opening };
    }
    case "capacity": {
      const [perStart, slotMinutes] = [Number(draft.perStart), Number(draft.slotMinutes)];
      if (draft.group === "" || !isDate(draft.date) || !isCount(perStart, 0) || !isCount(slotMinutes, 1))
        return undefined;
      return { type, group: draft.group, perStart, slotMinutes, from: draft.date };
    }
    case "duration": {
      const units = Number(draft.units);
      if (draft.service === "" || !isDate(draft.date) || !isCount(units, 1)) return undefined;
      return { type, service: draft.service, units, from: draft.date };
    }
    case "batches": {
      const batches = draft.batches.map(({ opensAt, numbers }) => ({ opensAt, numbers: Number(numbers) }));
      const share = {
        normal: Number(draft.share.normal),
        priority: Number(draft.share.priority),
        employer: Number(draft.share.employer),
      };
      const keptForLaneMin = Number(draft.keptForLaneMin);
      const complete =
        hasDays(draft) &&
        batches.every((batch) => minutesOf(batch.opensAt) !== undefined && isCount(batch.numbers, 1)) &&
        [...Object.values(share), keptForLaneMin].every((number) => isCount(number, 0));
      if (!complete) return undefined;
      const group = draft.group === "" ? null : draft.group;
      return { type, group, batches, share, keptForLaneMin, from: draft.date, to: lastDayOf(draft) };
    }
  }
};

/** A first day, and a last one or none. */
const hasDays = (draft: Draft): boolean =>
  isDate(draft.date) && (draft.dateEnd === "" || isDate(draft.dateEnd));

const lastDayOf = (draft: Draft): string | null => (draft.dateEnd === "" ? null : draft.dateEnd);

const isCount = (value: number, min: number): boolean => Number.isInteger(value) && value >= min;

const openingOf = ({ open, close, breakFrom, breakTo }: DayHours): Opening | undefined => {
  const [from, to] = [minutesOf(open), minutesOf(close)];
  if (from === undefined || to === undefined || to <= from) return undefined;
  const hasBreak = breakFrom !== "" || breakTo !== "";
  const [pauseFrom, pauseTo] = [minutesOf(breakFrom), minutesOf(breakTo)];
  if (!hasBreak) return { open, close, breaks: [] };
  if (pauseFrom === undefined || pauseTo === undefined || pauseTo <= pauseFrom) return undefined;
  return { open, close, breaks: [{ from: breakFrom, to: breakTo }] };
};
