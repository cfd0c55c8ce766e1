import { signal } from "@preact/signals";
import { forget, keep, kept } from "../local";

/** Which counter this tablet is, and who sits at it. Kept on the tablet, so that a reload in the middle of a case changes nothing. */
export interface CounterSession {
  readonly officer: string;
  readonly counterId: string;
}

const name = "counter.session";

export const session = signal<CounterSession | undefined>(kept<CounterSession>(name));

export const signOn = (next: CounterSession): void => {
  keep(name, next);
  session.value = next;
};

export const signOff = (): void => {
  forget(name);
  session.value = undefined;
};
