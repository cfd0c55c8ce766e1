/** SQL of challenges. */
import type { Tx } from "../../sync/submit";
import { statement } from "../../sync/tables";

export interface ChallengeRow {
  readonly value: string;
  readonly session: string;
  readonly purpose: string;
  /** The nonce of a step-up, with which its challenge is made again from the action; empty otherwise. */
  readonly action: string;
  readonly endsMs: number;
}

export const challengeByValue = ({ db }: Pick<Tx, "db">, value: string): ChallengeRow | null =>
  statement(
    db,
    "SELECT value, session, purpose, action, ends_ms AS endsMs FROM challenge WHERE value = ?",
  ).get(value) as ChallengeRow | null;
