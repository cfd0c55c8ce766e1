import { useEffect, useState } from "preact/hooks";
import { isStale } from "../live";
import { catalogue, loadCatalogue } from "../node";
import { Enrolled } from "../staff/enrolled";
import { Icon } from "../ui/icon";
import { nowMs } from "../ui/now";
import { language } from "../words/language";
import { clockTime, dateInFigures, dateOf } from "../words/when";
import { Both } from "./both";
import { callKey, lastCalls, type Board, type HallCall } from "./call-queue";
import type { DisplayState } from "./display-types";
import { createHall, type Hall } from "./hall";
import { PhoneCode } from "./phone-code";
import { createVoice, type Voice } from "./voice";
import { displayWords as words } from "./words";

/** `/display`: the screen of a hall. Always dark, never a name, both languages at once. */
const DisplayPage = () => (
  <Enrolled kind="display">
    <RunningDisplay />
  </Enrolled>
);

const RunningDisplay = () => {
  const [voice] = useState(() => createVoice());
  const [hall, setHall] = useState<Hall>();
  useEffect(() => {
    const made = createHall(voice);
    setHall(made);
    language.value = "ms";
    document.title = words.pageName.ms;
    void loadCatalogue();
    return made.close;
  }, [voice]);
  if (!hall) return null;
  const state = hall.state.value;
  const board = hall.board.value;
  const calls = state ? [...state.last, ...state.calling] : [];
  return (
    <div class="display">
      <DisplayHead />
      <Stale hall={hall} />
      <Announcement state={state} />
      <main class="display-main">
        {board.shown ? <Calling shown={board.shown} /> : <Quiet state={state} />}
        <Last calls={lastCalls(board, calls)} />
      </main>
      <footer class="display-foot">
        {state?.waiting.map((row) => (
          <div key={row.group}>
            <span class="small">
              {row.group} {row.name.ms}
            </span>
            <span>
              <strong class="figures">{row.count}</strong> <span lang="ms">{words.people.ms}</span>
              {row.estimate && ` · ${row.estimate.highMin} ${words.minutes.ms}`}
            </span>
          </div>
        ))}
        <PhoneCode />
        <SoundButton voice={voice} />
      </footer>
    </div>
  );
};

export default DisplayPage;

const DisplayHead = () => {
  const branch = catalogue.value?.branches.find((row) => row.code === catalogue.value?.branchId);
  return (
    <header class="display-head">
      <img class="logo" src="/logo.svg" alt="" width="60" height="60" />
      <h1>{branch?.name.ms ?? words.pageName.ms}</h1>
      <HeadClock />
    </header>
  );
};

const weekday = (ms: number) =>
  new Intl.DateTimeFormat("ms-MY", {
    weekday: "long",
    timeZone: catalogue.value?.zone ?? "Asia/Kuala_Lumpur",
  }).format(ms);

const HeadClock = () => (
  <div class="display-clock">
    <span>
      {weekday(nowMs.value)}, {dateInFigures(dateOf(nowMs.value))}
    </span>
    <span class="figures">{clockTime(nowMs.value)}</span>
  </div>
);

/** The call of the moment: number and counter, nothing else this large in the hall. */
const Calling = ({ shown }: { shown: NonNullable<Board["shown"]> }) => {
  const { call } = shown;
  return (
    <section class="display-calling" key={callKey(call)} aria-live="polite" aria-atomic="true">
      <div class="display-number">
        <p class="display-go">
          <Icon name="volume-2" />
          <Both text={call.callNo > 1 ? words.calledAgain : words.goToCounter} />
        </p>
        <p class="figures number" data-length={Math.min(call.number.length, 7)}>
          {call.number}
        </p>
      </div>
      <div class="display-counter">
        <p>
          <span lang="ms" class="counter-word">
            {words.counter.ms}
          </span>
          <span lang="en">{words.counter.en}</span>
        </p>
        <p class="figures">{call.counter}</p>
      </div>
    </section>
  );
};

/** Nothing has been called: when it begins, and the time, large. */
const Quiet = ({ state }: { state: DisplayState | null }) => (
  <section class="display-quiet">
    <QuietClock />
    {state?.opensAtMs ? (
      <p>
        <Both text={words.opensAt} /> <strong class="figures">{clockTime(state.opensAtMs)}</strong>
      </p>
    ) : (
      <p>
        <Both text={words.waitingForFirst} />
      </p>
    )}
    {state?.nextBatchAtMs && (
      <p>
        <Both text={words.nextBatch} /> <strong class="figures">{clockTime(state.nextBatchAtMs)}</strong>
      </p>
    )}
  </section>
);

const QuietClock = () => <p class="figures quiet-clock">{clockTime(nowMs.value)}</p>;

const Last = ({ calls }: { calls: readonly HallCall[] }) => (
  <section class="display-last" aria-label={words.lastCalled.ms}>
    <h2>
      <Both text={words.lastCalled} />
    </h2>
    <table>
      <thead>
        <tr>
          <th scope="col">
            {words.number.ms} / <span lang="en">{words.number.en}</span>
          </th>
          <th scope="col">
            {words.counter.ms} / <span lang="en">{words.counter.en}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {calls.map((call) => (
          <tr key={callKey(call)}>
            <td class="figures">{call.number}</td>
            <td class="figures">{call.counter}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);

/** What a supervisor has everybody told, until its time is over: also on a screen that slept. */
const Announcement = ({ state }: { state: DisplayState | null }) => {
  const announcement = state?.announcement;
  if (!announcement || (announcement.untilMs !== null && announcement.untilMs <= nowMs.value)) return null;
  return (
    <div class="display-announcement" role="status" key={announcement.id}>
      <Icon name="info" />
      <Both text={announcement.text} class="strong" />
    </div>
  );
};

/** A yellow band in words when the screen no longer knows; the last call stays, with its time. */
const Stale = ({ hall }: { hall: Hall }) => {
  if (!isStale(hall, nowMs.value)) return null;
  return (
    <div class="display-stale" role="alert">
      <Icon name="triangle-alert" />
      <Both text={words.stale} class="strong" />
      <span>
        <Both text={words.staleSince} /> <span class="figures">{clockTime(hall.heardAtMs.value)}</span>
      </span>
    </div>
  );
};

/** Only where the browser keeps quiet: one touch and the voice is there. */
const SoundButton = ({ voice }: { voice: Voice }) => {
  const [allowed, setAllowed] = useState(voice.allowed());
  useEffect(() => {
    const allow = () => void voice.allow().then(() => setAllowed(voice.allowed()));
    allow();
    addEventListener("pointerdown", allow);
    return () => removeEventListener("pointerdown", allow);
  }, [voice]);
  if (allowed) return null;
  return (
    <button type="button" class="display-sound">
      <Icon name="volume-x" />
      <Both text={words.soundOff} />
    </button>
  );
};
