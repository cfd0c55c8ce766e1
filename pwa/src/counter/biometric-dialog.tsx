import { useEffect, useRef, useState } from "preact/hooks";
import { consent, type Finger, type Purpose } from "../../../server/biometrics/biometrics";
import { judgeFace, type QualityFinding } from "../../../server/biometrics/quality";
import { get, isLineTrouble, post, type Problem, remove } from "../api";
import { newCommandId } from "../command-id";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { SelectField, Tick } from "../ui/field";
import { toast } from "../ui/toast";
import { common } from "../words/common";
import { dateInFigures, dateOf } from "../words/when";
import { type Shot, shoot, showCamera } from "./biometric-camera";
import { biometricWords as says } from "./biometric-words";
import type { CaseParty } from "./counter-types";
import type { Desk } from "./desk";
import { counterProblemText } from "./problems";

interface Kept {
  readonly items: readonly {
    readonly id: string;
    readonly kind: "face" | "finger";
    readonly keepUntilMs: number;
  }[];
  readonly readers: readonly { readonly id: string; readonly name: string }[];
}

/** The face, or a finger, of the person at the counter: consent first, then the camera or the reader; what is kept can be taken back. */
export const BiometricDialog = ({
  desk,
  party,
  open,
  onClose,
}: {
  desk: Desk;
  bookingId: string;
  party: CaseParty;
  open: boolean;
  onClose: () => void;
}) => {
  const ticket = desk.queue.value?.current?.id ?? "";
  const [kept, setKept] = useState<Kept>();
  const [purpose, setPurpose] = useState<Purpose>("application");
  const [agreed, setAgreed] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const look = async () => {
    const answer = await get<Kept>(`/biometrics?ticket=${ticket}&party=${party.no}`, { as: desk.as });
    if (answer.ok) setKept(answer.value);
    else setProblem(answer.error);
  };
  useEffect(() => {
    if (open) void look();
  }, [open]);

  /** True when the node has it. */
  const save = async (what: object): Promise<boolean> => {
    setProblem(undefined);
    const body = { ticket, party: party.no, purpose, consent: { version: consent.version }, ...what };
    const answer = await post(`/biometrics`, body, { as: desk.as, key: newCommandId() });
    if (!answer.ok) setProblem(answer.error);
    else {
      toast(says.saved());
      await look();
    }
    return answer.ok;
  };
  const takeBack = async (id: string) => {
    const answer = await remove(`/biometrics/${id}`, { as: desk.as });
    if (!answer.ok) return setProblem(answer.error);
    toast(says.takenBack());
    return look();
  };

  return (
    <Dialog open={open} title={says.title({ name: party.name })} onClose={onClose}>
      {problem && (
        <Band tone="warning" alert>
          {textOf(problem)}
        </Band>
      )}
      {kept && kept.items.length > 0 && (
        <section class="stack tight">
          <h3>{says.kept()}</h3>
          {kept.items.map(({ id, kind, keepUntilMs }) => (
            <div key={id} class="row apart">
              <span>{says[kind]({ date: dateInFigures(dateOf(keepUntilMs)) })}</span>
              <button type="button" class="link" onClick={() => void takeBack(id)}>
                {says.takeBack()}
              </button>
            </div>
          ))}
        </section>
      )}
      <SelectField
        label={says.purpose()}
        value={purpose}
        onValue={(value) => setPurpose(value as Purpose)}
        options={[
          { value: "application", label: says.application() },
          { value: "lane_enrolment", label: says.laneEnrolment() },
        ]}
      />
      <div class="stack tight">
        <p class="small quiet">{says.readAloud()}</p>
        <p lang="ms">{consent.ms}</p>
        <p lang="en" class="soft">
          {consent.en}
        </p>
      </div>
      <Tick checked={agreed} onChange={setAgreed}>
        {says.agrees()}
      </Tick>
      {agreed && <Face save={save} />}
      {agreed && kept && kept.readers.length > 0 && <Fingers readers={kept.readers} save={save} />}
      <Button wide onClick={onClose}>
        {common.back()}
      </Button>
    </Dialog>
  );
};

