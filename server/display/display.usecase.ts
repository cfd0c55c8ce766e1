/** The hall's display: who is called where, how many wait, and what comes when nobody does. */
import { addDays } from "../../sync/core/local-date";
import { type BranchDays, branchDays } from "../calendar/calendar.usecase";
import type { Deps } from "../deps";
import { type AnnouncementShown, toldInHall } from "../hall/standing.usecase";
import { type Board, boardOf } from "../queue/board.usecase";
import { groupsInHall } from "../queue/counters.usecase";
import { branchOf, hallNow, type HallReader, todayOf } from "../queue/hall.usecase";
import { type Picture, pictureOf } from "../queue/picture.usecase";
import { nextBatchMs } from "../queue/walk-ins.usecase";

export interface DisplayView extends Board {
  readonly branch: string;
  readonly now: number;
  /** Null while the branch is open, and when the calendar does not know. */
  readonly opensAtMs: number | null;
  /** When walk-in numbers come next today. */
  readonly nextBatchAtMs: number | null;
  /** What a supervisor has everybody told, until its time is over. */
  readonly announcement: AnnouncementShown | null;
}

type DisplayDeps = Pick<Deps, "db" | "clock" | "self" | "writer">;

/** Worked out once per change of the hall, whoever and however many look. */
const shownByPicture = new WeakMap<Picture, Omit<DisplayView, "now" | "announcement">>();

export const displayView = (deps: DisplayDeps): DisplayView => {
  const picture = pictureOf(deps);
  let shown = shownByPicture.get(picture);
  if (!shown) {
    const reader = hallNow(deps);
    const branch = branchOf(reader);
    shown = {
      branch: branch.code,
      ...boardOf(deps),
      opensAtMs: opensNextMs(reader, branchDays(reader, branch, reader.nowMs)),
      nextBatchAtMs: nextBatchMs(reader, groupsInHall(reader)),
    };
    shownByPicture.set(picture, shown);
  }
  return { ...shown, announcement: toldInHall(hallNow(deps)), now: deps.clock.nowMs() };
};

/** Long enough for the longest festive closure. */
const lookAheadDays = 14;

const opensNextMs = (reader: HallReader, days: BranchDays): number | null => {
  const { day } = todayOf(reader);
  for (let ahead = 0; ahead <= lookAheadDays; ahead++) {
    const plan = days.planOn(addDays(day, ahead));
    if (!plan.ok) return null;
    if (plan.value.type === "closed") continue;
    const next = plan.value.intervals.find(({ endMs }) => endMs > reader.nowMs);
    if (next) return next.startMs > reader.nowMs ? next.startMs : null;
  }
  return null;
};
