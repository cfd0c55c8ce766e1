import { useEffect, useState } from "preact/hooks";
import { addDays } from "../../../sync/core/local-date";
import { Tag } from "../ui/band";
import { SelectField } from "../ui/field";
import { currentMs } from "../ui/now";
import { inLanguage } from "../words/language";
import { clockTime, dateOf, dayAndMonth } from "../words/when";
import { readRights, type Rights, type RightsSeen, type Units } from "./room";
import { demoWords as words } from "./words";

const lookMs = 1_000;
/** The demo opens its halls for these days. */
const daysShown = 3;

/** Where the units of a day, or of one start, are: as the branch sees it beside what headquarters sees. */
export const RightsPanel = ({ node }: { node: string }) => {
  const [group, setGroup] = useState("B");
  const [date, setDate] = useState<string>(dateOf(currentMs()));
  const [slot, setSlot] = useState("");
  const [seen, setSeen] = useState<RightsSeen>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const look = async () => {
      const answer = await readRights(node, group, date);
      if (stopped) return;
      setSeen(answer.ok ? answer.value : { branch: null, hq: null });
      timer = setTimeout(() => void look(), lookMs);
    };
    void look();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [node, group, date]);
  const known = seen?.branch ?? seen?.hq;
  if (!known) return null;
  const today = dateOf(currentMs());
  const [branch, hq] = [unitsOf(seen?.branch, slot), unitsOf(seen?.hq, slot)];
  const agree = JSON.stringify(branch) === JSON.stringify(hq);
  return (
    <div class="stack tight">
      <h3>{words.rights()}</h3>
      <div class="demo-rights-of">
        <SelectField
          label={words.group()}
          value={group}
          onValue={(value) => {
            setGroup(value);
            setSlot("");
          }}
          options={known.groups.map((row) => ({
            value: row.group,
            label: `${row.group} · ${inLanguage(row.name)}`,
          }))}
        />
        <SelectField
          label={words.date()}
          value={date}
          onValue={(value) => {
            setDate(value);
            setSlot("");
          }}
          options={Array.from({ length: daysShown }, (_, day) => addDays(today, day)).map((value) => ({
            value,
            label: dayAndMonth(value),
          }))}
        />
        <SelectField
          label={words.start()}
          value={slot}
          onValue={setSlot}
          options={[
            { value: "", label: words.wholeDay() },
            ...known.slots.map((row) => ({ value: row.slot, label: clockTime(row.startsAtMs) })),
          ]}
        />
      </div>
      <table class="demo-rights">
        <thead>
          <tr>
            <th scope="col">{words.units()}</th>
            <th scope="col">{words.seenAtBranch()}</th>
            <th scope="col">{words.seenAtHq()}</th>
          </tr>
        </thead>
        <tbody>
          {rowsOf().map(({ name, label, of }) => (
            <tr key={name} data-row={name}>
              <th scope="row">{label}</th>
              {[branch, hq].map((units, index) => (
                <td key={index}>{units ? of(units) : "–"}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p aria-live="polite">
        <Tag tone={agree ? "success" : "warning"} icon={agree ? "circle-check" : "hourglass"}>
          {agree ? words.agree() : words.differ()}
        </Tag>
      </p>
    </div>
  );
};

const unitsOf = (rights: Rights | null | undefined, slot: string): Units | undefined => {
  if (!rights) return undefined;
  const of = slot === "" ? rights.day : rights.slots.find((row) => row.slot === slot);
  return of && { branch: of.branch, hq: of.hq, underWay: of.underWay, capacity: of.capacity };
};

/** The rows of the table; all but the last add up to the last. */
const rowsOf = (): readonly {
  readonly name: string;
  readonly label: string;
  readonly of: (units: Units) => number;
}[] => [
  { name: "free-branch", label: words.freeAtBranch(), of: ({ branch }) => branch.free },
  { name: "free-hq", label: words.freeAtHq(), of: ({ hq }) => hq.free },
  { name: "under-way", label: words.underWay(), of: ({ underWay }) => underWay },
  {
    name: "resting",
    label: words.resting(),
    of: ({ branch, hq }) => branch.resting + hq.resting,
  },
  { name: "sold-branch", label: words.soldAtBranch(), of: ({ branch }) => branch.sold },
  { name: "sold-hq", label: words.soldAtHq(), of: ({ hq }) => hq.sold },
  { name: "capacity", label: words.capacity(), of: ({ capacity }) => capacity },
];
