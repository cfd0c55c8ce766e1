import { useEffect, useState } from "preact/hooks";
import type { BookingView } from "../api-types";
import { useWedge } from "../kiosk/use-wedge";
import { serviceName } from "../service-name";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { common } from "../words/common";
import { dayAndTime } from "../words/staff-times";
import { clockTime } from "../words/when";
import type { WaitingVisit } from "./counter-types";
import type { Desk } from "./desk";
import { VisitCheck } from "./visit-check";
import { VisitDone } from "./visit-done";
import { visitWords as words } from "./visit-words";
import { counterWords } from "./words";

type Step =
  | { readonly type: "list" }
  | { readonly type: "check"; readonly visit: WaitingVisit; readonly code: string }
  /** A paper whose visit waits here no more. */
  | { readonly type: "unknown" }
  | { readonly type: "done"; readonly booking: BookingView };

/** Bookings that were begun at a kiosk: which one it is, the document and the code, the slip. */
export const VisitsDialog = ({ desk, open, onClose }: { desk: Desk; open: boolean; onClose: () => void }) => {
  const [step, setStep] = useState<Step>({ type: "list" });
  // The paper itself says which visit it is of.
  useWedge((heard) => {
    if (!open || heard.type !== "scan" || heard.scan.type !== "paper") return;
    const { holdId, code } = heard.scan.paper;
    const visit = desk.visits.peek().find((row) => row.holdId === holdId);
    setStep(visit ? { type: "check", visit, code } : { type: "unknown" });
  });
  // Nothing of one person waits here for the next.
  useEffect(() => setStep({ type: "list" }), [open]);
  return (
    <Dialog open={open} title={step.type === "done" ? words.done() : words.title()} onClose={onClose}>
      {!desk.reached.value && <Band tone="warning">{counterWords.unreachable()}</Band>}
      {step.type === "unknown" && (
        <Band tone="warning" alert>
          {words.gone()}
        </Band>
      )}
      {(step.type === "list" || step.type === "unknown") && (
        <VisitList
          visits={desk.visits.value}
          onPick={(visit) => setStep({ type: "check", visit, code: "" })}
        />
      )}
      {step.type === "check" && (
        <VisitCheck
          key={`${step.visit.holdId} ${step.code}`}
          visit={step.visit}
          code={step.code}
          onDone={(booking) => setStep({ type: "done", booking })}
          onBack={() => setStep({ type: "list" })}
        />
      )}
      {step.type === "done" && <VisitDone desk={desk} booking={step.booking} />}
      {step.type !== "check" && <Button onClick={onClose}>{common.close()}</Button>}
    </Dialog>
  );
};

const VisitList = ({
  visits,
  onPick,
}: {
  visits: readonly WaitingVisit[];
  onPick: (visit: WaitingVisit) => void;
}) => {
  if (visits.length === 0) return <p class="soft">{words.none()}</p>;
  return (
    <>
      <p class="soft">{words.howTo()}</p>
      <ul class="visit-list">
        {visits.map((visit) => (
          <li key={visit.holdId}>
            <button type="button" class="button visit-row" onClick={() => onPick(visit)}>
              <span class="grow">
                <strong>{dayAndTime(visit.startsAtMs)}</strong>
                <span>{serviceName(visit.service)}</span>
                <span class="small soft">
                  {words.givenAt({ kiosk: visit.kiosk, time: clockTime(visit.givenAtMs) })} ·{" "}
                  {words.keptUntil({ time: clockTime(visit.endsAtMs) })}
                </span>
              </span>
              <Icon name="chevron-right" />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
};
