/** A day's figure as the line of a small chart: pure. */

/** One reading: minutes since midnight, and the figure. */
export interface Point {
  readonly min: number;
  readonly value: number;
}

export interface Frame {
  readonly width: number;
  readonly height: number;
  /** Room for the words under the line, and above it for the highest figure. */
  readonly bottom: number;
  readonly top: number;
}

/** Office hours; a reading before or after them widens the day. */
const dayMin = { from: 7 * 60, to: 18 * 60 };
/** Without a reading for this long the line breaks: nobody knows what was between. */
const gapMinMax = 15;

export interface Chart {
  /** SVG path data, one piece for each stretch of readings. */
  readonly line: string;
  readonly ticks: readonly { readonly x: number; readonly hour: number }[];
  readonly last: (Point & { readonly x: number; readonly y: number }) | undefined;
  /** The highest figure, the first time it was reached. */
  readonly most: Point | undefined;
}

export const chartOf = (points: readonly Point[], { width, height, bottom, top }: Frame): Chart => {
  const from = Math.min(dayMin.from, ...points.map(({ min }) => Math.floor(min / 60) * 60));
  const to = Math.max(dayMin.to, ...points.map(({ min }) => Math.ceil(min / 60) * 60));
  const most = points.reduce<Point | undefined>(
    (high, point) => (high && high.value >= point.value ? high : point),
    undefined,
  );
  const valueMax = Math.max(1, most?.value ?? 0);
  const x = (min: number) => round(((min - from) / (to - from)) * width);
  const y = (value: number) => round(height - bottom - (value / valueMax) * (height - bottom - top));
  const line = points
    .map((point, at) => {
      const before = points[at - 1];
      const isNew = !before || point.min - before.min > gapMinMax;
      return `${isNew ? "M" : "L"}${x(point.min)} ${y(point.value)}`;
    })
    .join("");
  const hours = [from / 60, 12, to / 60];
  const last = points.at(-1);
  return {
    line,
    ticks: hours.map((hour) => ({ x: x(hour * 60), hour })),
    last: last && { ...last, x: x(last.min), y: y(last.value) },
    most,
  };
};

const round = (value: number): number => Math.round(value * 10) / 10;
