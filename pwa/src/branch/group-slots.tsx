import { useState } from "preact/hooks";
import { Icon } from "../ui/icon";
import { inLanguage } from "../words/language";
import { clockTime } from "../words/when";
import type { BranchDay, DaySlot } from "./branch-types";
import { ScrollTable } from "./table";
import { branchWords as words } from "./words";

/**
 * The day's slots: a line per group, its start times inside; figures first, the bar says the same. A slot's units are those of
 * this branch and of headquarters, which sells its share by itself.
 */
export const GroupSlots = ({ groups }: { groups: BranchDay["groups"] }) => {
  const shown = groups.filter((row) => row.slots.length > 0);
  if (shown.length === 0)
    return (
      <section class="card stack tight">
        <h2>{words.slots()}</h2>
        <p class="soft">{words.noSlots()}</p>
      </section>
    );
  return (
    <section class="card stack tight">
      <h2>{words.slots()}</h2>
      {shown.map((row, index) => (
        <Group key={row.group} {...row} first={index === 0} />
      ))}
    </section>
  );
};

/** The table is made when it is opened: a day of all groups is more than ten thousand cells. */
const Group = ({ group, name, slots, first }: BranchDay["groups"][number] & { first: boolean }) => {
  const [open, setOpen] = useState(first);
  const capacity = sum(slots, (slot) => slot.capacity);
  const sold = sum(slots, soldAnywhere);
  const held = sum(slots, (slot) => slot.held);
  const free = sum(slots, (slot) => slot.free + slot.hq.free);
  return (
    <details class="group" open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <span class="group-letter">{group}</span>
        <span class="group-name">{inLanguage(name)}</span>
        <span class="small soft">{words.groupSum({ sold, held, free, capacity })}</span>
        <span class="bar-cell">
          <Bar capacity={capacity} sold={sold} held={held} />
        </span>
        <Icon name="chevron-down" />
      </summary>
      {open && <SlotTable group={group} slots={slots} />}
    </details>
  );
};

const SlotTable = ({ group, slots }: { group: string; slots: readonly DaySlot[] }) => (
  <ScrollTable
    name={words.group({ group })}
    columns={[
      { head: words.time() },
      ...[words.capacity, words.soldHere, words.soldAtHq, words.held, words.freeHere, words.freeAtHq].map(
        (head) => ({ head: head(), number: true }),
      ),
    ]}
  >
    {slots.map((slot) => (
      <tr key={slot.slot}>
        <td class="figures">{clockTime(slot.startsAtMs)}</td>
        <td class="number">{slot.capacity}</td>
        <td class="number">{slot.spent}</td>
        <td class="number">{slot.hq.sold}</td>
        <td class="number">{slot.held}</td>
        <td class={slot.free === 0 ? "number full" : "number"}>{slot.free}</td>
        <td class="number">{slot.hq.free}</td>
        <td class="bar-cell">
          <Bar capacity={slot.capacity} sold={soldAnywhere(slot)} held={slot.held} />
        </td>
      </tr>
    ))}
  </ScrollTable>
);

const soldAnywhere = ({ spent, hq }: DaySlot): number => spent + hq.sold;

const sum = (slots: readonly DaySlot[], of: (slot: DaySlot) => number): number =>
  slots.reduce((total, slot) => total + of(slot), 0);

/** Booked filled, held in the lighter shade after it; the figures beside it carry the meaning. */
const Bar = ({ capacity, sold, held }: { capacity: number; sold: number; held: number }) => {
  const all = Math.max(1, capacity);
  return (
    <svg class="bar" viewBox={`0 0 ${all} 1`} preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" width={all} height="1" />
      <rect class="sold" width={sold} height="1" />
      <rect class="held" x={sold} width={held} height="1" />
    </svg>
  );
};
