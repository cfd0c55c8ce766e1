import { type LocalDate, parseLocalDate } from "../../sync/core/local-date";
import { err, ok, type Result } from "../../sync/core/result";
import type { Question } from "./catalogue";

/** Answers by question id, as the form sends them: a choice is the id of its option, a date "YYYY-MM-DD", a number its digits. */
export type Answers = Readonly<Record<string, string>>;

/** What is wrong with one answer; the rest is what its reader needs. */
type AnswerError =
  | { readonly type: "QuestionUnknown" }
  | { readonly type: "AnswerMissing" }
  | { readonly type: "ControlCharacters" }
  | { readonly type: "AnswerTooLong"; readonly charsMax: number }
  | { readonly type: "AnswerNotOffered" }
  | { readonly type: "AnswerOutOfRange"; readonly min: number; readonly max: number }
  | { readonly type: "AnswerNoDate" }
  | { readonly type: "AnswerDateFuture" }
  | { readonly type: "AnswerDatePast" };

/** One problem per field, so that the form can say it where it is. */
export interface AnswerProblem {
  readonly question: string;
  readonly error: AnswerError;
}

/**
 * Checks the answers to a service's own questions. `today` is the branch's day. Text comes back trimmed and in one Unicode
 * form; an empty answer to an optional question is left out.
 */
export const checkAnswers = (
  questions: readonly Question[],
  answers: Answers,
  today: LocalDate,
): Result<Answers, readonly AnswerProblem[]> => {
  const problems: AnswerProblem[] = [];
  const accepted: Record<string, string> = {};
  for (const id of Object.keys(answers)) {
    if (!questions.some((question) => question.id === id))
      problems.push({ question: id, error: { type: "QuestionUnknown" } });
  }
  for (const question of questions) {
    const raw = Object.hasOwn(answers, question.id) ? answers[question.id]! : "";
    const answer = raw.normalize("NFC").trim();
    if (answer === "") {
      if (question.required) problems.push({ question: question.id, error: { type: "AnswerMissing" } });
      continue;
    }
    const error = errorOf(question, answer, today);
    if (error === undefined) accepted[question.id] = answer;
    else problems.push({ question: question.id, error });
  }
  return problems.length === 0 ? ok(accepted) : err(problems);
};

/**
 * Control, line and direction characters: they must never reach a printer or hide in a list. The two joiners stay: names in
 * Indic and Arabic scripts need them.
 */
const controlCharacters = /[\p{Cc}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/u;

const errorOf = (question: Question, answer: string, today: LocalDate): AnswerError | undefined => {
  if (controlCharacters.test(answer)) return { type: "ControlCharacters" };
  switch (question.type) {
    case "text": {
      const { charsMax } = question;
      return [...answer].length <= charsMax ? undefined : { type: "AnswerTooLong", charsMax };
    }
    case "choice":
      return question.options.some(({ id }) => id === answer) ? undefined : { type: "AnswerNotOffered" };
    case "number": {
      const { min, max } = question;
      const fits = /^-?\d{1,9}$/.test(answer) && min <= Number(answer) && Number(answer) <= max;
      return fits ? undefined : { type: "AnswerOutOfRange", min, max };
    }
    case "date": {
      const date = parseLocalDate(answer);
      if (!date.ok) return { type: "AnswerNoDate" };
      if (question.when === "past" && date.value > today) return { type: "AnswerDateFuture" };
      return question.when === "future" && date.value < today ? { type: "AnswerDatePast" } : undefined;
    }
  }
};
