/** Milliseconds as seconds: "4.2"; the fraction of a second only where it says something. */
export const secondsOf = (ms: number): string => {
  const seconds = ms / 1000;
  return seconds < 1 ? seconds.toFixed(2).replace(/0$/, "") : seconds.toFixed(1).replace(/\.0$/, "");
};
