import { signal } from "@preact/signals";
import type { FieldProblem, Problem } from "../../api";
import type { ByField } from "./check";
import { wrongText } from "./check";

/** Sentences of the last check, by field id; a field loses its own when it is typed in again. */
export const errors = signal<ByField>({});
export const warnings = signal<ByField>({});

export const mended = (field: string): void => {
  if (!(field in errors.value)) return;
  const { [field]: _, ...rest } = errors.value;
  errors.value = rest;
};

/** Takes the node's refusals field by field: `parties.0.document.number` is our `people-0-number`. */
export const takeFieldProblems = (problem: Problem): void => {
  errors.value = Object.fromEntries(
    problem.errors.map((row) => [fieldOfPath(row.path), fieldProblemText(row)]),
  );
};

const fieldOfPath = (path: string): string =>
  path
    .replace(/^parties\.(\d+)\.(?:document\.)?/, "people-$1-")
    .replace(/^(people-\d+-)answers\./, "$1q-")
    .replace(/^employer\.representative\./, "employer-")
    .replace(/^employer\./, "employer-")
    .replace(/^contact\./, "");

/** The sentence for a refused field. A code is the rule's error type in another spelling: `my_kad_length` is `MyKadLength`. */
export const fieldProblemText = ({ code, ...data }: FieldProblem): string =>
  wrongText({ ...data, type: code.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase()) });
