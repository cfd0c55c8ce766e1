import { useEffect, useState } from "preact/hooks";
import { addDays, parseLocalDate, type LocalDate } from "../../../sync/core/local-date";
import { get, type Problem } from "../api";
import { StaffHeader } from "../counter/staff-header";
import { serviceName } from "../service-name";
import { shownRef } from "../slips";
import { Band, Tag } from "../ui/band";
import { Button } from "../ui/button";
import { DateField } from "../ui/date-field";
import type { IconName } from "../ui/icons";
import { Loading } from "../ui/loading";
import { currentMs } from "../ui/now";
import { PageTitle } from "../ui/page-title";
import { ProblemBand } from "../ui/problem-band";
import { inLanguage } from "../words/language";
import { dayAndClock } from "../words/staff-times";
import { clockTime, dateInFigures, dateLong, dateOf } from "../words/when";
import type { BranchDay, DayBooking } from "./branch-types";
import { ChangePanel } from "./change-panel";
import { Counters } from "./counters";
import { Devices } from "./devices";
import { calendarProblemText, hoursText } from "./findings";
import { GroupSlots } from "./group-slots";
import { leave, type Supervisor } from "./supervised";
import { TableCard } from "./table";
import { branchWords as words } from "./words";
import { Vouched } from "./vouched";

/** One day of the branch: its plan, its slots, who comes, what was changed, and the place to change it. */
export const DayPage = ({ supervisor: { name, as } }: { supervisor: Supervisor }) => {
  const today = dateOf(currentMs());
  const [date, setDate] = useState<LocalDate>(today);
  const [day, setDay] = useState<BranchDay>();
  const [problem, setProblem] = useState<Problem>();

  const load = async () => {
    const answer = await get<BranchDay>(`/branch/day?date=${date}`, { as });
    if (answer.ok) setDay(answer.value);
    setProblem(answer.ok ? undefined : answer.error);
  };
  useEffect(() => {
    setDay(undefined);
    void load();
  }, [date]);

  return (
    <div class="staff branch">
      <StaffHeader title={words.pageName()} detail={words.supervisor({ name })} />
      <main id="content" class="branch-main">
        <div class="branch-head">
          <div>
            <PageTitle name={words.pageName()}>{dateLong(date)}</PageTitle>
            {day && <p class="soft">{planText(day)}</p>}
            {day && <p class="small quiet">{usualText(day)}</p>}
          </div>
          <div class="row branch-date">
            <Button
              icon="chevron-left"
              label={words.dayBefore()}
              onClick={() => setDate(addDays(date, -1))}
            />
            <Button icon="chevron-right" label={words.dayAfter()} onClick={() => setDate(addDays(date, 1))} />
            <Button onClick={() => setDate(today)}>{words.today()}</Button>
            <DayField date={date} onDate={setDate} />
          </div>
        </div>
        {problem && <ProblemBand problem={problem} onRetry={() => void load()} />}
        {!day && !problem && <Loading />}
        {day?.plan.problem && <Band tone="danger">{calendarProblemText(day.plan.problem)}</Band>}
        {day?.sale.problem && <Band tone="warning">{calendarProblemText(day.sale.problem)}</Band>}
        {day && (
          <div class="branch-columns">
            <div class="stack">
              {date === today && <Counters as={as} onFreed={() => void load()} />}
              <GroupSlots groups={day.groups} />
              <Bookings bookings={day.bookings} />
              {date <= today && <Vouched as={as} date={date} />}
            </div>
            <div class="stack">
              <ChangePanel as={as} day={day} onSaved={() => void load()} />
              <Changes day={day} />
              <Devices as={as} />
              <div class="row">
                <Button icon="list-ordered" href="/branch/policy">
                  {words.policyLink()}
                </Button>
                <Button icon="printer" href="/devices">
                  {words.devicesLink()}
                </Button>
                <Button icon="log-in" href="/gates">
                  {words.gatesLink()}
                </Button>
                <Button icon="cloud-check" href="/line">
                  {words.lineLink()}
                </Button>
                <Button kind="quiet" icon="log-out" onClick={leave}>
                  {words.leave()}
                </Button>
              </div>
            </div>
          </div>
        )}
      </main>
    </div>
  );
};

const planText = ({ plan }: BranchDay): string => {
  if (plan.open.length > 0) return words.openHours({ hours: hoursText(plan.open) });
  return plan.reason ? words.closedBecause({ reason: inLanguage(plan.reason) }) : words.closedDay();
};

const usualText = ({ hours, sale }: BranchDay): string =>
  [
    hours && words.usualHours({ week: inLanguage(hours.week) }),
    sale.until && words.onSaleUntil({ date: dateInFigures(sale.until) }),
  ]
    .filter(Boolean)
    .join(" · ");

const stateOf: Readonly<Record<DayBooking["state"], { word: () => string; icon: IconName }>> = {
  confirmed: { word: words.stateConfirmed, icon: "calendar-check" },
  cancelled: { word: words.stateCancelled, icon: "circle-x" },
  superseded: { word: words.stateSuperseded, icon: "refresh-cw" },
  no_show: { word: words.stateNoShow, icon: "user-x" },
  checked_in: { word: words.stateCheckedIn, icon: "log-in" },
  serving: { word: words.stateServing, icon: "play" },
  served: { word: words.stateServed, icon: "circle-check" },
};

const Bookings = ({ bookings }: { bookings: readonly DayBooking[] }) => (
  <TableCard
    name={words.bookings()}
    empty={words.noBookings()}
    columns={[
      { head: words.time() },
      { head: words.state() },
      { head: words.reference() },
      { head: words.service() },
      { head: words.people(), number: true },
    ]}
    rows={bookings}
  >
    {(booking) => (
      <tr key={booking.id}>
        <td class="figures">{clockTime(booking.startsAtMs)}</td>
        <td>
          <Tag icon={stateOf[booking.state].icon}>{stateOf[booking.state].word()}</Tag>
        </td>
        <td class="nowrap">{shownRef(booking.ref)}</td>
        <td>{serviceName(booking.service)}</td>
        <td class="number">{booking.people}</td>
      </tr>
    )}
  </TableCard>
);

const Changes = ({ day }: { day: BranchDay }) => (
  <section class="card stack tight">
    <h2>{words.changes()}</h2>
    {day.changes.length === 0 ? (
      <p class="soft">{words.noChanges()}</p>
    ) : (
      <ul class="changes" tabIndex={0} aria-label={words.changes()}>
        {day.changes.map((change) => (
          <li key={change.id}>
            <span class="strong">{inLanguage(change.what)}</span>
            <span>{change.reason}</span>
            <span class="small quiet">
              {words.changedBy({
                actor: change.actor,
                time: dayAndClock(change.atMs),
              })}
            </span>
          </li>
        ))}
      </ul>
    )}
  </section>
);

/** Any other day, typed; the page goes there once the text is a date. */
const DayField = ({ date, onDate }: { date: LocalDate; onDate: (date: LocalDate) => void }) => {
  const [text, setText] = useState<string>(date);
  useEffect(() => setText(date), [date]);
  return (
    <DateField
      label={<span class="hear">{words.date()}</span>}
      value={text}
      onValue={(typed) => {
        setText(typed);
        const picked = parseLocalDate(typed);
        if (picked.ok) onDate(picked.value);
      }}
    />
  );
};
