import fc from "fast-check";
import { expect, test } from "vitest";

import type { Question } from "./catalogue";
import { checkAnswers } from "./questions";

const label = { ms: "Soalan", en: "Question" };
const questions: readonly Question[] = [
  { id: "name", label, required: true, type: "text", charsMax: 10 },
  { id: "reason", label, required: true, type: "choice", options: [{ id: "work", ms: "Kerja", en: "Work" }] },
  { id: "ticket", label, required: false, type: "date", when: "future" },
  { id: "lost", label, required: false, type: "date", when: "past" },
  { id: "years", label, required: false, type: "number", min: 0, max: 80 },
];
const good = { name: "Siti", reason: "work" };
const today = "2027-02-11";

const problemWith = (answers: Record<string, string>): string => {
  const checked = checkAnswers(questions, { ...good, ...answers }, today);
  return checked.ok
    ? "none"
    : checked.error.map(({ question, error }) => `${question} ${error.type}`).join(", ");
};

test("good answers are accepted, trimmed and in one Unicode form, and empty optional ones left out", () => {
  const checked = checkAnswers(questions, { ...good, name: "  Rene\u0301e ", ticket: "", years: "3" }, today);
  expect(checked).toEqual({ ok: true, value: { name: "Ren\u00e9e", reason: "work", years: "3" } });
});

test("each wrong answer is named by its question and what is wrong with it", () => {
  expect(problemWith({ name: " " })).toBe("name AnswerMissing");
  expect(problemWith({ name: "Siti Nurhaliza" })).toBe("name AnswerTooLong");
  expect(problemWith({ reason: "holiday" })).toBe("reason AnswerNotOffered");
  expect(problemWith({ ticket: "2027-02-30" })).toBe("ticket AnswerNoDate");
  expect(problemWith({ ticket: "2027-02-10" })).toBe("ticket AnswerDatePast");
  expect(problemWith({ ticket: today, lost: today })).toBe("none");
  expect(problemWith({ lost: "2027-02-12" })).toBe("lost AnswerDateFuture");
  expect(problemWith({ years: "81" })).toBe("years AnswerOutOfRange");
  expect(problemWith({ years: "1.5" })).toBe("years AnswerOutOfRange");
  expect(problemWith({ years: "many" })).toBe("years AnswerOutOfRange");
  expect(problemWith({ colour: "red", name: "" })).toBe("colour QuestionUnknown, name AnswerMissing");
  expect(problemWith({ toString: "x" })).toBe("toString QuestionUnknown");
});

test("a question nobody answered is missing, even when every object has something of that name", () => {
  const odd: readonly Question[] = [{ id: "toString", label, required: true, type: "text", charsMax: 10 }];
  expect(checkAnswers(odd, {}, today)).toEqual({
    ok: false,
    error: [{ question: "toString", error: { type: "AnswerMissing" } }],
  });
});

test("no control or direction character passes, wherever it stands, and joiners of Indic scripts do", () => {
  const anyBad = fc.constantFrom("\u001b", "\u001d", "\n", "\u0085", "\u202e", "\u200b", "\u2028");
  fc.assert(
    fc.property(anyBad, fc.integer({ min: 0, max: 3 }), (bad, at) => {
      expect(problemWith({ name: `ab${"c".repeat(at)}${bad}${"d".repeat(4 - at)}` })).toBe(
        "name ControlCharacters",
      );
    }),
  );
  expect(problemWith({ name: "\u0b95\u0bcd\u200d\u0bb7" })).toBe("none");
});
