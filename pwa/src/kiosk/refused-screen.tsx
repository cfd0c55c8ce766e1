import { isLineTrouble, type Problem } from "../api";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { PageTitle } from "../ui/page-title";
import { common } from "../words/common";
import { Heading, KioskFrame } from "./kiosk-frame";
import type { Kiosk } from "./kiosk";
import { kioskWords as words } from "./words";

type WayOn = "again" | "type" | "number" | "scan";

interface Refusal {
  readonly title: () => string;
  readonly next: () => string;
  /** The first is the one to take. */
  readonly ways: readonly WayOn[];
}

/** Each refusal has its own sentence, says what is still safe, and never ends at a wall. */
const refusalByCode: Readonly<Record<string, Refusal>> = {
  slip_invalid: { title: words.slipInvalid, next: words.slipInvalidNext, ways: ["type", "scan"] },
  slip_cancelled: { title: words.slipCancelled, next: words.slipCancelledNext, ways: ["number", "scan"] },
  slip_expired: { title: words.slipExpired, next: words.slipExpiredNext, ways: ["number", "scan"] },
  slip_superseded: { title: words.slipSuperseded, next: words.slipSupersededNext, ways: ["type", "scan"] },
  slip_used: { title: words.slipUsed, next: words.slipUsedNext, ways: ["number"] },
  booking_not_found: { title: words.notFound, next: words.notFoundNext, ways: ["type", "number"] },
  intake_paused: { title: words.intakePaused, next: words.intakePausedNext, ways: ["scan"] },
  too_many_tries: { title: words.tooManyTries, next: words.tooManyTriesNext, ways: [] },
};

const lineTrouble: Refusal = { title: words.lineLost, next: words.lineLostNext, ways: ["again"] };
const anyOther: Refusal = { title: words.otherRefusal, next: words.helpText, ways: ["scan"] };

export const RefusedScreen = ({
  kiosk,
  problem,
  again,
}: {
  kiosk: Kiosk;
  problem: Problem;
  again: () => void;
}) => {
  const refusal = refusalByCode[problem.code] ?? (isLineTrouble(problem) ? lineTrouble : anyOther);
  return (
    <KioskFrame
      kiosk={kiosk}
      info={
        <>
          <Heading sign={<Icon name="info" />} tone="warning" detail={refusal.next()}>
            <PageTitle>{refusal.title()}</PageTitle>
          </Heading>
          <p class="tiny quiet">
            {words.code({ code: problem.code })}
            {problem.requestId && ` · ${problem.requestId}`}
          </p>
        </>
      }
      controls={
        <div class="stack">
          {refusal.ways.map((way, index) => (
            <WayButton
              key={way}
              way={way}
              first={index === 0}
              kiosk={kiosk}
              problem={problem}
              again={again}
            />
          ))}
          <Button wide icon="x" onClick={kiosk.empty}>
            {words.done()}
          </Button>
        </div>
      }
    />
  );
};

const WayButton = ({
  way,
  first,
  kiosk,
  problem,
  again,
}: {
  way: WayOn;
  first: boolean;
  kiosk: Kiosk;
  problem: Problem;
  again: () => void;
}) => {
  // A slip that is no longer good still says what for: the number is two touches away.
  const service = problem.data["service"];
  const kind = first ? "primary" : "outline";
  switch (way) {
    case "again":
      return (
        <Button kind={kind} wide icon="refresh-cw" onClick={again}>
          {common.tryAgain()}
        </Button>
      );
    case "type":
      return (
        <Button
          kind={kind}
          wide
          icon="keyboard"
          onClick={() => kiosk.show({ type: "typing", ref: "", documentNumber: "" })}
        >
          {words.typeReference()}
        </Button>
      );
    case "number":
      return (
        <Button
          kind={kind}
          wide
          icon="ticket"
          onClick={() =>
            kiosk.show(typeof service === "string" ? { type: "lane", service } : { type: "services" })
          }
        >
          {words.takeNormalNumber()}
        </Button>
      );
    case "scan":
      return (
        <Button
          kind={kind}
          wide
          icon="qr-code"
          onClick={() => kiosk.show({ type: "scan", foreignCode: false })}
        >
          {words.scanTitle()}
        </Button>
      );
  }
};
