import { useEffect } from "preact/hooks";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { nowMs } from "../ui/now";
import { announce } from "../ui/toast";
import { common } from "../words/common";
import { dateOf, dateShort, minutesAndSeconds, timeOf } from "../words/when";
import { hold, holdIsOver, holdLeftMs } from "./hold";
import { book } from "./words";

/** Spoken once each: enough to hurry, not to nag. */
const spokenAtMs = [120_000, 30_000] as const;

/**
 * The foot of the steps after a time was chosen: which time, the one countdown, and onward. When the hold is over the
 * button takes the same time again, if it is still free.
 */
export const HoldFoot = ({
  onNext,
  onTakeAgain,
  label,
  busy,
  codeEndsAtMs,
}: {
  /** Left out where what is done on the page leads on by itself. */
  onNext?: () => void;
  onTakeAgain: (slot: string) => void;
  label?: string;
  busy?: boolean;
  /** Until when the code that was sent may be typed: then that is the clock that runs, and the place is kept as long. */
  codeEndsAtMs?: number | undefined;
}) => {
  const kept = hold.value;
  const next = onNext && <Next onNext={onNext} {...(label ? { label } : {})} {...(busy ? { busy } : {})} />;
  if (!kept)
    return (
      <>
        <div class="grow quiet small">{book.chooseDay()}</div>
        {next}
      </>
    );
  const time = timeOf(kept.startsAtMs);
  if (holdIsOver.value)
    return (
      <>
        <div class="grow small" role="status">
          {book.holdOver({ time })}
        </div>
        <Button kind="primary" icon="rotate-ccw" onClick={() => onTakeAgain(kept.slot)}>
          {book.takeAgain({ time })}
        </Button>
      </>
    );
  return (
    <>
      <div class="grow">
        <div class="strong small">
          {dateShort(dateOf(kept.startsAtMs))}, {time}
        </div>
        <Countdown codeEndsAtMs={codeEndsAtMs} />
      </div>
      {next}
    </>
  );
};

const Next = ({ onNext, label, busy }: { onNext: () => void; label?: string; busy?: boolean }) => (
  <Button
    kind="primary"
    {...(label ? { icon: "check" as const } : { iconEnd: "arrow-right" as const })}
    {...(busy ? { busy } : {})}
    onClick={onNext}
  >
    {label ?? common.next()}
  </Button>
);

/** Draws itself each second; nothing else does. */
const Countdown = ({ codeEndsAtMs }: { codeEndsAtMs: number | undefined }) => {
  const isCode = codeEndsAtMs !== undefined;
  const leftMs = isCode ? Math.max(0, codeEndsAtMs - nowMs.value) : (holdLeftMs.value ?? 0);
  const left = minutesAndSeconds(leftMs);
  const spoken = spokenAtMs.find((markMs) => leftMs <= markMs && leftMs > markMs - 1500);
  useEffect(() => {
    if (spoken) announce(isCode ? book.codeFor({ left }) : book.keptSpoken({ left }));
  }, [spoken]);
  return (
    <div class="small soft countdown">
      <Icon name="timer" /> {isCode ? book.codeFor({ left }) : book.keptFor({ left })}
    </div>
  );
};
