/**
 * Training: the same program on invented people, so that nobody practises on a real queue. It has a file, keys and an address of its
 * own, so that nothing it does reaches the real log, and nothing a browser keeps for it (cookies, unsent acts) is kept for the real one.
 */
import type { GenesisRow } from "../../sync/genesis";
import type { StaffRole } from "../../sync/core/plan";
import type { Result } from "../../sync/core/result";
import type { Service } from "../catalogue/catalogue";
import { trainingSeries } from "../queue/ticket-number";

/** Who comes in to practise: as themselves, in the role that they work in. */
export interface Trainee {
  readonly id: string;
  readonly name: string;
  readonly role: StaffRole;
}

export interface TrainingRoom {
  /** Opens the room where it is not open yet, and gives an address that lets this person in once, within a minute. */
  enter(trainee: Trainee, page: string): Promise<Result<{ readonly url: string }, TrainingError>>;
}

/** This branch has no room for it: `[training]` in its configuration, or the port is taken. */
export type TrainingError = { readonly type: "NoTraining" };

/** The catalogue of a training: every service gives numbers of the one series. */
export const trainingRows = (rows: readonly GenesisRow[]): readonly GenesisRow[] =>
  rows.map((row) =>
    row.table === "service" && "doc" in row
      ? { ...row, doc: { ...(row.doc as Service), series: trainingSeries } }
      : row,
  );

/** Cookies forget the port: beside the real node's they need another name. Aliases are 0 to 1023. */
export const trainingAlias = (alias: number): number => (alias + 512) % 1024;

/** People keep coming until so many wait. */
export const trainingWaitingMin = 5;
export const trainingLookMs = 30_000;
/** How long the way in is good. */
export const trainingPassMs = 60_000;
