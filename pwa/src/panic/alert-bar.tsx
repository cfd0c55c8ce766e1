import { useState } from "preact/hooks";
import { post } from "../api";
import { newCommandId } from "../command-id";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { FormDialog } from "../ui/form-dialog";
import { ReasonField } from "../ui/reason-field";
import { inLanguage } from "../words/language";
import { clockTime } from "../words/when";
import { alerts } from "./alerts";
import { words } from "./alert-words";

const endEvent = (id: string, body: object) =>
  post<null>(`/hall/events/${id}/end`, body, { as: "staff", key: newCommandId() });

/** Emergencies first, then whoever rings for a person. */
export const AlertBar = () => {
  const [ending, setEnding] = useState<string>();
  const { panics, bells } = alerts.value ?? { panics: [], bells: [] };
  return (
    <div class="alert-bar">
      {panics.map(({ id, place, officer, atMs }) => (
        <Band key={id} tone="danger" icon="siren" alert>
          <div class="row apart">
            <span>
              <strong>{words.emergencyAt({ place: inLanguage(place) })}</strong>{" "}
              {words.from({ officer, time: clockTime(atMs) })}
            </span>
            <Button onClick={() => setEnding(id)}>{words.end()}</Button>
          </div>
        </Band>
      ))}
      {bells.map(({ id, place, group }) => (
        <Band key={id} tone="primary" icon="hand-helping" alert>
          <div class="row apart">
            <span>
              {group === null
                ? words.bellAt({ place: inLanguage(place) })
                : words.askedAt({ place: inLanguage(place), group })}
            </span>
            <Button icon="check" onClick={() => void endEvent(id, {})}>
              {words.going()}
            </Button>
          </div>
        </Band>
      ))}
      {ending !== undefined && <EndPanic id={ending} onClose={() => setEnding(undefined)} />}
    </div>
  );
};

const EndPanic = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const [note, setNote] = useState("");
  const send = async () => {
    const answer = await endEvent(id, { note: note.trim() });
    if (!answer.ok) return answer.error;
    onClose();
    return undefined;
  };
  return (
    <FormDialog
      title={words.endTitle()}
      isComplete={note.trim() !== ""}
      send={{ label: words.end(), icon: "check" }}
      onSend={send}
      onClose={onClose}
    >
      {(tried) => <ReasonField label={words.note()} value={note} onValue={setNote} tried={tried} />}
    </FormDialog>
  );
};
