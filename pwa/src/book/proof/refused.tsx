import { isLineTrouble, type Problem } from "../../api";
import { Button } from "../../ui/button";
import { ProblemBand } from "../../ui/problem-band";
import { proofProblemText } from "../../account/problems";
import { common } from "../../words/common";
import { dateLong, dateOf, timeOf } from "../../words/when";
import { officerBooking } from "../booker";
import { form } from "../details/words";
import { refusals } from "./words";

/** Why a visit cannot go on, in words, and the one way on. A hold that is over is said in the foot, with the way to take it again. */
export const Refused = ({ problem, onRetry }: { problem: Problem; onRetry?: () => void }) => {
  if (problem.code === "hold_gone") return null;
  // The head of the page says that the line is gone; here is the way to try it.
  if (isLineTrouble(problem))
    return onRetry ? (
      <div>
        <Button icon="refresh-cw" onClick={onRetry}>
          {common.tryAgain()}
        </Button>
      </div>
    ) : null;
  return (
    <ProblemBand
      problem={problem}
      text={alreadyText(problem) ?? ownText(problem) ?? proofProblemText(problem)}
    >
      {problem.code === "contact_used_up" && <Button href="/book?step=contact">{common.change()}</Button>}
      {problem.code === "already_booked" && officerBooking() === undefined && (
        <Button href={`/slip/${String(problem.data["ref"])}`}>{form.seeBooking()}</Button>
      )}
    </ProblemBand>
  );
};

const ownText = ({ code }: Problem): string | undefined =>
  (refusals as Partial<Record<string, () => string>>)[code]?.();

/** Which appointment it is that stands already. */
const alreadyText = ({ code, data }: Problem): string | undefined => {
  const startsAtMs = Number(data["startsAtMs"]);
  if (code !== "already_booked" || !startsAtMs) return undefined;
  return form.alreadyBooked({ when: `${dateLong(dateOf(startsAtMs))}, ${timeOf(startsAtMs)}` });
};
