import type { Caller } from "../../../server/identity/session";
import { useState } from "preact/hooks";
import { checkPolicy } from "../../../server/queue/policy";
import { stages } from "../../../server/queue/ticket";
import { put, type Problem } from "../api";
import { Button } from "../ui/button";
import { Choices } from "../ui/choices";
import { DateField } from "../ui/date-field";
import { ErrorSummary, type FormError } from "../ui/error-summary";
import { TextField, Tick } from "../ui/field";
import { ProblemBand } from "../ui/problem-band";
import { toast } from "../ui/toast";
import { stageWord } from "../words/stages";
import type { DeclaredPolicy } from "./branch-types";
import { instantOf } from "./instant";
import { draftOf, type NumberField, numberFields, type PolicyDraft, policyOf } from "./policy-draft";
import { policyWords as words } from "./policy-words";
import { TimeField } from "./time-field";
import { branchWords } from "./words";

/** What is wrong, by field; a sentence is made when it is shown, so that it follows a switch of language. */
type Wrong = Readonly<Partial<Record<WrongField, () => string>>>;

type WrongField = NumberField | "fromMs" | "reason";

/** Every number of the policy, in the words of the queue; declared as the next version, with a reason. */
export const PolicyForm = ({
  as,
  latest,
  onDeclared,
  onNewer,
}: {
  as: Caller;
  latest: DeclaredPolicy;
  onDeclared: (latest: DeclaredPolicy) => void;
  /** Another supervisor was quicker. */
  onNewer: () => void;
}) => {
  const [draft, setDraft] = useState<PolicyDraft>(() => draftOf(latest.policy));
  const [reason, setReason] = useState("");
  const [from, setFrom] = useState({ date: "", time: "" });
  const [errors, setErrors] = useState<Wrong>({});
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const version = latest.policy.version + 1;

  const edit = (part: Partial<PolicyDraft>) => setDraft({ ...draft, ...part });
  const number = (field: NumberField) => ({
    id: field,
    inputMode: "numeric" as const,
    lengthMax: 3,
    value: draft.numbers[field],
    error: errors[field]?.(),
    onValue: (typed: string) => {
      edit({ numbers: { ...draft.numbers, [field]: typed } });
      setErrors({ ...errors, [field]: undefined });
    },
  });

  const declare = async () => {
    const policy = policyOf(draft, version);
    const fromMs = instantOf(from.date, from.time);
    const wrong = wrongIn(policy, latest, reason, from, fromMs);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0 || busy) return;
    setBusy(true);
    const body = { policy, reason: reason.trim(), ...(fromMs === undefined ? {} : { fromMs }) };
    const answer = await put<DeclaredPolicy>("/branch/policy", body, { as });
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.error);
    if (answer.ok) {
      toast(words.saved({ version }));
      setReason("");
      setFrom({ date: "", time: "" });
      return onDeclared(answer.value);
    }
    setErrors(refusedOf(answer.error));
    if (answer.error.code === "version_not_next") onNewer();
  };

  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void declare();
      }}
    >
      <ErrorSummary errors={summaryOf(errors)} />
      <section class="card stack">
        <h2>{words.points()}</h2>
        <TextField label={words.ageing()} {...number("ageingMin")} />
        <fieldset class="lane-weights">
          <legend class="strong">{words.laneStart()}</legend>
          <p class="hint">{words.laneStartHint({ minutes: Number(draft.numbers.ageingMin) || 0 })}</p>
          <TextField label={words.laneAppointment()} {...number("laneWeights.appointment")} />
          <TextField label={words.lanePriority()} {...number("laneWeights.priority")} />
          <TextField label={words.laneNormal()} {...number("laneWeights.normal")} />
          <TextField label={words.laneEmployer()} {...number("laneWeights.employer")} />
        </fieldset>
      </section>
      <section class="card stack">
        <h2>{words.rules()}</h2>
        <TextField label={words.appointmentLead()} {...number("appointmentLeadMin")} />
        <TextField label={words.inRow()} hint={words.inRowHint()} {...number("priorityInRowMax")} />
        <Choices
          legend={words.claim()}
          options={[
            { value: "priority", title: words.claimPriority() },
            { value: "baseLane", title: words.claimBase() },
          ]}
          chosen={draft.claimUnconfirmed}
          onPick={(claimUnconfirmed) => edit({ claimUnconfirmed })}
        />
        <h3>{words.quick()}</h3>
        <TextField label={words.quickEvery()} {...number("quick.everyCalls")} />
        <fieldset class="group-ticks">
          <legend class="strong">{words.quickStages()}</legend>
          {stages.map((stage) => (
            <Tick
              key={stage}
              checked={draft.quickStages.includes(stage)}
              onChange={(on) =>
                edit({
                  quickStages: on
                    ? [...draft.quickStages, stage]
                    : draft.quickStages.filter((other) => other !== stage),
                })
              }
            >
              {stageWord(stage)}
            </Tick>
          ))}
        </fieldset>
        <h3>{words.longest()}</h3>
        <TextField label={words.longestEvery()} {...number("longest.everyCalls")} />
        <TextField label={words.longestAfter()} {...number("longest.afterMin")} />
      </section>
      <section class="card stack">
        <h2>{words.version({ version })}</h2>
        <div class="field-pair">
          <DateField
            id="fromMs"
            label={words.fromDate()}
            value={from.date}
            onValue={(date) => setFrom({ ...from, date })}
            error={errors.fromMs?.()}
          />
          <TimeField
            label={words.fromTime()}
            value={from.time}
            onValue={(time) => setFrom({ ...from, time })}
          />
        </div>
        <TextField
          id="reason"
          label={branchWords.reason()}
          hint={branchWords.reasonHint()}
          value={reason}
          onValue={setReason}
          lengthMax={200}
          error={errors.reason?.()}
        />
        {problem && <PolicyProblem problem={problem} />}
        <Button kind="primary" type="submit" icon="check" wide busy={busy}>
          {words.save({ version })}
        </Button>
      </section>
    </form>
  );
};

