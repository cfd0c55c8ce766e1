import { useEffect, useState } from "preact/hooks";
import type { Heard } from "../kiosk/wedge";
import { useWedge } from "../kiosk/use-wedge";
import { Enrolled } from "../staff/enrolled";
import { nowMs } from "../ui/now";
import { createLane, type Lane } from "./lane";
import { Shape } from "./shape";
import { laneWords as words, sentenceOf } from "./words";
import type { Text } from "../words/language";

/** `/lane`: the screen of one gate lane. One sign, a few words, never a name and never a reason. */
const LanePage = () => (
  <Enrolled kind="lane">
    <RunningLane />
  </Enrolled>
);

export default LanePage;

const RunningLane = () => {
  const [lane, setLane] = useState<Lane>();
  useEffect(() => {
    const made = createLane();
    setLane(made);
    document.title = words.pageName.ms;
    return made.close;
  }, []);
  return lane ? <LaneScreen lane={lane} /> : null;
};

const LaneScreen = ({ lane }: { lane: Lane }) => {
  useWedge((heard) => {
    const text = textOf(heard);
    if (text !== undefined) lane.scanned(text);
  });
  const screen = lane.screen.value;
  const word = lane.word(nowMs.value);
  return (
    <div class="lane" data-word={word}>
      {screen && (
        <header class="lane-head">
          <span class="strong">{screen.name}</span>
          <TwoLanguages text={words[screen.direction]} />
          {screen.drill && (
            <span class="lane-drill">
              <TwoLanguages text={words.drill} />
            </span>
          )}
        </header>
      )}
      <main class="lane-main">
        <Shape word={word} />
        <h1 class="lane-words" aria-live="assertive" aria-atomic="true">
          <span lang="ms">{sentenceOf(word, screen?.purpose).ms}</span>
          <span lang="en">{sentenceOf(word, screen?.purpose).en}</span>
        </h1>
      </main>
      {lane.unknown.value && (
        <p class="lane-foot">
          <span lang="ms">{words.whichLane.ms}</span> <span lang="en">{words.whichLane.en}</span>
        </p>
      )}
    </div>
  );
};

const TwoLanguages = ({ text }: { text: Text }) => (
  <span>
    <span lang="ms">{text.ms}</span> / <span lang="en">{text.en}</span>
  </span>
);

/** The text of a scan; single keys are nobody's business at a lane. */
const textOf = (heard: Heard): string | undefined => {
  if (heard.type === "typed") return undefined;
  if (heard.type === "unknownCode") return heard.text;
  switch (heard.scan.type) {
    case "slip":
      return heard.scan.slip;
    case "mrz":
      return heard.scan.lines.join("\n");
    case "reference":
      return heard.scan.ref;
    case "paper":
      return undefined;
  }
};
