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

/** What the public is told of it. */
export interface DisruptionShown {
  readonly text: BothTexts;
  readonly atMs: number;
  readonly untilMs: number | null;
}

export const disruptionShown = (reader: HallReader): DisruptionShown | null => {
  const event = disruptionNow(reader);
  return event ? { text: disruptionText(event.doc.what), atMs: event.atMs, untilMs: event.untilMs } : null;
};

/** What the hall's displays show and say: the latest of what was announced and of what has stopped the branch. */
export const toldInHall = (reader: HallReader): AnnouncementShown | null => {
  const announcement = announcementNow(reader);
  const disruption = disruptionNow(reader);
  if (!disruption || (announcement && announcement.atMs > disruption.atMs)) return announcement;
  const { id, doc, atMs, untilMs } = disruption;
  return { id, text: disruptionText(doc.what), atMs, untilMs };
};

/** The latest announcement that stands. Neither by whom nor why. */
export const announcementNow = (reader: HallReader): AnnouncementShown | null => {
  const latest = standingNow(reader).findLast(
    (event): event is HallEventOf<"announcement"> => event.kind === "announcement",
  );
  return latest ? { id: latest.id, text: latest.doc.text, atMs: latest.atMs, untilMs: latest.untilMs } : null;
};
