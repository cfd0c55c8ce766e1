import { useEffect, useState } from "preact/hooks";
import { loadNode, node, online } from "../node";
import { dialogLater } from "../ui/dialog-later";
import { Icon } from "../ui/icon";
import { nowMs } from "../ui/now";
import { hqLine } from "./hq-line";
import { lineWords as words } from "./line-words";

const HqDialog = dialogLater(async () => (await import("./hq-dialog")).HqDialog);

const lookMs = 10_000;

/** Asks the node how its line stands, for as long as the page shows it. */
export const useNodeNews = (): void => {
  useEffect(() => {
    void loadNode();
    const timer = setInterval(() => void loadNode(), lookMs);
    return () => clearInterval(timer);
  }, []);
};

/** The line to headquarters: sign, words, age; a tap says what is safe where, what still works and what waits. */
export const HqTag = () => {
  const [open, setOpen] = useState(false);
  const sync = node.value?.sync;
  // A branch that does not answer cannot say how its line is.
  if (!sync || !online.value || node.value?.role === "hq") return null;
  const { icon, tone, text } = hqLine(sync, nowMs.value);
  const lost = sync.mirror === "lost";
  return (
    <>
      <button
        type="button"
        class={`tag staff-tag ${lost ? "warning" : tone}-tone`}
        onClick={() => setOpen(true)}
      >
        <Icon name={icon} />
        {text}
        {lost && ` · ${words.mirrorLost()}`}
      </button>
      <HqDialog open={open} onClose={() => setOpen(false)} />
    </>
  );
};

/** For an officer who is called to a kiosk: one line. */
export const HqLineForStaff = () => {
  useNodeNews();
  const sync = node.value?.sync;
  if (!sync) return null;
  const { icon, text } = hqLine(sync, nowMs.value);
  return (
    <p class="small soft">
      <Icon name={icon} /> {words.forStaff({ state: text })}
    </p>
  );
};
