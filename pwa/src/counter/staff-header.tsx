import type { ComponentChildren } from "preact";
import { Help } from "../help/help-later";
import { HqTag, useNodeNews } from "../line/hq-tag";
import { node } from "../node";
import { Tag } from "../ui/band";
import { Masthead } from "../ui/frame";
import { later } from "../ui/later";
import { LanguageSwitch } from "../ui/language-switch";
import { nowMs } from "../ui/now";
import { common } from "../words/common";
import { clockTime } from "../words/when";

// A clock is seldom in doubt, and a line seldom cut for days.
const AgeBand = later(async () => (await import("../line/age-band")).AgeBand);
const ClockBand = later(async () => (await import("../line/clock-band")).ClockBand);

// Beside what an officer works with, not before it.
const PanicButton = later(async () => (await import("../panic/panic")).PanicButton);
const AlertsHere = later(async () => (await import("../panic/panic")).AlertsHere);

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
  useNodeNews();
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
          {node.value?.training === "here" ? (
            <Tag tone="warning" icon="info">
              {common.training()}
            </Tag>
          ) : (
            <HqTag />
          )}
          {children}
        </div>
        {/* The same word in both languages: the pages of whoever is signed in. */}
        <a class="button quiet" href="/staff/me">
          Menu
        </a>
        <Help />
        <PanicButton />
        <StaffClock />
        <LanguageSwitch />
      </div>
      <AlertsHere />
      {node.value?.lineAge && <AgeBand />}
      {node.value?.clock && <ClockBand />}
    </header>
  );
};

const StaffClock = () => <span class="figures staff-clock">{clockTime(nowMs.value)}</span>;
