/** What can stop a branch, as people are told of it. */
import type { BothTexts } from "./hall";

export const disruptionKinds = ["power", "line", "printer", "system", "flood", "other"] as const;
export type DisruptionKind = (typeof disruptionKinds)[number];

/** How long one may be expected to last, in minutes. */
export const disruptionMin = { min: 15, max: 24 * 60 } as const;

const causes: Readonly<Record<DisruptionKind, BothTexts>> = {
  power: { ms: "Bekalan elektrik terputus", en: "The power is out" },
  line: { ms: "Talian ke ibu pejabat terputus", en: "The line to headquarters is down" },
  printer: { ms: "Nombor tidak dapat dicetak", en: "Numbers cannot be printed" },
  system: { ms: "Sistem tergendala", en: "The system is down" },
  flood: { ms: "Pejabat dilanda banjir", en: "The office is flooded" },
  other: { ms: "Pejabat mengalami gangguan", en: "The office is disrupted" },
};

/** For everybody: displays, the branch's page, kiosks. */
export const disruptionText = (what: DisruptionKind): BothTexts => ({
  ms: `${causes[what].ms}. Tempat anda tetap ada, dan anda tidak dikira lewat.`,
  en: `${causes[what].en}. You keep your place, and nobody is counted late.`,
});

/** For whoever is booked in that time. */
export const disruptionOffer = (what: DisruptionKind): BothTexts => ({
  ms: `${causes[what].ms} pada masa temu janji anda. Anda tidak dikira tidak hadir.`,
  en: `${causes[what].en} at the time of your appointment. You are not counted absent.`,
});
