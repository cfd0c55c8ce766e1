import { common } from "../words/common";

/** "Langkah 4 daripada 6", what comes next, and as many bars. */
export const Progress = ({
  step,
  total,
  next,
}: {
  step: number;
  total: number;
  next?: string | undefined;
}) => (
  <div>
    <div class="row apart small soft">
      <span>{common.stepOf({ step, total })}</span>
      {next && <span class="quiet">{common.nextStep({ name: next })}</span>}
    </div>
    <div class="progress" aria-hidden="true">
      {Array.from({ length: total }, (_, index) => (
        <i key={index} class={index < step ? "done" : undefined} />
      ))}
    </div>
  </div>
);
