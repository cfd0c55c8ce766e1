/** How confirming is refused: statuses of its errors, and what is wrong with single fields of the form. */
import { codeOf, ProblemError } from "../http/problem";
import type { ConfirmError } from "./confirm.usecase";
import type { DetailError } from "./details";

export const statusByConfirmError = {
  HoldGone: 410,
  PartiesDiffer: 422,
  KindDiffers: 422,
  InvalidDetails: 422,
  AlreadyBooked: 409,
  BringDocument: 409,
} as const satisfies Record<ConfirmError["type"], number>;

/** Field errors of the form: the rule's own type becomes the code, its data goes along. */
export const detailsRefusal = (error: {
  readonly type: string;
  readonly details?: readonly DetailError[];
}): ProblemError | undefined => {
  if (error.type !== "InvalidDetails" || !error.details) return undefined;
  return new ProblemError({
    status: 422,
    code: "invalid_details",
    errors: error.details.map(({ path, error: { type, ...data } }) => ({
      ...data,
      path,
      code: codeOf(type),
    })),
  });
};
