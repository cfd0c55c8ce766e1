import { useState } from "preact/hooks";
import { post, type Problem } from "../api";
import { Choices } from "../ui/choices";
import { TextField } from "../ui/field";
import { FormDialog } from "../ui/form-dialog";
import { ReasonField } from "../ui/reason-field";
import { useCommand } from "../use-command";
import { common } from "../words/common";
import { inLanguage } from "../words/language";
import { clockTime } from "../words/when";
import { type CounterOrder, type Hall, type HallCounter, type Wish } from "./hall-types";
import { dialogWords as words, readyTexts, reasonChips } from "./dialog-words";
import { disruptionName } from "./words";

interface Asked {
  readonly hall: Hall;
  readonly onClose: () => void;
}

/** The second touch of an order, with its reason. */
export const WishDialog = ({ hall, wish, onClose }: Asked & { wish: Wish }) => {
  if (wish.type === "disrupt") return <Disrupt hall={hall} onClose={onClose} />;
  if (wish.type === "announce") return <Announce hall={hall} onClose={onClose} />;
  if (wish.type === "intake") return <Intake hall={hall} wish={wish} onClose={onClose} />;
  return <CounterDialog hall={hall} counter={wish.counter} first={wish.order} onClose={onClose} />;
};

/** Who came first is said by name and time; the page below shows already what they ordered. */
const problemText = ({ code, data }: Problem): string | undefined =>
  code === "hall_changed"
    ? words.changed({
        by: String(data["by"]),
        time: clockTime(Number(data["atMs"])),
        what: String(data["what"]),
      })
    : undefined;

const useOrder = (path: string, onClose: () => void) => {
  const keyOf = useCommand();
  return async (body: object): Promise<Problem | undefined> => {
    const answer = await post<Hall>(path, body, { as: "staff", key: keyOf(body) });
    if (!answer.ok) return answer.error;
    onClose();
    return undefined;
  };
};

/** A touch on a reason writes it; it may be changed. */
const Reason = ({
  value,
  onValue,
  tried,
  chips,
}: {
  value: string;
  onValue: (value: string) => void;
  tried: boolean;
  chips: keyof typeof reasonChips;
}) => (
  <>
    <ReasonField value={value} onValue={onValue} tried={tried} />
    <div class="row">
      {reasonChips[chips].map((text) => (
        <button key={text.ms} type="button" class="button" onClick={() => onValue(inLanguage(text))}>
          {inLanguage(text)}
        </button>
      ))}
    </div>
  </>
);

const Intake = ({
  wish: { group, to, seen },
  onClose,
}: Asked & { wish: Extract<Wish, { type: "intake" }> }) => {
  const [reason, setReason] = useState("");
  const send = useOrder("/hall/intake", onClose);
  const about = group ?? words.allGroups();
  return (
    <FormDialog
      title={to === "paused" ? words.pauseTitle({ group: about }) : words.resumeTitle({ group: about })}
      intro={to === "paused" ? words.pauseIntro() : words.resumeIntro()}
      isComplete={reason.trim() !== ""}
      send={{ label: to === "paused" ? words.pauseNow() : words.resumeNow(), icon: "check" }}
      problemText={problemText}
      onSend={() => send({ group, to, seen, reason: reason.trim() })}
      onClose={onClose}
    >
      {(tried) => <Reason value={reason} onValue={setReason} tried={tried} chips="intake" />}
    </FormDialog>
  );
};

type Act = CounterOrder["act"];

const CounterDialog = ({
  hall,
  counter,
  first,
  onClose,
}: Asked & { counter: HallCounter; first: CounterOrder | undefined }) => {
  const acts: readonly Act[] =
    counter.state === "closed"
      ? ["ask"]
      : counter.state === "break"
        ? ["open", "move", "close"]
        : ["move", "close"];
  const [act, setAct] = useState<Act>(first?.act ?? acts[0]!);
  const [groups, setGroups] = useState<readonly string[]>(
    first?.act === "move" ? first.groups : counter.groups,
  );
  const [group, setGroup] = useState(first?.act === "ask" ? first.group : counter.groups[0]);
  const [person, setPerson] = useState<"waits" | "served">("waits");
  const [reason, setReason] = useState("");
  const send = useOrder(`/hall/counters/${counter.id}`, onClose);
  const order = (): CounterOrder => {
    switch (act) {
      case "move":
        return { act, groups: [...groups] };
      case "ask":
        return { act, group: group ?? "" };
      case "close":
        return { act, person };
      case "open":
        return { act };
    }
  };
  const isComplete =
    reason.trim() !== "" && (act !== "move" || groups.length > 0) && (act !== "ask" || !!group);
  const toggle = (code: string) =>
    setGroups(groups.includes(code) ? groups.filter((each) => each !== code) : [...groups, code].sort());
  return (
    <FormDialog
      title={words.counterTitle({ no: counter.no })}
      {...(counter.current && act === "move"
        ? { intro: words.staysWith({ number: counter.current.number }) }
        : {})}
      isComplete={isComplete}
      send={{ label: actWord[act](), icon: "check" }}
      problemText={problemText}
      onSend={() => send({ order: order(), seq: counter.seq, reason: reason.trim() })}
      onClose={onClose}
    >
      {(tried) => (
        <>
          {acts.length > 1 && (
            <Choices
              legend={words.what()}
              options={acts.map((value) => ({ value, title: actWord[value]() }))}
              chosen={act}
              onPick={setAct}
            />
          )}
          {act === "move" && (
            <fieldset class="hall-groups">
              <legend>{words.serves()}</legend>
              {hall.queues.map(({ group: code, name }) => (
                <label key={code} class="check">
                  <input type="checkbox" checked={groups.includes(code)} onChange={() => toggle(code)} />
                  <span>
                    {code} {inLanguage(name)}
                  </span>
                </label>
              ))}
              {tried && groups.length === 0 && <p class="field-error">{words.groupMissing()}</p>}
            </fieldset>
          )}
          {act === "ask" && (
            <Choices
              legend={words.askFor()}
              options={hall.queues.map(({ group: code, name }) => ({
                value: code,
                title: `${code} ${inLanguage(name)}`,
              }))}
              chosen={group}
              onPick={setGroup}
            />
          )}
          {act === "close" && counter.current && (
            <Choices
              legend={words.personOf({ number: counter.current.number })}
              options={[
                { value: "waits" as const, title: words.waits() },
                { value: "served" as const, title: words.wasServed() },
              ]}
              chosen={person}
              onPick={setPerson}
            />
          )}
          <Reason value={reason} onValue={setReason} tried={tried} chips="counter" />
        </>
      )}
    </FormDialog>
  );
};

