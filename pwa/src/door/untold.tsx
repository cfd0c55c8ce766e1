import { shownRef } from "../slips";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { dayAndClock } from "../words/staff-times";
import { seen } from "./door";
import { unsent, unsettled } from "./state";
import type { Act } from "./outbox";
import { refusalWords } from "./refusal-words";
import { unsentCount } from "./unsent";
import { doorWords as words } from "./words";

/** What the branch has not been told yet: on every screen of the door, also when nobody is signed in or the tablet was shut out. */
export const Unsent = ({ isShutOut = false }: { isShutOut?: boolean }) => {
  if (unsentCount.value === 0) return null;
  return (
    <Band tone={isShutOut ? "danger" : "warning"} icon="hourglass">
      <div class="stack tight">
        <span class="strong">{words.unsent({ count: unsentCount.value })}</span>
        <span>{isShutOut ? words.unsentShut() : words.unsentLater()}</span>
        <ul class="door-acts">
          {unsent.value.map((act) => (
            <li key={act.id}>{rowOf(act)}</li>
          ))}
        </ul>
      </div>
    </Band>
  );
};

/** What the branch did not take, or took as a second use: each stays until somebody has seen it. */
export const Unsettled = () => {
  const rows = unsettled.value;
  if (rows.length === 0) return null;
  return (
    <section class="card stack">
      <h2>{words.unsettled()}</h2>
      {rows.map(({ act, code }) => {
        const { title, next } = refusalWords(code, "");
        return (
          <div class="stack tight" key={act.id}>
            <h3>{title}</h3>
            <p>{rowOf(act)}</p>
            <p class="soft">{next}</p>
            <div>
              <Button
                icon="check"
                label={words.seenFor({ ref: shownRef(act.ref) })}
                onClick={() => void seen(act.id)}
              >
                {words.seen()}
              </Button>
            </div>
          </div>
        );
      })}
    </section>
  );
};

const rowOf = ({ ref, atMs }: Act): string =>
  [shownRef(ref), words.letInAt({ time: dayAndClock(atMs) })].join(" · ");
