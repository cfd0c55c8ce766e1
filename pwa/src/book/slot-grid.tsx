import type { Slot } from "../api-types";
import { Icon } from "../ui/icon";
import { Loading } from "../ui/loading";
import { common } from "../words/common";
import { dateWithWeekday, timeOf } from "../words/when";
import { book } from "./words";

/** The start times of a day. A time that goes to somebody else stays where it was and says so. */
export const SlotGrid = ({
  date,
  slots,
  chosen,
  taking,
  taken,
  onTake,
}: {
  date: string;
  slots: readonly Slot[] | undefined;
  /** The slot being kept for this person. */
  chosen: string | undefined;
  /** The slot being asked for. */
  taking: string | undefined;
  /** Slots somebody else was quicker for. */
  taken: ReadonlySet<string>;
  onTake: (slot: string) => void;
}) => {
  const shown = slots?.filter((slot) => slot.state !== "past");
  const free = shown?.filter((slot) => slot.state === "free") ?? [];
  return (
    <section class="stack tight" aria-label={dateWithWeekday(date)}>
      <div class="row apart">
        <h2>{dateWithWeekday(date)}</h2>
        {shown && <span class="small quiet">{book.slotsLeft({ count: free.length })}</span>}
      </div>
      {!shown && <Loading />}
      {shown?.length === 0 && <p>{book.noTimes()}</p>}
      <div class="slots">
        {shown?.map((slot) => {
          const time = timeOf(slot.startsAtMs);
          if (slot.slot === chosen)
            return (
              <button
                key={slot.slot}
                type="button"
                class="slot chosen"
                aria-pressed="true"
                onClick={() => onTake(slot.slot)}
              >
                <b>{time}</b>
                <span>
                  <Icon name="check" /> {common.chosen()}
                </span>
              </button>
            );
          if (slot.state !== "free" || taken.has(slot.slot))
            return (
              <div key={slot.slot} class="slot full">
                <s>{time}</s>
                <span>{taken.has(slot.slot) ? book.justTaken() : book.full()}</span>
              </div>
            );
          return (
            <button
              key={slot.slot}
              type="button"
              class="slot"
              aria-pressed="false"
              onClick={() => onTake(slot.slot)}
            >
              <b>{time}</b>
              <span>{slot.slot === taking ? book.keeping() : book.placesLeft({ count: slot.free })}</span>
            </button>
          );
        })}
      </div>
    </section>
  );
};
