import type { NodeInfo } from "../api-types";
import type { IconName } from "../ui/icons";
import { span } from "../words/when";
import { lineWords as words } from "./line-words";

/** The line to headquarters as a sign, a tone and words. */
export interface HqLine {
  readonly icon: IconName;
  readonly tone: "success" | "warning";
  readonly text: string;
}

/** How the line of a branch stands at `nowMs`; the age of the last contact is said while it is cut. */
export const hqLine = (sync: NodeInfo["sync"], nowMs: number): HqLine => {
  const { connected, lastHqAt, pendingOut, behind } = sync;
  if (connected) {
    if (behind > 0) return { icon: "refresh-cw", tone: "success", text: words.catching({ count: behind }) };
    if (pendingOut > 0)
      return { icon: "refresh-cw", tone: "success", text: words.sending({ count: pendingOut }) };
    return { icon: "cloud-check", tone: "success", text: words.safe() };
  }
  const contact = lastHqAt === null ? words.never() : words.away({ age: span(nowMs - lastHqAt) });
  const waits = pendingOut > 0 ? [words.waiting({ count: pendingOut })] : [];
  return { icon: "cloud-off", tone: "warning", text: [contact, ...waits].join(" · ") };
};
