import { built } from "../built";
import type { IconName } from "./icons";

/**
 * One Lucide icon from the sprite. Never the only sign of anything: words stand beside it, or the control has a name
 * (back, more, close).
 */
export const Icon = ({ name, class: extra = "" }: { name: IconName; class?: string }) => (
  <svg
    class={`icon ${/^(arrow|chevrons?)-(left|right)$/.test(name) ? "along" : ""} ${extra}`}
    aria-hidden="true"
    focusable="false"
  >
    <use href={`${built.icons}#${name}`} />
  </svg>
);
