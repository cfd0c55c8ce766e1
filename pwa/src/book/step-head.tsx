import { online } from "../node";
import { Band } from "../ui/band";
import { Progress } from "../ui/progress";
import { common } from "../words/common";
import { officerBooking } from "./booker";
import { type StepName, stepNames, stepTitle } from "./steps";
import { book } from "./words";

/** Above every step: how far one is, and what a lost line means here. */
export const StepHead = ({ name }: { name: StepName }) => {
  const names = stepNames.value;
  const index = names.indexOf(name);
  const next = names[index + 1];
  const officer = officerBooking();
  return (
    <>
      {officer !== undefined && (
        <Band tone="primary" icon="user">
          <div class="row apart">
            <span>{book.atDesk({ officer })}</span>
            <a href="/counter">{book.backToCounter()}</a>
          </div>
        </Band>
      )}
      <Progress step={index + 1} total={names.length} next={next && stepTitle[next]()} />
      {!online.value && (
        <Band icon="wifi-off" alert>
          {name === "date" ? book.offlineChoosing() : common.lineLost()}
        </Band>
      )}
    </>
  );
};
