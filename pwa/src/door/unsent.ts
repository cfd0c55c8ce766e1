/**
 * How many acts this tablet has not been able to tell its branch, for every page: while there is one, no new version takes over
 * (`update.ts`), and whoever looks at the door is shown the number.
 */
import { signal } from "@preact/signals";
import { inStore } from "../kept-db";

export const outboxDb = { name: "sto-door-outbox", version: 1, stores: ["keys", "acts", "unsettled"] };

export const unsentCount = signal(0);

const news = "BroadcastChannel" in globalThis ? new BroadcastChannel("sto-door") : undefined;
let watching = false;

/** Counts anew, here and in other windows of this tablet. */
export const changed = async (): Promise<void> => {
  news?.postMessage(null);
  await count();
};

const count = async (): Promise<void> => {
  try {
    // On a phone that is no tablet nothing is made to look into.
    const isThere = (await indexedDB.databases()).some(({ name }) => name === outboxDb.name);
    unsentCount.value = isThere ? await inStore(outboxDb, "acts", "readonly", (acts) => acts.count()) : 0;
  } catch {
    // A browser that keeps nothing has nothing unsent either.
  }
};

/** Counts now, and from now on whenever another window changes something. */
export const watchUnsent = async (): Promise<void> => {
  if (!watching) news?.addEventListener("message", () => void count());
  watching = true;
  await count();
};
