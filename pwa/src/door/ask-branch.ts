/** How the door asks its branch, and what the answers say about the line, the tablet and its officer. */
import { isLineTrouble, post, type Problem } from "../api";
import { letIn as comeInAgain } from "../device/watch";
import { online } from "../node";
import type { Act } from "./outbox";
import { type DoorAnswer, reach } from "./state";

/** At a door people stand and wait: whoever does not answer by then is away. */
export const patienceMs = 4_000;

/** What a refusal says about the line and the tablet. */
export const learn = async (problem: Problem): Promise<void> => {
  reach.value = isAway(problem) ? "gone" : "there";
  // Nor does the header say any longer how the branch's own line stands.
  online.value = !isAway(problem);
  if (problem.code === "tablet_needed" || problem.code === "tablet_revoked") await comeInAgain("tablet");
};

/** Nothing was decided: the same act may be sent again. */
export const isAway = (problem: Problem): boolean => isLineTrouble(problem) || problem.status >= 500;

/** The tablet or its officer has to come in first; the act itself is as good as before. */
export const isShut = ({ status }: Problem): boolean => status === 401 || status === 403 || status === 429;

/** A slip that somebody showed, before it is known what it is. */
export type Shown = Pick<Act, "id" | "slip" | "lang" | "atMs" | "officer">;

export const send = ({ id, slip, lang, atMs, officer }: Shown, told: boolean) => {
  const body = { slip, lang, atMs, officer, told };
  return post<DoorAnswer>("/door/checkins", body, {
    as: "staff",
    key: id,
    once: true,
    timeoutMs: patienceMs,
  });
};