const disruptions = Object.keys(disruptionName) as readonly (keyof typeof disruptionName)[];

const actWord = {
  move: words.move,
  open: words.endBreak,
  close: words.closeCounter,
  ask: words.ask,
} as const;

const hoursOffered = ["1", "2", "4", "8"] as const;

const Disrupt = ({ onClose }: Asked) => {
  const [what, setWhat] = useState<keyof typeof disruptionName>();
  const [hours, setHours] = useState<(typeof hoursOffered)[number]>("2");
  const [reason, setReason] = useState("");
  const send = useOrder("/hall/disruption", onClose);
  return (
    <FormDialog
      title={words.disruptTitle()}
      intro={words.disruptIntro()}
      isComplete={what !== undefined && reason.trim() !== ""}
      send={{ label: words.tellAll(), icon: "triangle-alert" }}
      problemText={problemText}
      onSend={() => send({ what, minutes: Number(hours) * 60, reason: reason.trim() })}
      onClose={onClose}
    >
      {(tried) => (
        <>
          <Choices
            legend={words.whatStopped()}
            options={disruptions.map((value) => ({ value, title: disruptionName[value]() }))}
            chosen={what}
            onPick={setWhat}
          />
          {tried && what === undefined && <p class="field-error">{words.whatMissing()}</p>}
          <Choices
            legend={words.expected()}
            options={hoursOffered.map((value) => ({
              value,
              title: common.hours({ count: Number(value) }),
            }))}
            chosen={hours}
            onPick={setHours}
          />
          <Reason value={reason} onValue={setReason} tried={tried} chips="disrupt" />
        </>
      )}
    </FormDialog>
  );
};

const minutesOffered = ["5", "15", "30", "60"] as const;

const Announce = ({ onClose }: Asked) => {
  const [ms, setMs] = useState("");
  const [en, setEn] = useState("");
  const [minutes, setMinutes] = useState<(typeof minutesOffered)[number]>("15");
  const [reason, setReason] = useState("");
  const send = useOrder("/hall/announcements", onClose);
  return (
    <FormDialog
      title={words.announceTitle()}
      intro={words.announceIntro()}
      isComplete={ms.trim() !== "" && en.trim() !== "" && reason.trim() !== ""}
      send={{ label: words.showNow(), icon: "volume-2" }}
      problemText={problemText}
      onSend={() =>
        send({ text: { ms: ms.trim(), en: en.trim() }, minutes: Number(minutes), reason: reason.trim() })
      }
      onClose={onClose}
    >
      {(tried) => (
        <>
          <div class="row">
            {readyTexts.map(({ name, text }) => (
              <button
                key={text.ms}
                type="button"
                class="button"
                onClick={() => {
                  setMs(text.ms);
                  setEn(text.en);
                }}
              >
                {inLanguage(name)}
              </button>
            ))}
          </div>
          <TextField
            label={words.inMalay()}
            value={ms}
            onValue={setMs}
            lengthMax={160}
            error={tried && ms.trim() === "" ? words.textMissing() : undefined}
          />
          <TextField
            label={words.inEnglish()}
            value={en}
            onValue={setEn}
            lengthMax={160}
            error={tried && en.trim() === "" ? words.textMissing() : undefined}
          />
          <Choices
            legend={words.howLong()}
            options={minutesOffered.map((value) => ({
              value,
              title: words.forMinutes({ count: Number(value) }),
            }))}
            chosen={minutes}
            onPick={setMinutes}
          />
          <Reason value={reason} onValue={setReason} tried={tried} chips="announce" />
        </>
      )}
    </FormDialog>
  );
};
