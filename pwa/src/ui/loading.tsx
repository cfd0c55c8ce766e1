import { common } from "../words/common";
import { Band } from "./band";
import { Button } from "./button";

/** "Memuatkan…", after 400 ms and in place: the layout does not jump for a quick answer. */
export const Loading = () => (
  <p class="loading quiet" role="status">
    {common.loading()}
  </p>
);

/** Nothing came: what happened, and one way on. */
export const Failed = ({ text, onRetry }: { text: string; onRetry: () => void }) => (
  <Band tone="neutral" icon="wifi-off" alert>
    <div class="stack tight">
      <span>{text}</span>
      <div>
        <Button icon="refresh-cw" onClick={onRetry}>
          {common.tryAgain()}
        </Button>
      </div>
    </div>
  </Band>
);
