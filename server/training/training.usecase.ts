/** Somebody comes in to practise: they are staff of the training as they are of the branch, and may do there what their role may. */
import type { Plan } from "../../sync/core/plan";
import { ok, type Result } from "../../sync/core/result";
import type { Tx } from "../../sync/submit";
import { openRows, trainingRoleRows } from "../identity/session.usecase";
import type { Trainee } from "./training";

/** A training day is over long before. */
const roleMs = 24 * 3_600_000;

export const planEnterTraining = (tx: Tx, trainee: Trainee, token: string): Result<Plan<null>, never> => {
  const { id, role } = trainee;
  const grant = `training/${id}/${role}`;
  return ok({
    intent: "enterTraining",
    rows: [
      ...trainingRoleRows(tx, trainee, grant, tx.nowMs + roleMs),
      ...openRows(tx, token, { kind: "staff", who: id, grant, label: "training", verifiedMs: tx.nowMs }),
    ],
    answer: null,
  });
};
