import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { loadNode, node } from "../node";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Masthead } from "../ui/frame";
import { Icon } from "../ui/icon";
import { LanguageSwitch } from "../ui/language-switch";
import { nowMs } from "../ui/now";
import { common } from "../words/common";
import { clockTime, span } from "../words/when";
import { staffWords as words } from "./staff-words";

const nodeMs = 10_000;

/** The header of every staff page: where, who, the line to headquarters, devices, the clock. */
export const StaffHeader = ({
  title,
  detail,
  children,
}: {
  title: string;
  detail: ComponentChildren;
  /** Further tags, such as the printer's. */
  children?: ComponentChildren;
}) => {
  useEffect(() => {
    const timer = setInterval(() => void loadNode(), nodeMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <header class="staff-header">
      <Masthead />
      <div class="staff-header-row">
        <img class="logo" src="/logo.svg" alt="" width="40" height="40" />
        <div class="staff-title">
          <span class="brand-name">{title}</span>
          <span class="small quiet">{detail}</span>
        </div>
        <div class="staff-tags">
          <HqTag />
          {children}
        </div>
        <StaffClock />
        <LanguageSwitch />
      </div>
    </header>
  );
};

const StaffClock = () => <span class="figures staff-clock">{clockTime(nowMs.value)}</span>;

/** The line to headquarters: sign, words, duration; a tap says what still works and what waits. */
const HqTag = () => {
  const [open, setOpen] = useState(false);
  const sync = node.value?.sync;
  if (!sync || node.value?.role === "hq") return null;
  const { connected, lastHqAt, pendingOut, behind } = sync;
  const length = lastHqAt === null ? "" : span(nowMs.value - lastHqAt);
  const state = connected
    ? behind > 0
      ? words.hqCatching({ count: behind })
      : words.hqConnected()
    : lastHqAt === null
      ? words.hqNever()
      : words.hqAway({ length });
  const waits = !connected && pendingOut > 0 ? ` · ${words.hqWaiting({ count: pendingOut })}` : "";
  return (
    <>
      <button
        type="button"
        class={`tag staff-tag ${connected ? "success-tone" : "warning-tone"}`}
        onClick={() => setOpen(true)}
      >
        <Icon name={connected ? (behind > 0 ? "refresh-cw" : "cloud-check") : "cloud-off"} />
        {state}
        {waits}
      </button>
      <Dialog open={open} title={words.hqTitle()} onClose={() => setOpen(false)}>
        <p class="strong">
          {state}
          {waits}
        </p>
        <p>{words.hqStillWorks()}</p>
        <p>{words.hqWaits()}</p>
        <Button onClick={() => setOpen(false)}>{common.close()}</Button>
      </Dialog>
    </>
  );
};
