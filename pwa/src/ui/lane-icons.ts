import type { Lane } from "../api-types";
import type { IconName } from "./icons";

/** A lane's sign; its word always stands beside it. */
export const laneIcons: Readonly<Record<Lane, IconName>> = {
  appointment: "calendar-check",
  priority: "accessibility",
  normal: "users",
  employer: "briefcase",
};
