import type { Caller } from "../../../server/identity/session";
import { useState } from "preact/hooks";
import { post, type Problem } from "../api";
import { newCommandId } from "../command-id";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { Choices } from "../ui/choices";
import { ProblemBand } from "../ui/problem-band";
import { ReasonField } from "../ui/reason-field";
import { toast } from "../ui/toast";
import type { BranchDay, Change, ChangeType, Preview } from "./branch-types";
import { ChangeFields } from "./change-fields";
import { changeOf } from "./change-of";
import { emptyDraft, type Draft } from "./draft";
import { PreviewView } from "./preview-view";
import { branchWords as words } from "./words";

const kinds: readonly { value: ChangeType; title: () => string; detail: () => string }[] = [
  { value: "closure", title: words.closure, detail: words.closureDetail },
  { value: "special_opening", title: words.opening, detail: words.openingDetail },
  { value: "hours", title: words.hours, detail: words.hoursDetail },
  { value: "every_n_weeks", title: words.everyNWeeks, detail: words.everyNWeeksDetail },
  { value: "capacity", title: words.capacityChange, detail: words.capacityDetail },
  { value: "duration", title: words.duration, detail: words.durationDetail },
  { value: "batches", title: words.batches, detail: words.batchesDetail },
];

/** Choose, fill in, see what it would do, say why, save. Nothing can be saved that was not looked at. */
export const ChangePanel = ({ as, day, onSaved }: { as: Caller; day: BranchDay; onSaved: () => void }) => {
  const [type, setType] = useState<ChangeType>();
  const [draft, setDraft] = useState<Draft>(() => emptyDraft(day.date));
  const [seen, setSeen] = useState<{ change: Change; preview: Preview }>();
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const [incomplete, setIncomplete] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();

  // What was looked at no longer holds once a field changes.
  const edit = (next: Draft) => {
    setDraft(next);
    setSeen(undefined);
    setIncomplete(false);
    setProblem(undefined);
  };
  const pick = (next: ChangeType) => {
    setType(next);
    edit(draft);
  };

  const preview = async () => {
    const change = type && changeOf(type, draft);
    setIncomplete(!change);
    if (!change) return;
    setBusy(true);
    const answer = await post<Preview>("/branch/changes/preview", { change }, { as });
    setBusy(false);
    setSeen(answer.ok ? { change, preview: answer.value } : undefined);
    setProblem(answer.ok ? undefined : answer.error);
  };

  const save = async () => {
    setTried(true);
    if (!seen || reason.trim() === "") return;
    setBusy(true);
    const body = { change: seen.change, reason: reason.trim(), previewed: seen.preview.hash };
    const answer = await post("/branch/changes", body, { as, key: newCommandId() });
    setBusy(false);
    if (!answer.ok) {
      setProblem(answer.error);
      if (answer.error.code === "preview_stale") setSeen(undefined);
      return;
    }
    toast(words.saved());
    setType(undefined);
    setReason("");
    setTried(false);
    edit(emptyDraft(day.date));
    onSaved();
  };

  return (
    <section class="card stack">
      <h2>{words.change()}</h2>
      <Choices
        legend={words.whichChange()}
        legendHidden
        options={kinds.map((kind) => ({ value: kind.value, title: kind.title(), detail: kind.detail() }))}
        chosen={type}
        onPick={pick}
      />
      {type && (
        <>
          <ChangeFields
            type={type}
            draft={draft}
            groups={day.groups.map((row) => row.group)}
            onDraft={edit}
          />
          {incomplete && (
            <Band tone="warning" alert>
              {words.incomplete()}
            </Band>
          )}
          {problem && <ChangeProblem problem={problem} />}
          {!seen && (
            <Button kind="primary" icon="search" wide busy={busy} onClick={() => void preview()}>
              {words.preview()}
            </Button>
          )}
        </>
      )}
      {seen && (
        <>
          <PreviewView preview={seen.preview} />
          <ReasonField label={words.reason()} value={reason} onValue={setReason} tried={tried} />
          <Button kind="primary" icon="check" wide busy={busy} onClick={() => void save()}>
            {words.save()}
          </Button>
        </>
      )}
    </section>
  );
};

const problemByCode: Readonly<Record<string, () => string>> = {
  preview_stale: words.previewStale,
  date_past: words.datePast,
  invalid_range: words.incomplete,
  slot_length_on_sale: words.slotLengthOnSale,
  nothing_changes: words.nothingChanges,
  unknown_group: words.unknownGroup,
};

const badPlan: Readonly<Record<string, () => string>> = {
  order: words.badPlanOrder,
  shares: words.badPlanShares,
  empty: words.badPlanEmpty,
};

const ChangeProblem = ({ problem }: { problem: Problem }) => {
  const plan = String(problem.data["problem"]);
  const sentence = problem.code === "bad_plan" ? badPlan[plan] : problemByCode[problem.code];
  return <ProblemBand problem={problem} {...(sentence ? { text: sentence() } : {})} />;
};
