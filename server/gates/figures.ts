/** What the hall is measured by: lane seconds per traveller, and who is sent to officers more often than others. Pure. */

/** The hall's own figures (`design.md` 7; the Ministry's 5 s for a QR code, 15 s for a passport). */
export const targets = { qrMs: 5_000, passportMs: 15_000, ownMs: 500 } as const;

export interface Counted {
  readonly lane: string;
  readonly document: string;
  readonly nationality: string | null;
  readonly ageBand: string | null;
  readonly isReferred: boolean;
  readonly isPassed: boolean;
  readonly laneMs: number | null;
  readonly ownMs: number | null;
}

export interface FigureRow {
  readonly by: "all" | "lane" | "nationality" | "age";
  readonly key: string;
  readonly travellers: number;
  readonly passed: number;
  readonly referred: number;
  readonly referralRate: number;
  readonly qrP50Ms: number | null;
  readonly qrP90Ms: number | null;
  readonly passportP50Ms: number | null;
  readonly passportP90Ms: number | null;
  readonly ownP99Ms: number | null;
  readonly unusual: boolean;
}

/** The smallest value that a share `p` of all does not exceed (nearest rank); null of nothing. */
export const percentile = (values: readonly number[], p: number): number | null => {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)]!;
};

export const figureRows = (all: readonly Counted[]): readonly FigureRow[] => {
  const mean = all.length === 0 ? 0 : all.filter(({ isReferred }) => isReferred).length / all.length;
  const groups = (by: FigureRow["by"], keyOf: (one: Counted) => string | null) => {
    const found = new Map<string, Counted[]>();
    for (const one of all) {
      const key = keyOf(one);
      if (key === null) continue;
      const group = found.get(key);
      if (group) group.push(one);
      else found.set(key, [one]);
    }
    return [...found]
      .map(([key, of]) => rowOf(by, key, of, mean))
      .toSorted((a, b) => b.travellers - a.travellers || a.key.localeCompare(b.key));
  };
  return [
    ...(all.length === 0 ? [] : [rowOf("all", "", all, mean)]),
    ...groups("lane", ({ lane }) => lane),
    ...groups("nationality", ({ nationality }) => nationality),
    ...groups("age", ({ ageBand }) => ageBand),
  ];
};

const rowOf = (by: FigureRow["by"], key: string, all: readonly Counted[], mean: number): FigureRow => {
  const referred = all.filter(({ isReferred }) => isReferred).length;
  const times = (isQr: boolean) =>
    all.flatMap(({ document, laneMs }) =>
      laneMs !== null && (document === "slip") === isQr ? [laneMs] : [],
    );
  const qr = times(true);
  const passport = times(false);
  return {
    by,
    key,
    travellers: all.length,
    passed: all.filter(({ isPassed }) => isPassed).length,
    referred,
    referralRate: referred / all.length,
    qrP50Ms: percentile(qr, 0.5),
    qrP90Ms: percentile(qr, 0.9),
    passportP50Ms: percentile(passport, 0.5),
    passportP90Ms: percentile(passport, 0.9),
    ownP99Ms: percentile(
      all.flatMap(({ ownMs }) => (ownMs === null ? [] : [ownMs])),
      0.99,
    ),
    unusual: by !== "all" && isUnusual(referred, all.length, mean),
  };
};

/** Of a group smaller than this nothing is said. */
const travellersMin = 30;

/**
 * Whether a group is sent to officers at least twice as often as everybody, and not by chance: so many among so few would come about
 * in one of 740 groups that are treated like all others (three standard deviations of a binomial count).
 */
export const isUnusual = (referred: number, travellers: number, mean: number): boolean => {
  if (travellers < travellersMin || mean === 0) return false;
  const expected = mean * travellers;
  const deviation = Math.sqrt(expected * (1 - mean));
  return referred >= 2 * expected && referred >= expected + 3 * deviation;
};
