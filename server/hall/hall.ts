/**
 * What a supervisor orders in the hall, and who may end it. Each stands from `atMs` until `untilMs`, or until somebody ends it:
 *
 *   announcement   everybody in the hall, on its displays          ends by itself, or by a supervisor
 *   pause          no new numbers for a group, or for all          a supervisor resumes
 *   panic          every staff screen, and nothing else            the sender, or a supervisor with a note
 *   disruption     everybody booked or waiting, and the public    ends by itself, or by a supervisor
 *   help           somebody at a kiosk, or a counter without       whoever of the staff goes there
 *                  an officer, needs a person
 */
import { err, ok, type Result } from "../../sync/core/result";
import type { DisruptionKind } from "./disruption";

export interface BothTexts {
  readonly ms: string;
  readonly en: string;
}

interface DocByKind {
  readonly announcement: { readonly text: BothTexts; readonly reason: string };
  readonly pause: { readonly group: string | null; readonly reason: string };
  readonly panic: { readonly place: BothTexts; readonly note?: string };
  /** `offered`: how many bookings were offered another time. */
  readonly disruption: { readonly what: DisruptionKind; readonly reason: string; readonly offered: number };
  /** `kiosk`: who rang; null: a supervisor asks for an officer. */
  readonly help: { readonly place: BothTexts; readonly kiosk: string | null; readonly group: string | null };
}

export type HallEventKind = keyof DocByKind;

export interface HallEventOf<Kind extends HallEventKind> {
  readonly id: string;
  readonly kind: Kind;
  readonly doc: DocByKind[Kind];
  readonly by: string;
  readonly atMs: number;
  readonly untilMs: number | null;
  readonly endedAtMs: number | null;
  readonly endedBy: string | null;
}

export type HallEvent = { readonly [Kind in HallEventKind]: HallEventOf<Kind> }[HallEventKind];

/** Somebody else has changed it since this was seen: who, what, when. */
export interface HallChanged {
  readonly type: "HallChanged";
  readonly what: "changed" | "closed" | "paused" | "resumed" | "ended" | "disrupted";
  readonly by: string;
  readonly atMs: number;
}

export const isStanding = (event: Pick<HallEvent, "endedAtMs" | "untilMs">, nowMs: number): boolean =>
  event.endedAtMs === null && (event.untilMs === null || event.untilMs > nowMs);

/** The pause that holds for a group: its own, or the one for all. */
export const pauseFor = (standing: readonly HallEvent[], group: string): HallEventOf<"pause"> | undefined =>
  standing.find(
    (event): event is HallEventOf<"pause"> =>
      event.kind === "pause" && (event.doc.group === null || event.doc.group === group),
  );

/** One group is paused or resumed by itself; the whole hall too: `null` is another order than "C". */
export const pauseOf = (standing: readonly HallEvent[], group: string | null) =>
  standing.find(
    (event): event is HallEventOf<"pause"> => event.kind === "pause" && event.doc.group === group,
  );

export interface Ending {
  readonly who: string;
  readonly isSupervisor: boolean;
  /** What was found or done; a supervisor says it of somebody else's emergency. */
  readonly note: string | undefined;
}

export type EndError = HallChanged | { readonly type: "NotYours" } | { readonly type: "NoteMissing" };

/** Whether this person may end it. What has ended already says by whom. */
export const mayEnd = (
  event: HallEvent,
  { who, isSupervisor, note }: Ending,
  nowMs: number,
): Result<null, EndError> => {
  if (!isStanding(event, nowMs)) {
    const atMs = event.endedAtMs ?? event.untilMs ?? event.atMs;
    return err({ type: "HallChanged", what: "ended", by: event.endedBy ?? event.by, atMs });
  }
  if (event.kind === "help") return ok(null);
  if (event.kind === "panic" && event.by === who) return ok(null);
  if (!isSupervisor) return err({ type: "NotYours" });
  return event.kind === "panic" && note === undefined ? err({ type: "NoteMissing" }) : ok(null);
};

/** A kiosk rings so often in so long: a child at the button does not keep the whole hall running. */
export const ringsMax = 5;
export const ringsWithinMs = 10 * 60_000;

/** How long an announcement may stand, in minutes. */
export const announcementMin = { min: 1, max: 240 } as const;
