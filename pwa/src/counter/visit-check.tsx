import { useState } from "preact/hooks";
import { isLineTrouble, post, type Problem } from "../api";
import type { BookingView } from "../api-types";
import { form } from "../book/details/words";
import { readDocument } from "../kiosk/document-read";
import { useWedge } from "../kiosk/use-wedge";
import { serviceName } from "../service-name";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { SelectField, TextField } from "../ui/field";
import { useCommand } from "../use-command";
import { common } from "../words/common";
import { dayAndTime } from "../words/staff-times";
import type { WaitingVisit } from "./counter-types";
import { dialogWords } from "./dialog-words";
import { countryOptions } from "../words/countries";
import { counterProblemText } from "./problems";
import { visitWords as words } from "./visit-words";

const types = ["mykad", "passport", "splp", "mypr"] as const;
type DocumentType = (typeof types)[number];

interface Draft {
  readonly code: string;
  readonly type: DocumentType;
  readonly number: string;
  readonly country: string;
}

const isCard = (type: DocumentType): boolean => type === "mykad" || type === "mypr";

/** The document in the officer's hand, typed or scanned, and the code on the person's paper. */
export const VisitCheck = ({
  visit,
  code: scanned,
  onDone,
  onBack,
}: {
  visit: WaitingVisit;
  /** From a scanned paper; empty when it has to be typed. */
  code: string;
  onDone: (booking: BookingView) => void;
  onBack: () => void;
}) => {
  const [draft, setDraft] = useState<Draft>({ code: scanned, type: "mykad", number: "", country: "" });
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  // Right before, or a moment ago: then only the rest is asked again.
  const [isCodeRight, setCodeRight] = useState(visit.isCodeRight);
  const keyFor = useCommand();
  const set = (part: Partial<Draft>) => {
    setDraft((now) => ({ ...now, ...part }));
    setProblem(undefined);
  };
  useWedge((heard) => {
    if (heard.type !== "scan" || heard.scan.type !== "mrz") return;
    const read = readDocument(heard.scan.lines);
    if (!read) return;
    setProblem(undefined);
    // The first letters of a scan may stand in the field that has the focus.
    setDraft((now) => ({
      type: "passport",
      number: read.number,
      country: read.country,
      code: now.code.replace(/[^\d\s]/g, ""),
    }));
  });

  const isMissing = {
    code: !isCodeRight && draft.code.trim() === "",
    number: draft.number.trim() === "",
    country: !isCard(draft.type) && draft.country === "",
  };
  const check = async () => {
    setTried(true);
    if (busy || isMissing.code || isMissing.number || isMissing.country) return;
    setBusy(true);
    const { type, number, country, code } = draft;
    const body = { code, document: { type, number, ...(isCard(type) ? {} : { country }) } };
    const answer = await post<BookingView>(`/visits/${visit.holdId}/check`, body, {
      as: "staff",
      key: keyFor(body),
    });
    setBusy(false);
    if (answer.ok) return onDone(answer.value);
    setProblem(answer.error);
    if (afterCode.has(answer.error.code)) setCodeRight(true);
  };

  const card = isCard(draft.type);
  const codeError =
    tried && isMissing.code
      ? words.codeMissing()
      : problem?.code === "code_wrong"
        ? words.codeWrong()
        : undefined;
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void check();
      }}
    >
      <p>
        <strong>{dayAndTime(visit.startsAtMs)}</strong> · {serviceName(visit.service)}
      </p>
      {problem && problem.code !== "code_wrong" && (
        <Band tone="warning" alert>
          {textOf(problem)}
        </Band>
      )}
      {isCodeRight ? (
        <Band tone="success">{words.codeRight()}</Band>
      ) : (
        <TextField
          label={words.code()}
          hint={words.codeHint()}
          exact
          inputMode="numeric"
          lengthMax={12}
          value={draft.code}
          onValue={(code) => set({ code })}
          error={codeError}
        />
      )}
      <SelectField
        label={words.document()}
        hint={words.documentHint()}
        value={draft.type}
        options={types.map((type) => ({ value: type, label: typeText[type]() }))}
        onValue={(type) => set({ type: type as DocumentType })}
      />
      <TextField
        label={form.number()}
        exact
        lengthMax={40}
        value={draft.number}
        onValue={(number) => set({ number })}
        error={tried && isMissing.number ? words.numberMissing() : undefined}
        {...(card ? { inputMode: "numeric" as const } : {})}
      />
      {!card && (
        <SelectField
          label={form.country()}
          value={draft.country}
          options={[{ value: "", label: form.chooseCountry() }, ...countryOptions()]}
          onValue={(country) => set({ country })}
          error={tried && isMissing.country ? form.chooseCountry() : undefined}
        />
      )}
      <Button kind="primary" type="submit" icon="check" wide busy={busy}>
        {words.confirm()}
      </Button>
      <Button wide icon="arrow-left" onClick={onBack}>
        {common.back()}
      </Button>
    </form>
  );
};

/** What is refused after the code was right. */
const afterCode: ReadonlySet<string> = new Set(["already_booked", "bring_document"]);

const typeText: Readonly<Record<DocumentType, () => string>> = {
  mykad: dialogWords.typeMykad,
  passport: form.passport,
  splp: form.splp,
  mypr: dialogWords.typeMypr,
};

const sentenceByCode: Readonly<Record<string, () => string>> = {
  document_differs: words.differs,
  tries_used_up: words.triesUsedUp,
  hold_gone: words.gone,
  too_many_checks: words.tooManyChecks,
};

const textOf = (problem: Problem): string =>
  isLineTrouble(problem) ? words.line() : (sentenceByCode[problem.code]?.() ?? counterProblemText(problem));
