/** The outcome of anything that may fail in an expected way. Bugs throw; refusals return. */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export const err = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });

/** Unwraps a result whose failure would be a bug: start-up, fixtures, invariants. Never for a user's input. */
export const orThrow = <T, E>(result: Result<T, E>): T => {
  if (!result.ok) throw new Error(`unexpected refusal: ${JSON.stringify(result.error)}`);
  return result.value;
};