/** What is missing or out of range before it is sent, by the rule the node keeps to. */
const wrongIn = (
  policy: ReturnType<typeof policyOf>,
  latest: DeclaredPolicy,
  reason: string,
  from: { readonly date: string; readonly time: string },
  fromMs: number | undefined,
): Wrong => {
  const checked = checkPolicy(policy, latest.policy);
  const fields = !checked.ok && checked.error.type === "OutOfRange" ? checked.error.fields : [];
  const startIsHalf = fromMs === undefined && (from.date !== "" || from.time !== "");
  return {
    ...Object.fromEntries(fields.map(({ path, min, max }) => [path, () => words.outOfRange({ min, max })])),
    ...(startIsHalf ? { fromMs: words.fromMissing } : {}),
    ...(reason.trim() === "" ? { reason: branchWords.reasonMissing } : {}),
  };
};

/** The node's own refusal, beside its field. */
const refusedOf = (problem: Problem): Wrong => {
  if (problem.code === "begins_in_the_past") return { fromMs: words.beginsPast };
  return Object.fromEntries(
    problem.errors.flatMap(({ path, ...data }) => {
      const field = numberFields.find((one) => path === `policy.${one}`);
      const [min, max] = [Number(data["min"]), Number(data["max"])];
      return field ? [[field, () => words.outOfRange({ min, max })]] : [];
    }),
  );
};

/** In the order of the page, each with the name of its field: four numbers may all be "from 0 to 12". */
const summaryOf = (errors: Wrong): readonly FormError[] =>
  [...numberFields, "fromMs" as const, "reason" as const].flatMap((id) => {
    const text = errors[id]?.();
    return text === undefined ? [] : [{ id, text: `${labelOf[id]()}: ${text}` }];
  });

const labelOf: Readonly<Record<WrongField, () => string>> = {
  ageingMin: words.ageing,
  "laneWeights.appointment": words.laneAppointment,
  "laneWeights.priority": words.lanePriority,
  "laneWeights.normal": words.laneNormal,
  "laneWeights.employer": words.laneEmployer,
  appointmentLeadMin: words.appointmentLead,
  priorityInRowMax: words.inRow,
  "quick.everyCalls": words.quickEvery,
  "longest.everyCalls": words.longestEvery,
  "longest.afterMin": words.longestAfter,
  fromMs: words.fromDate,
  reason: branchWords.reason,
};

const PolicyProblem = ({ problem }: { problem: Problem }) => {
  if (Object.keys(refusedOf(problem)).length > 0) return null;
  return (
    <ProblemBand
      problem={problem}
      {...(problem.code === "version_not_next" ? { text: words.versionNotNext() } : {})}
    />
  );
};