type Save = (what: object) => Promise<boolean>;

const Face = ({ save }: { save: Save }) => {
  const video = useRef<HTMLVideoElement>(null);
  const [works, setWorks] = useState(true);
  /** Its first picture is there: before that there is nothing to take. */
  const [opened, setOpened] = useState(false);
  const [shot, setShot] = useState<Shot>();
  const [oneFace, setOneFace] = useState(false);
  const [busy, setBusy] = useState(false);
  useEffect(() => (video.current ? showCamera(video.current, () => setWorks(false)) : undefined), []);
  const findings = shot ? judgeFace(shot.figures) : [];
  const again = () => {
    setShot(undefined);
    setOneFace(false);
  };
  const keep = async () => {
    if (!shot || busy) return;
    setBusy(true);
    const { picture, figures } = shot;
    if (await save({ kind: "face", picture, figures, oneFace: "officer" })) again();
    setBusy(false);
  };
  if (!works) return <Band tone="warning">{says.noCamera()}</Band>;
  return (
    <div class="stack tight">
      <video
        ref={video}
        class="biometric-view"
        hidden={shot !== undefined}
        muted
        playsInline
        onLoadedData={() => setOpened(true)}
        aria-label={says.view()}
      />
      {shot && (
        <img class="biometric-view" src={`data:image/jpeg;base64,${shot.picture}`} alt={says.view()} />
      )}
      {!shot && !opened && <p role="status">{says.opening()}</p>}
      {!shot && opened && (
        <>
          <p class="soft">{says.guide()}</p>
          <Button
            icon="camera"
            wide
            onClick={() => setShot(video.current ? shoot(video.current) : undefined)}
          >
            {says.take()}
          </Button>
        </>
      )}
      {findings.map((finding) => (
        <Band key={finding} tone="warning" alert>
          {findingText[finding]()}
        </Band>
      ))}
      {shot && findings.length === 0 && (
        <>
          <Tick checked={oneFace} onChange={setOneFace}>
            {says.oneFace()}
          </Tick>
          {oneFace && (
            <Button kind="primary" icon="check" wide busy={busy} onClick={() => void keep()}>
              {says.save()}
            </Button>
          )}
        </>
      )}
      {shot && (
        <Button wide onClick={again}>
          {says.again()}
        </Button>
      )}
    </div>
  );
};

const findingText: Readonly<Record<QualityFinding, () => string>> = {
  too_small: says.tooSmall,
  blurred: says.blurred,
  too_dark: says.tooDark,
  too_bright: says.tooBright,
  too_flat: says.tooFlat,
};

/** The four that readers at counters are made for. */
const offered = [
  ["right_index", says.rightIndex],
  ["left_index", says.leftIndex],
  ["right_thumb", says.rightThumb],
  ["left_thumb", says.leftThumb],
] as const satisfies readonly (readonly [Finger, () => string])[];

const Fingers = ({ readers, save }: { readers: Kept["readers"]; save: Save }) => {
  const [finger, setFinger] = useState<string>("right_index");
  const [busy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    await save({ kind: "finger", finger, reader: readers[0]?.id ?? "" });
    setBusy(false);
  };
  return (
    <div class="stack tight">
      <SelectField
        label={says.fingerprint()}
        value={finger}
        onValue={setFinger}
        options={offered.map(([value, label]) => ({ value, label: label() }))}
      />
      {busy && <p role="status">{says.fingerWaits()}</p>}
      <Button wide icon="check" busy={busy} onClick={() => void take()}>
        {says.takeFinger()}
      </Button>
    </div>
  );
};

const textOf = (problem: Problem): string => {
  if (problem.code === "poor_quality" || problem.code === "not_a_picture") return says.poor();
  if (problem.code === "no_finger") return says.noFinger();
  if (problem.code === "reader_unavailable" || problem.code === "reader_not_found") return says.readerAway();
  if (problem.code === "person_unknown") return says.nobody();
  return isLineTrouble(problem) ? common.lineLost() : counterProblemText(problem);
};
