import type { SlotOffer } from "../api-types";
import { catalogue } from "../node";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { currentMs } from "../ui/now";
import { PageTitle } from "../ui/page-title";
import { inLanguage } from "../words/language";
import { dayAndTime } from "../words/staff-times";
import { timeOf } from "../words/when";
import { Heading, KioskFrame } from "./kiosk-frame";
import type { Kiosk } from "./kiosk";
import type { KioskAnswer } from "./kiosk-types";
import { kioskWords as words } from "./words";

type Elsewhere = Extract<KioskAnswer, { type: "wrong_branch" | "wrong_day" | "numbers_gone" }>;

/** No number now: where and when there is one, and the free places that can be booked on the spot. */
export const ElsewhereScreen = ({ kiosk, answer }: { kiosk: Kiosk; answer: Elsewhere }) => (
  <KioskFrame
    kiosk={kiosk}
    info={
      <>
        <Heading
          sign={<Icon name="calendar-clock" />}
          tone="primary"
          detail={<Explanation answer={answer} />}
        >
          <PageTitle>{titleOf(answer)}</PageTitle>
        </Heading>
        {answer.type === "numbers_gone" && answer.nearest.length > 0 && (
          <section class="card stack tight">
            <h2>{words.nearest()}</h2>
            <ul class="kiosk-nearest">
              {answer.nearest.map((row) => (
                <li key={row.branch} class="row apart">
                  <span>{branchName(row.branch)}</span>
                  <span class="quiet nowrap">{words.kilometres({ km: Math.round(row.km) })}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
      </>
    }
    controls={
      <div class="stack">
        <Slots kiosk={kiosk} service={answer.service} slots={answer.slots} />
        {answer.type !== "numbers_gone" && (
          <Button wide icon="ticket" onClick={() => kiosk.show({ type: "lane", service: answer.service })}>
            {words.takeNormalNumber()}
          </Button>
        )}
        <Button kind={answer.type === "numbers_gone" ? "primary" : "outline"} wide onClick={kiosk.empty}>
          {words.done()}
        </Button>
      </div>
    }
  />
);

const titleOf = (answer: Elsewhere): string =>
  ({ wrong_branch: words.wrongBranch, wrong_day: words.wrongDay, numbers_gone: words.gone })[answer.type]();

const Explanation = ({ answer }: { answer: Elsewhere }) => {
  if (answer.type === "numbers_gone")
    return (
      <>
        {answer.nextBatchAtMs === null
          ? words.goneToday()
          : words.goneNext({ time: timeOf(answer.nextBatchAtMs) })}
      </>
    );
  const when = dayAndTime(answer.startsAtMs);
  if (answer.type === "wrong_branch")
    return <>{words.wrongBranchDetail({ branch: branchName(answer.branch), when })}</>;
  return (
    <>{answer.startsAtMs > currentMs() ? words.wrongDayDetail({ when }) : words.wrongDayPast({ when })}</>
  );
};

const branchName = (code: string): string => {
  const branch = catalogue.value?.branches.find((row) => row.code === code);
  return branch ? inLanguage(branch.name) : code;
};

/** Four are enough for a decision at a kiosk. */
const slotsShownMax = 4;

const Slots = ({ kiosk, service, slots }: { kiosk: Kiosk; service: string; slots: readonly SlotOffer[] }) => {
  if (slots.length === 0) return <p class="soft">{words.noSlotsHere()}</p>;
  return (
    <section class="stack tight">
      <h2>{words.slotsHere()}</h2>
      <div class="kiosk-slots">
        {slots.slice(0, slotsShownMax).map((offer) => (
          <Button
            key={offer.slot}
            wide
            icon="calendar-plus"
            onClick={() =>
              kiosk.show({ type: "booking", service, slot: offer.slot, startsAtMs: offer.startsAtMs })
            }
          >
            {dayAndTime(offer.startsAtMs)}
          </Button>
        ))}
      </div>
    </section>
  );
};
