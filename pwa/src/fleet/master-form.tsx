import { useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../api";
import { ScrollTable } from "../branch/table";
import { branchName } from "../line/matters";
import { catalogue } from "../node";
import { keyProblemText } from "../staff/problems";
import { Button } from "../ui/button";
import { Choices } from "../ui/choices";
import { SelectField } from "../ui/field";
import { Loading } from "../ui/loading";
import { ProblemBand } from "../ui/problem-band";
import { ReasonField } from "../ui/reason-field";
import { inLanguage } from "../words/language";
import { dateLong } from "../words/when";
import {
  branchDraft,
  emptyDraft,
  gateRulesDraft,
  loadGateRules,
  makeMaster,
  type MasterDraft,
  type MasterKind,
  type MasterPreview,
  type MasterWish,
  previewMaster,
  serviceDraft,
  wishOf,
} from "./master";
import { MasterFields } from "./master-fields";
import { fieldName, valueShown } from "./master-shown";
import { masterWords as words } from "./master-words";

/** Rules of lanes hold for the whole country. */
const nationalCode = "national";

/** Choose, correct, see what it changes from which day, say why, confirm. Nothing can be saved that was not looked at. */
export const MasterForm = ({ onSaved }: { onSaved: () => void }) => {
  const [kind, setKind] = useState<MasterKind>();
  const [code, setCode] = useState("");
  const [now, setNow] = useState(emptyDraft);
  const [draft, setDraft] = useState(emptyDraft);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [seen, setSeen] = useState<{ wish: MasterWish; preview: MasterPreview }>();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);

  // What was looked at no longer holds once a field changes.
  const edit = (next: MasterDraft) => {
    setDraft(next);
    setSeen(undefined);
    setErrors({});
    setProblem(undefined);
  };
  const begin = (next: MasterDraft) => {
    setNow(next);
    edit(next);
  };
  const pickKind = (next: MasterKind) => {
    setKind(next);
    setCode(next === "gates" ? nationalCode : "");
    begin(emptyDraft);
    if (next === "gates") void beginGates();
  };
  const beginGates = async () => {
    const answer = await loadGateRules();
    if (answer.ok) begin(gateRulesDraft(answer.value));
    else setProblem(answer.error);
  };
  const pick = (next: string) => {
    setCode(next);
    const branch = catalogue.value?.branches.find((row) => row.code === next);
    const service = catalogue.value?.services.find((row) => row.code === next);
    if (kind === "branch" && branch) begin(branchDraft(branch));
    else if (kind === "service" && service) begin(serviceDraft(service));
    else begin(emptyDraft);
  };

  const preview = async () => {
    if (!kind) return;
    const drafted = wishOf(kind, code, draft, now);
    if (drafted.wrong) {
      setErrors(
        Object.fromEntries(Object.entries(drafted.wrong).map(([field, wrong]) => [field, words[wrong]()])),
      );
      return;
    }
    setBusy(true);
    const answer = await previewMaster(drafted.wish);
    setBusy(false);
    setSeen(answer.ok ? { wish: drafted.wish, preview: answer.value } : undefined);
    refuse(answer.ok ? undefined : answer.error);
  };
  const refuse = (refused: Problem | undefined) => {
    const beside = refused ? fieldErrors(refused) : {};
    setErrors(beside);
    setProblem(Object.keys(beside).length > 0 ? undefined : refused);
  };

  const rows = kind === "branch" ? catalogue.value?.branches : catalogue.value?.services;
  return (
    <>
      <section class="card stack master-form">
        <h2>{words.newChange()}</h2>
        <Choices
          legend={words.whichKind()}
          legendHidden
          options={(["branch", "service", "holiday", "gates"] as const).map((value) => ({
            value,
            title: words[value](),
            detail: words[`${value}Detail`](),
          }))}
          chosen={kind}
          onPick={pickKind}
        />
        {(kind === "branch" || kind === "service") && (
          <SelectField
            label={kind === "branch" ? words.branch() : words.service()}
            value={code}
            onValue={pick}
            options={[
              { value: "", label: kind === "branch" ? words.chooseBranch() : words.chooseService() },
              ...(rows ?? []).map((row) => ({ value: row.code, label: inLanguage(row.name) })),
            ]}
          />
        )}
        {kind === "gates" && !draft.gates && (problem ? <MasterProblem problem={problem} /> : <Loading />)}
        {kind && (kind === "holiday" || code !== "") && (kind !== "gates" || draft.gates) && (
          <>
            <MasterFields kind={kind} code={code} draft={draft} errors={errors} onDraft={edit} />
            {problem && <MasterProblem problem={problem} />}
            {!seen && (
              <Button kind="primary" icon="search" wide busy={busy} onClick={() => void preview()}>
                {words.preview()}
              </Button>
            )}
          </>
        )}
      </section>
      {seen && (
        <Confirm
          {...seen}
          onSaved={() => {
            setKind(undefined);
            begin(emptyDraft);
            onSaved();
          }}
          onStale={(refused) => {
            setSeen(undefined);
            setProblem(refused);
          }}
        />
      )}
    </>
  );
};

