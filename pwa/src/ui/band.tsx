import type { ComponentChildren } from "preact";
import { Icon } from "./icon";
import type { IconName } from "./icons";
import { Twice } from "./twice";

export type Tone = "neutral" | "primary" | "success" | "warning" | "danger";

const iconByTone: Record<Tone, IconName> = {
  neutral: "info",
  primary: "info",
  success: "circle-check",
  warning: "triangle-alert",
  danger: "octagon-alert",
};

/** A sentence across the page: offline (neutral, never red), stale data, an offer. `alert` reads it out at once. */
export const Band = ({
  tone = "neutral",
  icon,
  alert,
  children,
}: {
  tone?: Tone;
  icon?: IconName;
  alert?: boolean;
  children: ComponentChildren;
}) => (
  <div class={`band ${tone}-tone`} role={alert ? "alert" : undefined}>
    <Icon name={icon ?? iconByTone[tone]} />
    <div>
      <Twice>{children}</Twice>
    </div>
  </div>
);

/** A small word with an icon: a lane, a state. */
export const Tag = ({
  tone = "neutral",
  icon,
  children,
}: {
  tone?: Tone;
  icon?: IconName;
  children: ComponentChildren;
}) => (
  <span class={tone === "neutral" ? "tag" : `tag ${tone}-tone`}>
    {icon && <Icon name={icon} />}
    {children}
  </span>
);
