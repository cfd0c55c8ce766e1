/**
 * Whose key opens which backup. Pure. Each week has a key of headquarters': its public half goes to every node ahead of time, its
 * private half is thrown away four weeks after the week has ended. From then on nobody reads that week's backups, which is how
 * somebody who was erased leaves them (kernel.md 5, security model 5: backups no older than 35 days).
 */
const dayMs = 86_400_000;
const weekMs = 7 * dayMs;
const keptMs = 28 * dayMs;

/** How many weeks' keys are out ahead: a branch whose line is cut that long still makes backups. */
export const weeksAhead = 5;

/** `w2967`: weeks since 1970. */
export const periodOf = (atMs: number): string => `w${Math.floor(atMs / weekMs)}`;

/** The period of now and those ahead. */
export const periodsWanted = (nowMs: number): readonly string[] =>
  Array.from({ length: weeksAhead + 1 }, (_, weeks) => periodOf(nowMs + weeks * weekMs));

/** Whether the private key of a period is to be thrown away. */
export const isDropped = (period: string, nowMs: number): boolean =>
  nowMs >= (Number(period.slice(1)) + 1) * weekMs + keptMs;

/** The oldest backup that anybody can open. */
export const backupAgeMsMax = weekMs + keptMs;
