import type { ComponentChildren } from "preact";
import { common } from "../words/common";
import { Icon } from "./icon";
import type { IconName } from "./icons";
import { Twice } from "./twice";

interface ButtonProps {
  /** `primary` is filled blue: one on a screen. Everything else is outlined, or `quiet` (words only). */
  kind?: "primary" | "outline" | "quiet" | "danger";
  icon?: IconName;
  /** An icon after the words: an arrow that says "onward". */
  iconEnd?: IconName;
  /** As wide as its container. */
  wide?: boolean;
  /** Being sent: says so, stays focusable, ignores further presses. */
  busy?: boolean;
  /** A link that looks like a button. */
  href?: string;
  type?: "button" | "submit";
  class?: string;
  label?: string;
  onClick?: () => void;
  children?: ComponentChildren;
}

/** A button is never disabled: it says what is missing when pressed. */
export const Button = ({
  kind = "outline",
  icon,
  iconEnd,
  wide,
  busy,
  href,
  type = "button",
  class: extra,
  label,
  onClick,
  children,
}: ButtonProps) => {
  const look = [
    "button",
    kind === "outline" ? "" : kind,
    wide ? "wide" : "",
    children ? "" : "square",
    extra ?? "",
  ];
  const classes = look.filter(Boolean).join(" ");
  const inside = (
    <>
      {icon && <Icon name={busy ? "hourglass" : icon} />}
      <Twice>{busy ? common.sending() : children}</Twice>
      {iconEnd && !busy && <Icon name={iconEnd} />}
    </>
  );
  if (href !== undefined)
    return (
      <a class={classes} href={href} aria-label={label} onClick={onClick}>
        {inside}
      </a>
    );
  return (
    <button
      class={classes}
      type={type}
      aria-label={label}
      aria-disabled={busy ? "true" : undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.();
      }}
    >
      {inside}
    </button>
  );
};
