/**
 * Whether this screen is enrolled, looked after while it stands.
 *
 *   unknown ─► in ◄──session over: the key opens the next one
 *         │     └──► shutOut ─┐ a supervisor ended it
 *         └──► none ──────────┴─ a code ─► in
 */
import { effect, signal } from "@preact/signals";
import type { EnrolledKind } from "../../../server/identity/roles";
import { post, refused } from "../api";
import type { Session } from "../staff/session";
import { currentMs } from "../ui/now";
import { comeIn } from "./enrol";

export type DeviceState = "unknown" | "in" | "none" | "shutOut";

export const deviceState = signal<DeviceState>("unknown");

/** How soon a screen learns that it was shut out, and how old "last seen" may be for one that stands there. */
const lookMs = 15_000;
/** A session that ends soon is renewed before, so that nobody is stopped in the middle. */
const renewMs = 3_600_000;

/** Asks the node who this screen is, now and then and whenever it was refused. Returns how to stop. */
export const watchDevice = (kind: EnrolledKind): (() => void) => {
  let looking = false;
  const look = async () => {
    if (looking) return;
    looking = true;
    await askNode(kind);
    looking = false;
  };
  deviceState.value = "unknown";
  void look();
  const timer = setInterval(() => {
    if (deviceState.peek() === "in" || deviceState.peek() === "unknown") void look();
  }, lookMs);
  const stopListening = effect(() => {
    if (refused.value?.as === kind && deviceState.peek() === "in") void look();
  });
  return () => {
    clearInterval(timer);
    stopListening();
  };
};

const askNode = async (kind: EnrolledKind): Promise<void> => {
  const answer = await post<Session>("/session/active", {}, { as: kind });
  if (!answer.ok && answer.error.status === 401) {
    await letIn(kind);
    return;
  }
  deviceState.value = "in";
  if (answer.ok && answer.value.endsAtMs - currentMs() < renewMs) await comeIn(kind);
};

/** Comes in by this screen's own key. Without the line a screen that was enrolled goes on with what it has. */
export const letIn = async (kind: EnrolledKind): Promise<void> => {
  const coming = await comeIn(kind);
  deviceState.value = coming === "away" ? "in" : coming;
};
