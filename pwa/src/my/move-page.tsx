import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Problem } from "../api";
import { DatePicker } from "../book/date-picker";
import type { Question } from "../book/days";
import { hold, holdIsOver, holdWasUsed, takeHold } from "../book/hold";
import { HoldFoot } from "../book/hold-foot";
import { book } from "../book/words";
import { catalogue, loadCatalogue, online } from "../node";
import type { Page } from "../pages";
import { goTo, place } from "../router";
import { moveBooking } from "../slip/manage";
import { refreshBooking, type SavedSlip, slips } from "../slips";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { Frame } from "../ui/frame";
import { Loading } from "../ui/loading";
import { PageTitle } from "../ui/page-title";
import { ProblemBand } from "../ui/problem-band";
import { toast } from "../ui/toast";
import { inLanguage } from "../words/language";
import { dateOf, dateShort, timeOf } from "../words/when";
import { words } from "./words";

/** `/my/move/<id>`: another day for a booking. Times the office offers stand first. */
const MovePage: Page = ({ params }) => {
  const id = params["id"] ?? "";
  useEffect(() => {
    void loadCatalogue();
    void refreshBooking(id);
  }, [id]);
  const row = slips.value[id];
  if (!row || !catalogue.value)
    return (
      <Frame back={{ href: "/my", title: words.moveTitle() }}>
        <Loading />
      </Frame>
    );
  return <Move row={row} />;
};

const Move = ({ row }: { row: SavedSlip }) => {
  const { booking } = row;
  const date = useSignal<string | undefined>(undefined);
  const problem = useSignal<Problem | undefined>(undefined);
  const sending = useSignal(false);
  const service = catalogue.value?.services.find((one) => one.code === booking.service);
  const parties = booking.parties.filter((party) => party.state === "confirmed").length;
  const question: Question = {
    branch: booking.branch,
    service: booking.service,
    kind: booking.kind,
    parties,
  };
  const when = (startsAtMs: number) => `${dateShort(dateOf(startsAtMs))}, ${timeOf(startsAtMs)}`;

  const take = async (slot: string) => {
    problem.value = await takeHold({ slot, service: booking.service, kind: booking.kind, parties }, row.as);
    if (!problem.value && hold.peek()) date.value = dateOf(hold.peek()?.startsAtMs ?? 0);
  };
  useEffect(() => {
    const offered = place.peek().query.get("slot");
    if (offered) void take(offered);
  }, []);
  const move = async () => {
    const kept = hold.peek();
    if (!kept || holdIsOver.peek()) return toast(book.chooseTime());
    sending.value = true;
    problem.value = await moveBooking(row, kept.holdId);
    sending.value = false;
    if (problem.value) return;
    holdWasUsed();
    toast(words.moved());
    goTo(`/slip/${booking.ref}`, { replace: true });
  };
  return (
    <Frame
      back={{ href: `/slip/${booking.ref}`, title: words.moveTitle() }}
      foot={
        <HoldFoot
          label={words.moveDo()}
          busy={sending.value}
          onNext={() => void move()}
          onTakeAgain={(slot) => void take(slot)}
        />
      }
    >
      <PageTitle>{words.moveTitle()}</PageTitle>
      <p class="soft">
        {service ? inLanguage(service.name) : booking.service}
        <br />
        {words.moveNow({ when: when(booking.startsAtMs) })}
        <br />
        {booking.offer ? words.moveFree() : words.moveLeft({ count: booking.changesLeft })}
      </p>
      {!online.value && <Band icon="wifi-off">{words.moveNeedsLine()}</Band>}
      {problem.value && <ProblemBand problem={problem.value} />}
      {booking.offer && booking.offer.slots.length > 0 && (
        <section class="card stack tight">
          <h2>{words.moveOffered()}</h2>
          <div class="row">
            {booking.offer.slots.map((slot) => (
              <Button key={slot.slot} onClick={() => void take(slot.slot)}>
                {when(slot.startsAtMs)}
              </Button>
            ))}
          </div>
        </section>
      )}
      <DatePicker
        question={question}
        date={date.value}
        onDate={(picked) => {
          date.value = picked;
        }}
      />
    </Frame>
  );
};

export default MovePage;
