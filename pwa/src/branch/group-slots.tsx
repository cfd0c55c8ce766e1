import { catalogue } from "../node";
import { inLanguage } from "../words/language";
import { clockTime } from "../words/when";
import type { BranchDay, DaySlot } from "./branch-types";
import { branchWords as words } from "./words";

/** The day's slots, one table per group: figures first, the bar beside them says the same. */
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
    <div class="groups">
      {shown.map(({ group, slots }) => (
        <section class="card stack tight" key={group}>
          <div>
            <h2>{words.group({ group })}</h2>
            <p class="small quiet group-services">{servicesOf(group)}</p>
            <p class="small">
              {words.groupSum({
                sold: sum(slots, "spent"),
                held: sum(slots, "held"),
                free: sum(slots, "free"),
              })}
            </p>
          </div>
          <div class="table-scroll" tabIndex={0} role="group" aria-label={words.group({ group })}>
            <table class="table">
              <thead>
                <tr>
                  <th scope="col">{words.time()}</th>
                  <th scope="col" class="number">
                    {words.sold()}
                  </th>
                  <th scope="col" class="number">
                    {words.held()}
                  </th>
                  <th scope="col" class="number">
                    {words.free()}
                  </th>
                  <td class="bar-cell" />
                </tr>
              </thead>
              <tbody>
                {slots.map((slot) => (
                  <tr key={slot.slot}>
                    <td class="figures">{clockTime(slot.startsAtMs)}</td>
                    <td class="number">{slot.spent}</td>
                    <td class="number">{slot.held}</td>
                    <td class={slot.free === 0 ? "number full" : "number"}>{slot.free}</td>
                    <td class="bar-cell">
                      <Bar slot={slot} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      ))}
    </div>
  );
};

const sum = (slots: readonly DaySlot[], what: "spent" | "held" | "free"): number =>
  slots.reduce((total, slot) => total + slot[what], 0);

const servicesOf = (group: string): string =>
  (catalogue.value?.services ?? [])
    .filter((service) => service.group === group)
    .map((service) => inLanguage(service.name))
    .join(", ");

/** Booked filled, held in the lighter shade after it; the figures beside it carry the meaning. */
const Bar = ({ slot }: { slot: DaySlot }) => {
  const all = Math.max(1, slot.capacity);
  return (
    <svg class="bar" viewBox={`0 0 ${all} 1`} preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" width={all} height="1" />
      <rect class="sold" width={slot.spent} height="1" />
      <rect class="held" x={slot.spent} width={slot.held} height="1" />
    </svg>
  );
};
