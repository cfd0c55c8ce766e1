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
  const begin = async () => {
    const { Workbox } = await import("workbox-window");
    const worker = new Workbox("/sw.js", { updateViaCache: "none" });
    worker.addEventListener("waiting", async () => {
      const { unsentCount, watchUnsent } = await import("./door/unsent");
      await watchUnsent();
      let dismiss: (() => void) | undefined;
      effect(() => {
        const free = busyWith.value.size === 0 && unsentCount.value === 0;
        if (free && !dismiss) {
          dismiss = toast(common.updateReady(), {
            label: common.updateNow(),
            run: () => {
              worker.addEventListener("controlling", () => location.reload());
              worker.messageSkipWaiting();
            },
          });
        } else if (!free && dismiss) {
          dismiss();
          dismiss = undefined;
        }
      });
    });
    await worker.register();
  };
  const soon = () => void begin().catch(() => {});
  if (document.readyState === "complete") soon();
  else addEventListener("load", soon, { once: true });
};
