import type { BookingView, PartyState } from "../api-types";
import type { Tone } from "../ui/band";
import type { IconName } from "../ui/icons";
import { words } from "./words";

interface StateLook {
  readonly word: () => string;
  readonly icon: IconName;
  readonly tone: Tone;
}

/** A booking's state as a word, an icon and a tone; a cancellation that waits for the line comes before the state. */
export const lookOf = ({ state, pending }: BookingView): StateLook =>
  pending === "cancel"
    ? { word: words.cancelPending, icon: "hourglass", tone: "neutral" }
    : lookByState[state];

const lookByState: Readonly<Record<PartyState, StateLook>> = {
  confirmed: { word: words.stateConfirmed, icon: "calendar-check", tone: "success" },
  checked_in: { word: words.stateCheckedIn, icon: "ticket-check", tone: "success" },
  serving: { word: words.stateServing, icon: "play", tone: "success" },
  served: { word: words.stateServed, icon: "circle-check", tone: "neutral" },
  cancelled: { word: words.stateCancelled, icon: "circle-x", tone: "neutral" },
  superseded: { word: words.stateSuperseded, icon: "triangle-alert", tone: "warning" },
  no_show: { word: words.stateNoShow, icon: "user-x", tone: "neutral" },
};
