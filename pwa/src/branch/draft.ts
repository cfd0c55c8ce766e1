/** What a supervisor has filled in so far. One draft for all kinds of change, so that trying another loses nothing. */
import { batchPlanDefault } from "../../../server/queue/batches";
import type { WalkInLane } from "../../../server/queue/lanes";

export interface DayHours {
  readonly isOpen: boolean;
  /** "HH:MM", the branch's wall clock; empty: not filled in. */
  readonly open: string;
  readonly close: string;
  readonly breakFrom: string;
  readonly breakTo: string;
}

export interface Draft {
  readonly date: string;
  /** Last day of a closure. */
  readonly dateTo: string;
  /** Last day of new hours; empty: from then on. */
  readonly dateEnd: string;
  readonly hours: DayHours;
  /** Monday first. */
  readonly week: readonly DayHours[];
  readonly groups: readonly string[];
  readonly group: string;
  readonly service: string;
  readonly perStart: string;
  readonly slotMinutes: string;
  readonly units: string;
  readonly note: string;
  /** 1 is Monday. */
  readonly weekday: string;
  readonly everyWeeks: string;
  /** Walk-in numbers, in the order they come. */
  readonly batches: readonly { readonly opensAt: string; readonly numbers: string }[];
  /** Per cent of each batch. */
  readonly share: Readonly<Record<WalkInLane, string>>;
  readonly keptForLaneMin: string;
}

const office: DayHours = {
  isOpen: true,
  open: "08:00",
  close: "17:00",
  breakFrom: "13:00",
  breakTo: "14:00",
};
/** Friday prayer: counters close from about 12.15 to 14.45. */
const friday: DayHours = { ...office, breakFrom: "12:15", breakTo: "14:45" };

export const emptyDraft = (date: string): Draft => ({
  date,
  dateTo: date,
  dateEnd: "",
  hours: { isOpen: true, open: "", close: "", breakFrom: "", breakTo: "" },
  week: [office, office, office, office, friday, { ...office, isOpen: false }, { ...office, isOpen: false }],
  groups: [],
  group: "",
  service: "",
  perStart: "",
  slotMinutes: "15",
  units: "1",
  note: "",
  weekday: "6",
  everyWeeks: "2",
  batches: batchPlanDefault.batches.map(({ opensAtMin, numbers }) => ({
    opensAt: timeText(opensAtMin),
    numbers: String(numbers),
  })),
  share: {
    normal: String(batchPlanDefault.sharePercent.normal),
    priority: String(batchPlanDefault.sharePercent.priority),
    employer: String(batchPlanDefault.sharePercent.employer),
  },
  keptForLaneMin: String(batchPlanDefault.keptForLaneMin),
});

/** 480 is "08:00". */
const timeText = (min: number): string =>
  `${String(Math.floor(min / 60)).padStart(2, "0")}:${String(min % 60).padStart(2, "0")}`;
