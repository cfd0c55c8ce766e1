/** Of thousands nobody needs the last digits. */
export const rounded = (count: number): string =>
  count < 1_000 ? String(count) : `${Math.round(count / 100) / 10}k`;
