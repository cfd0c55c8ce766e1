/** Entry points of Workers: the build needs their names to put them into the one file. */
export const workers: readonly string[] = ["server/booking/slip-pdf-worker.ts"];
