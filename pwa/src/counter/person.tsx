import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { beginForPerson } from "./for-person";
import { serviceName } from "../service-name";
import { shownRef } from "../slips";
import { Tag } from "../ui/band";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { laneIcons } from "../ui/lane-icons";
import { nowMs } from "../ui/now";
import { Summary, type SummaryRow } from "../ui/summary";
import { common } from "../words/common";
import { inLanguage } from "../words/language";
import { needWord } from "../words/needs";
import { stopwatch } from "../words/staff-times";
import { stageWord } from "../words/stages";
import { clockTime, dateInFigures } from "../words/when";
import type { Case, CaseParty } from "./counter-types";
import type { Desk } from "./desk";
import { BiometricDialog, CorrectDialog, SeenDialog } from "./dialogs-later";
import { Documents } from "./documents";
import { claimWords, laneWord } from "./lanes";
import { counterWords as words } from "./words";

/** A ticket is called at most so often before it counts as absent. */
const callsMax = 3;

/** What the officer was asked about one person. */
interface Asked {
  readonly dialog: typeof CorrectDialog;
  readonly party: CaseParty;
}

/** The person at the counter: number, what is being done and for how long, who, what for, what was noted. */
export const Person = ({ desk, ticket }: { desk: Desk; ticket: Case }) => {
  const [asked, setAsked] = useState<Asked>();
  return (
    <>
      <div class="person-head">
        <h1 class="figures person-number" tabIndex={-1}>
          {ticket.number}
        </h1>
        <div class="stack tight">
          <Doing ticket={ticket} />
          <div class="row">
            <Tag tone="primary" icon={laneIcons[ticket.lane]}>
              {ticket.appointmentAtMs === null
                ? laneWord(ticket.lane)
                : words.appointmentAt({ time: clockTime(ticket.appointmentAtMs) })}
            </Tag>
            <Tag icon="languages">{ticket.lang === "ms" ? words.speaksMs() : words.speaksEn()}</Tag>
          </div>
        </div>
      </div>
      {ticket.claims.length > 0 && ticket.claimConfirmed === null && (
        <ClaimBand desk={desk} ticket={ticket} />
      )}
      {ticket.booking && ticket.booking.needs.length > 0 && (
        <div class="band primary-tone">
          <Icon name="hand-helping" />
          <span>{ticket.booking.needs.map(needWord).join(" · ")}</span>
        </div>
      )}
      <Summary rows={rowsOf(ticket, setAsked)} />
      <div class="row">
        <Button icon="calendar-plus" onClick={beginForPerson}>
          {words.bookFor()}
        </Button>
      </div>
      <Documents key={ticket.id} documents={ticket.documents} />
      <Notes desk={desk} ticket={ticket} key={`notes ${ticket.id}`} />
      {ticket.booking && asked && (
        <asked.dialog
          desk={desk}
          bookingId={ticket.booking.id}
          party={asked.party}
          open
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
};

/** "Sedang dilayan 04:12 biasanya 15 minit": a clock that runs, so it draws itself alone. */
const Doing = ({ ticket }: { ticket: Case }) => {
  const serving = ticket.servingAtMs !== null;
  return (
    <div>
      <div class={serving ? "person-state serving" : "person-state"}>
        <Icon name={serving ? "play" : "volume-2"} />
        {serving ? words.serving() : words.calling()}
      </div>
      <div class="row person-time">
        <span class="figures">{stopwatch(nowMs.value - (ticket.servingAtMs ?? ticket.calledAtMs))}</span>
        <span class="small quiet">
          {serving
            ? words.usually({ count: ticket.usualMin })
            : words.callNo({ count: ticket.calls, max: callsMax })}
        </span>
      </div>
    </div>
  );
};

const rowsOf = (ticket: Case, onAsk: (asked: Asked) => void): SummaryRow[] => {
  const { booking } = ticket;
  const rows: SummaryRow[] = [{ term: words.service(), value: serviceName(ticket.service) }];
  if (ticket.stage !== "application") rows.push({ term: words.stage(), value: stageWord(ticket.stage) });
  if (!booking) {
    const people = ticket.people > 1 ? `, ${common.people({ count: ticket.people })}` : "";
    rows.push({ term: words.applicant(), value: words.walkIn() + people });
  }
  for (const party of booking?.parties ?? []) {
    const several = (booking?.parties.length ?? 0) > 1;
    const expires = party.expiresOn ? `, ${words.validUntil({ date: dateInFigures(party.expiresOn) })}` : "";
    rows.push({
      term: several ? words.applicantNo({ no: party.no }) : words.applicant(),
      value: (
        <>
          {party.name}
          <span class="soft person-document">
            {party.documentMasked}
            {expires}
          </span>
          <Proof party={party} />
        </>
      ),
      action: (
        <span class="person-asks">
          {!party.verified && (
            <button
              type="button"
              class="link"
              aria-label={words.seenTitle({ name: party.name })}
              onClick={() => onAsk({ dialog: SeenDialog, party })}
            >
              {words.seen()}
            </button>
          )}
          <button
            type="button"
            class="link"
            aria-label={words.correctTitle({ name: party.name })}
            onClick={() => onAsk({ dialog: CorrectDialog, party })}
          >
            {words.correct()}
          </button>
          <button
            type="button"
            class="link"
            aria-label={words.biometricTitle({ name: party.name })}
            onClick={() => onAsk({ dialog: BiometricDialog, party })}
          >
            {words.biometric()}
          </button>
        </span>
      ),
    });
  }
  if (booking?.employer)
    rows.push({ term: words.employer(), value: `${booking.employer.company} (${booking.employer.ssm})` });
  for (const { question, answer } of booking?.answers ?? [])
    rows.push({ term: inLanguage(question), value: answerText(answer) });
  if (booking) rows.push({ term: words.reference(), value: shownRef(booking.ref) });
  if (ticket.notes.length > 0)
    rows.push({
      term: words.notes(),
      value: (
        <ul class="person-notes">
          {ticket.notes.map((note) => (
            <li key={note.atMs}>
              {note.text} <span class="small quiet">{`${note.officer}, ${clockTime(note.atMs)}`}</span>
            </li>
          ))}
        </ul>
      ),
    });
  return rows;
};

/** Whether somebody saw the document, or has to. */
const Proof = ({ party }: { party: CaseParty }) => {
  if (party.verified)
    return (
      <span class="person-proof small soft">
        <Icon name="id-card" />
        {words.seenAlready()}
      </span>
    );
  if (!party.contested) return null;
  return (
    <span class="person-proof small warning-text">
      <Icon name="triangle-alert" />
      {words.contested()}
    </span>
  );
};

/** A date among the answers is read like every other date. */
const answerText = (answer: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(answer) ? dateInFigures(answer) : answer;

/** One touch settles what somebody said of themselves at the kiosk. */
const ClaimBand = ({ desk, ticket }: { desk: Desk; ticket: Case }) => (
  <div class="band primary-tone person-claim">
    <Icon name="accessibility" />
    <div class="row apart">
      <span class="strong">{words.claims({ claims: claimWords(ticket.claims) })}</span>
      <div class="row">
        <Button
          icon="check"
          busy={desk.acting.value === "priority"}
          onClick={() => void desk.act({ type: "priority", ticket: ticket.id, confirmed: true })}
        >
          {words.claimYes()}
        </Button>
        <Button
          icon="x"
          onClick={() => void desk.act({ type: "priority", ticket: ticket.id, confirmed: false })}
        >
          {words.claimNo()}
        </Button>
      </div>
    </div>
  </div>
);

const Notes = ({ desk, ticket }: { desk: Desk; ticket: Case }) => {
  const [text, setText] = useState("");
  const save = async () => {
    const note = text.trim();
    if (note !== "" && (await desk.act({ type: "note", ticket: ticket.id, text: note }))) setText("");
  };
  return (
    <form
      class="person-note"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Icon name="pencil" />
      <input
        id="note"
        class="input"
        aria-label={words.addNote()}
        placeholder={words.addNote()}
        value={text}
        maxLength={500}
        autoComplete="off"
        onInput={(event) => setText(event.currentTarget.value)}
      />
      {text.trim() !== "" && (
        <Button type="submit" busy={desk.acting.value === "note"}>
          {words.saveNote()}
        </Button>
      )}
    </form>
  );
};

/** No ticket here: what the counter is doing, as a sentence. Takes the focus like the number does. */
export const NoPerson = ({
  title,
  detail,
  children,
}: {
  title: string;
  detail: string;
  children?: ComponentChildren;
}) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div class="person-none">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <p class="soft">{detail}</p>
      {children && <div>{children}</div>}
    </div>
  );
};
