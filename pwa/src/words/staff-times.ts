/** The readings of time that only hall and staff pages need; everything else is in `when.ts`. */
import { clockTime, dateInFigures, dateLong, dateOf, timeOf } from "./when";

/** "Khamis, 11 Februari 2027, 10.30 pagi". */
export const dayAndTime = (atMs: number): string => `${dateLong(dateOf(atMs))}, ${timeOf(atMs)}`;

/** "11/02/2027 10.30": in lists that staff read. */
export const dayAndClock = (atMs: number): string => `${dateInFigures(dateOf(atMs))} ${clockTime(atMs)}`;

/** "04:12", "1:04:12": how long something has been going on. */
export const stopwatch = (lengthMs: number): string => {
  const seconds = Math.max(0, Math.floor(lengthMs / 1_000));
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3_600);
  const clock = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${clock}` : clock;
};
