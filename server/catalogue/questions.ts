import { err, ok, type Result } from "../../sync/core/result";
import type { Question } from "./catalogue";

/** Answers by question id, as the form sends them; a choice is the id of its option, a date "YYYY-MM-DD". */
export type Answers = Readonly<Record<string, string | number>>;

/** One problem per field, so that the form can say it where it is. */
export interface AnswerProblem {
  readonly question: string;
  readonly problem:
    | "missing"
    | "unknown"
    | "wrongType"
    | "tooLong"
    | "controlCharacter"
    | "notAnOption"
    | "outOfRange"
    | "notADate"
    | "notPast"
    | "notFuture";
}

/**
 * Checks the answers to a service's own questions. `today` is the branch's day, "YYYY-MM-DD". Text comes back trimmed and in one
 * Unicode form; an empty answer to an optional question is left out.
 */
export const checkAnswers = (
  questions: readonly Question[],
  answers: Answers,
  today: string,
): Result<Answers, readonly AnswerProblem[]> => {
  const problems: AnswerProblem[] = [];
  const accepted: Record<string, string | number> = {};
  for (const id of Object.keys(answers)) {
    if (!questions.some((question) => question.id === id))
      problems.push({ question: id, problem: "unknown" });
  }
  for (const question of questions) {
    const raw = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
    const answer = typeof raw === "string" ? raw.normalize("NFC").trim() : raw;
    if (answer === undefined || answer === "") {
      if (question.required) problems.push({ question: question.id, problem: "missing" });
      continue;
    }
    const problem = problemOf(question, answer, today);
    if (problem === undefined) accepted[question.id] = answer;
    else problems.push({ question: question.id, problem });
  }
  return problems.length === 0 ? ok(accepted) : err(problems);
};

/**
 * Control, line and direction characters: they must never reach a printer or hide in a list. The two joiners stay: names in
 * Indic and Arabic scripts need them.
 */
const controlCharacters = /[\p{Cc}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/u;

const problemOf = (
  question: Question,
  answer: string | number,
  today: string,
): AnswerProblem["problem"] | undefined => {
  if (question.type === "number") {
    if (typeof answer !== "number" || !Number.isInteger(answer)) return "wrongType";
    return question.min <= answer && answer <= question.max ? undefined : "outOfRange";
  }
  if (typeof answer !== "string") return "wrongType";
  switch (question.type) {
    case "text":
      if (controlCharacters.test(answer)) return "controlCharacter";
      return [...answer].length <= question.charsMax ? undefined : "tooLong";
    case "choice":
      return question.options.some((option) => option.id === answer) ? undefined : "notAnOption";
    case "date":
      if (!isRealDate(answer)) return "notADate";
      if (question.when === "past" && answer > today) return "notPast";
      return question.when === "future" && answer < today ? "notFuture" : undefined;
  }
};

const isRealDate = (text: string): boolean => {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
};
