import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { post, type Problem } from "../api";
import type { BookingView } from "../api-types";
import { catalogue, loadCatalogue, node } from "../node";
import type { Page } from "../pages";
import { type CeremonyOptions, hasPasskeys, touchPasskey } from "../passkey";
import { goTo } from "../router";
import { isLive, loadBookings, slips } from "../slips";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Frame } from "../ui/frame";
import { currentMs } from "../ui/now";
import { PageTitle } from "../ui/page-title";
import { ProblemBand } from "../ui/problem-band";
import { useCommand } from "../use-command";
import { inLanguage, language } from "../words/language";
import { dateOf, timeOf } from "../words/when";
import { checkInWords as words } from "./check-in-words";

/** `/checkin`: in the hall, with one's own phone. The display's code comes by its QR, behind `#`, or is typed. */
const CheckInPage: Page = () => {
  const code = useSignal(location.hash.slice(1));
  const problem = useSignal<Problem | undefined>(undefined);
  const doing = useSignal<string | undefined>(undefined);
  const commandId = useCommand();
  useEffect(() => {
    void loadCatalogue();
    void loadBookings();
  }, []);

  const checkIn = async (bookingId: string) => {
    if (doing.value) return;
    doing.value = bookingId;
    problem.value = await ask({ bookingId, code: code.value.trim() }, commandId);
    doing.value = undefined;
  };
  const visits = Object.values(slips.value)
    .map(({ booking }) => booking)
    .filter(isToday)
    .toSorted((a, b) => a.startsAtMs - b.startsAtMs);
  return (
    <Frame back={{ href: "/my", title: words.title() }}>
      <PageTitle>{words.title()}</PageTitle>
      <p>{words.how()}</p>
      {!hasPasskeys() && <Band icon="ticket">{words.noPasskeys()}</Band>}
      <Field label={words.code()} hint={words.codeHint()}>
        {(control) => (
          <input
            {...control}
            class="input figures"
            value={code.value}
            maxLength={12}
            autocomplete="off"
            autocapitalize="characters"
            onInput={(event) => {
              code.value = event.currentTarget.value;
            }}
          />
        )}
      </Field>
      {problem.value && <Refused problem={problem.value} />}
      {visits.map((booking, at) => (
        <section key={booking.id} class="card stack tight">
          <h2>
            {timeOf(booking.startsAtMs)} · {serviceName(booking)}
          </h2>
          <Button
            kind={at === 0 ? "primary" : "outline"}
            wide
            icon="key-round"
            busy={doing.value === booking.id}
            onClick={() => void checkIn(booking.id)}
          >
            {words.checkIn()}
          </Button>
        </section>
      ))}
      {visits.length === 0 && (
        <section class="card stack tight">
          <p>{words.none()}</p>
          <Button icon="user" href="/account">
            {words.signIn()}
          </Button>
        </section>
      )}
    </Frame>
  );
};

/** Asks for the key and checks in; what was refused, or nothing when the number's page opens. */
const ask = async (
  visit: { readonly bookingId: string; readonly code: string },
  commandId: (body: object) => string,
): Promise<Problem | undefined> => {
  const begun = await post<CeremonyOptions>("/checkins/own/options", visit);
  if (!begun.ok) return begun.error;
  const touched = await touchPasskey(begun.value);
  if (!touched.ok) return touched.error;
  const body = { ...visit, lang: language.value, answer: touched.value };
  const done = await post<{ ticketId: string }>("/checkins/own", body, { key: commandId(body) });
  if (done.ok) goTo(`/ticket/${done.value.ticketId}`);
  return done.ok ? undefined : done.error;
};

const Refused = ({ problem }: { problem: Problem }) => {
  const texts: Partial<Record<string, string>> = {
    hall_code_wrong: words.codeWrong(),
    check_in_at_branch: words.atBranch(),
    already: words.already(),
    wrong_day: words.wrongDay(),
    wrong_branch: words.wrongBranch(),
    numbers_gone: words.numbersGone(),
  };
  const text = texts[problem.code];
  const { ticketId, url } = problem.data;
  return (
    <ProblemBand problem={problem} {...(text ? { text } : {})}>
      {typeof ticketId === "string" && <Button href={`/ticket/${ticketId}`}>{words.openNumber()}</Button>}
      {typeof url === "string" && <Button href={`${url}/checkin`}>{words.openBranch()}</Button>}
    </ProblemBand>
  );
};

const isToday = (booking: BookingView): boolean => {
  const here = node.value?.branchId ?? booking.branch;
  return (
    isLive(booking) &&
    !booking.ticketId &&
    booking.branch === here &&
    dateOf(booking.startsAtMs) === dateOf(currentMs())
  );
};

const serviceName = ({ service }: BookingView): string => {
  const found = catalogue.value?.services.find(({ code }) => code === service);
  return found ? inLanguage(found.name) : service;
};

export default CheckInPage;