/** What the change does; with a reason and a key it is made. */
const Confirm = ({
  wish,
  preview,
  onSaved,
  onStale,
}: {
  wish: MasterWish;
  preview: MasterPreview;
  onSaved: () => void;
  onStale: (problem: Problem) => void;
}) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [preview.hash]);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const isReasonMissing = reason.trim() === "";
  const save = async () => {
    setTried(true);
    if (isReasonMissing || busy) return;
    setBusy(true);
    const made = await makeMaster(wish, reason.trim(), preview.hash);
    setBusy(false);
    if (made.ok) onSaved();
    else if (made.error.code === "preview_stale") onStale(made.error);
    else setProblem(made.error);
  };
  const people = preview.hits.reduce((sum, hit) => sum + hit.people, 0);
  const bookings = preview.hits.reduce((sum, hit) => sum + hit.bookings, 0);
  return (
    <section class="card stack preview">
      <h2 ref={heading} tabIndex={-1}>
        {words.previewTitle({ date: dateLong(preview.from) })}
      </h2>
      <ScrollTable
        name={words.previewTitle({ date: dateLong(preview.from) })}
        columns={[{ head: words.field() }, { head: words.before() }, { head: words.after() }]}
      >
        {preview.fields.map(({ field, before, after }) => (
          <tr key={field}>
            <td>{fieldName(field)}</td>
            <td class="soft">{valueShown(field, before)}</td>
            <td class="strong">{valueShown(field, after)}</td>
          </tr>
        ))}
      </ScrollTable>
      {bookings === 0 ? (
        <p class="soft">{wish.kind === "gates" ? words.gatesHit() : words.nobodyTouched()}</p>
      ) : (
        <div class="stack tight">
          <p class="strong">{words.touched({ bookings, people })}</p>
          <p class="small soft">{touched[wish.kind]()}</p>
          <ul class="touched">
            {preview.hits.map((hit) => (
              <li key={hit.branch}>
                <span>{branchName(hit.branch)}</span>
                <span class="figures">{hit.bookings}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <ReasonField value={reason} onValue={setReason} tried={tried} />
      {problem && <MasterProblem problem={problem} />}
      <Button kind="primary" icon="check" wide busy={busy} onClick={() => void save()}>
        {words.save()}
      </Button>
    </section>
  );
};

const touched: { readonly [Kind in MasterKind]: () => string } = {
  branch: words.touchedBranch,
  service: words.touchedService,
  holiday: words.touchedHoliday,
  // Nobody has a booking for a lane.
  gates: words.nobodyTouched,
};

/** What the server says of single fields, as sentences beside them. */
const fieldErrors = (problem: Problem): Readonly<Record<string, string>> => {
  if (problem.code === "date_past" || problem.code === "date_far") return { from: words[problem.code]() };
  if (problem.code === "not_of_category") return { branches: words.not_of_category() };
  return Object.fromEntries(
    problem.errors.map(({ path }) => {
      const field = path.replace(/^wish\.(set\.)?/, "").split(".")[0] ?? "";
      return [field, (sentenceOf[field] ?? words.badField)()];
    }),
  );
};

const sentenceOf: Readonly<Record<string, () => string>> = {
  from: words.badDate,
  postcode: words.badPostcode,
  phone: words.badPhone,
  units: words.badNumber,
  noticeHours: words.badNumber,
  nationalities: words.badNationality,
  validityMonthsMin: words.badNumber,
  ageMin: words.badNumber,
};

const known = [
  "nothing_changes",
  "holiday_there",
  "preview_stale",
  "master_in_force",
  "holiday_told",
] as const;

export const MasterProblem = ({ problem }: { problem: Problem }) => {
  const own = known.find((code) => code === problem.code);
  return <ProblemBand problem={problem} text={own ? words[own]() : keyProblemText(problem)} />;
};
