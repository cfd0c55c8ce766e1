/** One measured number beside its bare baseline of the same run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The bare way of doing the same, in the same unit; null where a target stands by itself. */
  readonly baseline: number | null;
  readonly ratio: number | null;
  readonly target: string;
}

export type Bench = () => AsyncIterable<Figure>;

export const figure = (
  name: string,
  value: number,
  unit: string,
  baseline: number | null,
  target: string,
): Figure => ({
  name,
  value: round(value),
  unit,
  baseline: baseline === null ? null : round(baseline),
  ratio: baseline === null ? null : round(value / baseline),
  target,
});

const round = (value: number): number => Number(value.toPrecision(4));

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** The value below which `share` (0–1) of the values lie. */
export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
