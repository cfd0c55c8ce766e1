import { effect, signal } from "@preact/signals";
import { toast } from "./ui/toast";
import { common } from "./words/common";

/** Names of what must not be interrupted by a new version: an open hold. A tablet's unsent acts count too (`door/unsent.ts`). */
const busyWith = signal<ReadonlySet<string>>(new Set());

/** Says that something is under way (or over): while anything is, a new version waits. */
export const setBusy = (what: string, busy: boolean): void => {
  const next = new Set(busyWith.peek());
  if (busy) next.add(what);
  else next.delete(what);
  busyWith.value = next;
};

/** Registers the service worker after the first load, and offers a new version when nothing is under way. */
export const startUpdates = (): void => {
  if (!("serviceWorker" in navigator)) return;
  const soon = () => void begin(navigator.serviceWorker).catch(() => {});
  if (document.readyState === "complete") soon();
  else addEventListener("load", soon, { once: true });
};

/** By hand: workbox-window would be a twentieth of what a telephone loads before its first page. */
const begin = async (workers: ServiceWorkerContainer): Promise<void> => {
  const registration = await workers.register("/sw.js", { updateViaCache: "none" });
  const look = () => {
    const coming = registration.waiting ?? registration.installing;
    // The first worker of a device is nobody's successor.
    if (!coming || !workers.controller) return;
    if (coming.state === "installed") void offer(workers, coming);
    else
      coming.addEventListener(
        "statechange",
        () => coming.state === "installed" && void offer(workers, coming),
      );
  };
  registration.addEventListener("updatefound", look);
  look();
};

/** A newer version takes the place of one that waits: one offer, of the latest. */
let latest: ServiceWorker | undefined;

const offer = async (workers: ServiceWorkerContainer, waiting: ServiceWorker): Promise<void> => {
  const isFirst = latest === undefined;
  latest = waiting;
  if (!isFirst) return;
  const { unsentCount, watchUnsent } = await import("./door/unsent");
  await watchUnsent();
  let dismiss: (() => void) | undefined;
  effect(() => {
    const free = busyWith.value.size === 0 && unsentCount.value === 0;
    if (free && !dismiss) {
      dismiss = toast(common.updateReady(), {
        label: common.updateNow(),
        run: () => {
          workers.addEventListener("controllerchange", () => location.reload());
          latest?.postMessage({ type: "SKIP_WAITING" });
        },
      });
    } else if (!free && dismiss) {
      dismiss();
      dismiss = undefined;
    }
  });
};
