/** What stands in the hall now: read by displays, kiosks and whoever gives numbers. */
import type { HallReader } from "../queue/hall.usecase";
import { disruptionText } from "./disruption";
import { type BothTexts, type HallEvent, type HallEventOf, pauseFor } from "./hall";
import { standingEvents } from "./hall.store";

/** Longer than a weekend: an emergency that nobody has ended still stands. */
const standingMs = 4 * 86_400_000;

export const standingNow = (reader: HallReader): readonly HallEvent[] =>
  standingEvents(reader, reader.nowMs - standingMs);

/** A supervisor has stopped new numbers for this group. */
export interface IntakePaused {
  readonly type: "IntakePaused";
  readonly sinceMs: number;
}

export const intakePaused = (reader: HallReader, group: string): IntakePaused | undefined => {
  const pause = pauseFor(standingNow(reader), group);
  return pause && { type: "IntakePaused", sinceMs: pause.atMs };
};

export interface AnnouncementShown {
  readonly id: string;
  readonly text: BothTexts;
  readonly atMs: number;
  readonly untilMs: number | null;
}

/** The disruption that stands. */
export const disruptionNow = (reader: HallReader): HallEventOf<"disruption"> | undefined =>
  standingNow(reader).findLast((event): event is HallEventOf<"disruption"> => event.kind === "disruption");

/** What everybody is told of it. Neither by whom nor why. */
export const disruptionShown = (reader: HallReader): AnnouncementShown | null => {
  const event = disruptionNow(reader);
  if (!event) return null;
  const { id, doc, atMs, untilMs } = event;
  return { id, text: disruptionText(doc.what), atMs, untilMs };
};

/** What the hall's displays show and say: the latest of what was announced and of what has stopped the branch. */
export const toldInHall = (reader: HallReader): AnnouncementShown | null => {
  const announcement = announcementNow(reader);
  const disruption = disruptionShown(reader);
  return announcement && disruption && announcement.atMs > disruption.atMs
    ? announcement
    : (disruption ?? announcement);
};

/** The latest announcement that stands. Neither by whom nor why. */
export const announcementNow = (reader: HallReader): AnnouncementShown | null => {
  const latest = standingNow(reader).findLast(
    (event): event is HallEventOf<"announcement"> => event.kind === "announcement",
  );
  return latest ? { id: latest.id, text: latest.doc.text, atMs: latest.atMs, untilMs: latest.untilMs } : null;
};
