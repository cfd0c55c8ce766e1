import { node } from "../node";
import { common } from "../words/common";
import { Band } from "./band";

/** A branch goes on by itself when headquarters is gone, and says so to whoever comes to its address or its kiosk. */
export const HqGone = () => {
  const about = node.value;
  if (about?.role !== "branch" || about.sync.connected || !about.sync.trouble) return null;
  return (
    <Band tone="neutral" icon="cloud-off">
      {about.lineAge?.phase === "stopped" ? common.hqGoneLong() : common.hqGone()}
    </Band>
  );
};
