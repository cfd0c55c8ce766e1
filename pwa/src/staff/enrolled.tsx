import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { EnrolledKind } from "../../../server/identity/roles";
import { EnrolScreen } from "../device/enrol-screen";
import { deviceState, letIn, watchDevice } from "../device/watch";
import { loadNode } from "../node";
import { Loading } from "../ui/loading";

/** A screen of the hall: works only after a supervisor has enrolled it, and until one shuts it out. */
export const Enrolled = ({ kind, children }: { kind: EnrolledKind; children: ComponentChildren }) => {
  useEffect(() => {
    void loadNode();
    return watchDevice(kind);
  }, [kind]);
  const state = deviceState.value;
  if (state === "unknown") return <Loading />;
  if (state === "in") return <>{children}</>;
  return <EnrolScreen kind={kind} shutOut={state === "shutOut"} onEnrolled={() => letIn(kind)} />;
};
