/** What the door of a tablet knows: its list, whether its branch answers, what it has not told yet, and the last verdict. */
import { signal } from "@preact/signals";
import type * as z from "zod";
import type { ListedBooking } from "../../../server/checkin/door";
import type { doorAnswer } from "../../../server/checkin/door.schema";
import type { Problem } from "../api";
import { type ListState, openList } from "./kept-list";
import { type Act, keptActs, keptUnsettled, type Unsettled } from "./outbox";

export type DoorAnswer = z.infer<typeof doorAnswer>;

/** The visit that a verdict is about, as far as it is known. */
export interface About {
  readonly ref: string | null;
  readonly service: string;
  readonly startsAtMs: number;
}

export type Verdict =
  | { readonly type: "recorded"; readonly answer: DoorAnswer }
  /** Let in, kept on this tablet, told later. */
  | { readonly type: "kept"; readonly id: string; readonly about: About }
  /** Not let in, or not to be recorded: why, by its code. `branch`: where the visit is. */
  | {
      readonly type: "turned_away";
      readonly code: string;
      readonly about: About | null;
      readonly branch: string | null;
    }
  /** A typed reference while the branch does not answer: what the list says, and nothing is recorded. */
  | { readonly type: "listed"; readonly booking: ListedBooking }
  | { readonly type: "no_list" }
  | { readonly type: "cannot_keep" }
  /** Nobody is signed in any more: the slip is looked at again as soon as somebody is. */
  | { readonly type: "sign_in"; readonly slip: string }
  | { readonly type: "problem"; readonly problem: Problem };

/** Whether the branch answered when it was asked last. */
export type Reach = "unknown" | "there" | "gone";

export const reach = signal<Reach>("unknown");
export const kept = signal<ListState | undefined>(undefined);
export const verdict = signal<Verdict | undefined>(undefined);
export const checking = signal(false);
export const unsent = signal<readonly Act[]>([]);
export const unsettled = signal<readonly Unsettled[]>([]);

/** One window of the tablet at a time: a slip counts once here, and acts are sent in their order. */
export const alone = <T>(work: () => Promise<T>): Promise<T> => navigator.locks.request("sto-door", work);

/** Reads what this tablet has. A browser that keeps nothing, or a list that cannot be opened, is none. */
export const load = async (): Promise<void> => {
  kept.value = await openList().catch((): ListState => ({ type: "none" }));
  await loadActs().catch(() => {});
};

export const loadActs = async (): Promise<void> => {
  unsent.value = await keptActs();
  unsettled.value = await keptUnsettled();
};
