import { useState } from "preact/hooks";
import { post, type Problem } from "../api";
import type { BookingView } from "../api-types";
import { newCommandId } from "../command-id";
import { serviceName } from "../service-name";
import { shownRef } from "../slips";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { Summary } from "../ui/summary";
import { toast } from "../ui/toast";
import { dayAndTime } from "../words/staff-times";
import type { Device } from "./counter-types";
import type { Desk } from "./desk";
import { counterProblemText } from "./problems";
import { visitWords as words } from "./visit-words";
import { counterWords } from "./words";

/** Booked: what was printed, and another one for a slip that did not come. */
export const VisitDone = ({ desk, booking }: { desk: Desk; booking: BookingView }) => {
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const printAgain = async () => {
    setBusy(true);
    const answer = await post(
      `/bookings/${booking.id}/slip/print`,
      { reason: "not_printed" },
      { as: "staff", key: newCommandId() },
    );
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.error);
    if (answer.ok) toast(words.printedAgain());
  };
  return (
    <>
      {desk.devices.value.some((device) => device.trouble.some(({ id }) => id === booking.id)) ? (
        <Band tone="warning">{words.slipDoubtful()}</Band>
      ) : desk.devices.value.some(isReady) ? (
        <Band tone="success" icon="printer-check">
          {words.slipPrints()}
        </Band>
      ) : (
        <Band tone="warning">{words.slipWaits()}</Band>
      )}
      <Summary
        rows={[
          { term: counterWords.applicant(), value: booking.parties.map(({ name }) => name).join(", ") },
          { term: counterWords.service(), value: serviceName(booking.service) },
          { term: words.when(), value: dayAndTime(booking.startsAtMs) },
          { term: counterWords.reference(), value: shownRef(booking.ref) },
        ]}
      />
      {problem && (
        <Band tone="warning" alert>
          {counterProblemText(problem)}
        </Band>
      )}
      <Button icon="printer" busy={busy} onClick={() => void printAgain()}>
        {words.printAgain()}
      </Button>
    </>
  );
};

const isReady = ({ online, paper, cover }: Device): boolean =>
  online && paper !== "out" && cover === "closed";
