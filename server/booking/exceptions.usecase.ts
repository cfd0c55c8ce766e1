/**
 * What each officer vouched for on a day: a supervisor looks through it, so that nobody sells appointments by their own word. The
 * daily caps (`checks.usecase.ts`, `identity/code.ts`) bound what one officer can do before somebody looks.
 */
import type { LocalDate } from "../../sync/core/local-date";
import type { Tx } from "../../sync/submit";
import { dayRange } from "../queue/hall.usecase";
import { misfits, vouchedBookings } from "./exceptions.store";

export interface OfficersWord {
  /** Staff id. */
  readonly officer: string;
  /** At work. */
  readonly name: string;
  /** Bookings that stand on a document this officer saw. */
  readonly seen: number;
  /** Those of them whose other kind was a paper that they, or a kiosk before them, printed: nothing of the person's own device. */
  readonly onPaper: number;
  /** Documents that were not those of the visit. */
  readonly differed: number;
}

/** The most vouched for first. */
export const officersWords = (
  looking: Pick<Tx, "db" | "nowMs" | "node" | "branch">,
  date: LocalDate,
): readonly OfficersWord[] => {
  const { fromMs, toMs } = dayRange(looking, date);
  const byOfficer = new Map<string, { name: string; seen: number; onPaper: number; differed: number }>();
  const of = (officer: string, name: string | null) => {
    const known = byOfficer.get(officer) ?? { name: name ?? officer, seen: 0, onPaper: 0, differed: 0 };
    byOfficer.set(officer, known);
    return known;
  };
  for (const { officer, name, kinds } of vouchedBookings(looking, looking.node, fromMs, toMs)) {
    const proved = JSON.parse(kinds) as readonly string[];
    if (!proved.includes("document")) continue;
    const word = of(officer, name);
    word.seen += 1;
    if (proved.every((kind) => kind === "document" || kind === "paper_code")) word.onPaper += 1;
  }
  for (const { officer, name, count } of misfits(looking, looking.node, fromMs, toMs))
    of(officer, name).differed += count;
  return [...byOfficer]
    .map(([officer, counts]) => ({ officer, ...counts }))
    .toSorted((a, b) => b.onPaper - a.onPaper || b.seen - a.seen || a.officer.localeCompare(b.officer));
};
