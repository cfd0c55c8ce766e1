import { signal } from "@preact/signals";
import { staffIdOf } from "./staff-id";
import { forget, keep, kept } from "../local";

/** Who sits at this tablet, and where. Kept on the tablet, so that a reload in the middle of a case changes nothing. */
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

/** The Authorization header of an officer while sign-in is a demo's. */
export const asOfficer = (officer: string): string => `Demo officer:${staffIdOf(officer)}`;
