import { useEffect, useState } from "preact/hooks";
import { getFile } from "../api";
import { ScrollTable } from "../branch/table";
import type { Staff } from "../staff/session";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { nowMs } from "../ui/now";
import { Summary } from "../ui/summary";
import { dayAndClock, stopwatch } from "../words/staff-times";
import { dateInFigures, span } from "../words/when";
import { checkName, checkResult, checkSource } from "./check-words";
import { as } from "./gates";
import type { Referral } from "./gates-types";
import { laneWords } from "./lane-words";
import { reasonText } from "./reason-words";
import { ReferralActs } from "./referral-acts";
import { referralWords as words } from "./referral-words";

/** One person whom a lane did not let through: why, what every check said, and what the officer may do. */
export const ReferralDetail = ({
  referral,
  staff,
  hasWideLane,
  onDone,
}: {
  referral: Referral;
  staff: Staff;
  hasWideLane: boolean;
  onDone: () => Promise<void>;
}) => {
  const { state, reasons } = referral;
  const isOver = state !== "open" && state !== "taken";
  return (
    <>
      <section class="card stack">
        <div class="row apart">
          <h2>
            {words.from({
              lane: referral.laneName,
              way: laneWords[referral.direction]().toLowerCase(),
            })}
          </h2>
          {!isOver && (
            <span class="soft">
              {words.waited()} <Waited sinceMs={referral.sentAtMs} />
            </span>
          )}
        </div>
        {referral.drill && <Band>{words.drill()}</Band>}
        <div>
          <h3>{words.why()}</h3>
          <ul class="referral-reasons">
            {reasons.map((reason) => (
              <li key={reason}>
                <Icon name="circle-alert" />
                <span>{reasonText(reason)}</span>
              </li>
            ))}
          </ul>
          <p class="small soft">{words.silent()}</p>
        </div>
        {reasons.includes("minor") && hasWideLane && !isOver && (
          <Band tone="primary" icon="users">
            <div class="row apart">
              {words.seeLane()}
              <Button href="/gates">{words.toLanes()}</Button>
            </div>
          </Band>
        )}
        {isOver ? (
          <Band>{words.over({ state: words[state]().toLowerCase() })}</Band>
        ) : (
          staff.role !== "auditor" && <ReferralActs referral={referral} staff={staff} onDone={onDone} />
        )}
      </section>
      <div class="referral-columns">
        <Holder referral={referral} />
        {referral.hasImage && <DocumentImage id={referral.id} />}
      </div>
      <Checks checks={referral.checks} />
      <Steps steps={referral.steps} />
    </>
  );
};

const Waited = ({ sinceMs }: { sinceMs: number }) => (
  <span class="figures">{stopwatch(nowMs.value - sinceMs)}</span>
);

const Holder = ({ referral: { traveller } }: { referral: Referral }) => (
  <section class="card stack tight">
    <h2>{words.traveller()}</h2>
    {traveller === null ? (
      <p class="soft">{words.noTraveller()}</p>
    ) : (
      <Summary
        plain
        rows={[
          { term: words.name(), value: traveller.name },
          { term: words.number(), value: `${traveller.country} ${traveller.number}` },
          { term: words.nationality(), value: traveller.nationality },
          { term: words.sex(), value: traveller.sex },
          { term: words.born(), value: dateOrWords(traveller.birthDate) },
          { term: words.expires(), value: dateOrWords(traveller.expiresOn) },
          { term: words.chip(), value: chipText(traveller.chip) },
        ]}
      />
    )}
  </section>
);

/** A document may know no more than a year of a birth. */
const dateOrWords = (date: string | null): string => {
  if (date === null) return words.notKnown();
  return date.length === 10 ? dateInFigures(date) : date;
};

const chipText = (chip: string): string => {
  if (chip === "ok") return words.chip_ok();
  return chip === "failed" ? words.chip_failed() : words.chip_absent();
};

/** The page as the reader photographed it; it goes from memory with the referral. */
const DocumentImage = ({ id }: { id: string }) => {
  const [href, setHref] = useState<string>();
  useEffect(() => {
    let made: string | undefined;
    let gone = false;
    void getFile(`/gates/referrals/${id}/image`, { as }).then((answer) => {
      if (gone || !answer.ok) return;
      made = URL.createObjectURL(answer.value);
      setHref(made);
    });
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [id]);
  if (!href) return null;
  return (
    <section class="card stack tight">
      <h2>{words.image()}</h2>
      <img class="referral-image" src={href} alt={words.image()} />
    </section>
  );
};

const Checks = ({ checks }: { checks: Referral["checks"] }) => (
  <section class="card stack tight">
    <h2>{words.checks()}</h2>
    <ScrollTable
      name={words.checks()}
      columns={[
        { head: words.check() },
        { head: words.result() },
        { head: words.source() },
        { head: words.age() },
        { head: words.took(), number: true },
      ]}
    >
      {checks.map((check, index) => (
        <tr key={index}>
          <td>{checkName(check)}</td>
          <td>{checkResult(check)}</td>
          <td>{checkSource(check)}</td>
          <td>{check.ageMs === null ? "–" : span(check.ageMs)}</td>
          <td class="number">{check.tookMs === 0 ? "–" : `${check.tookMs} ms`}</td>
        </tr>
      ))}
    </ScrollTable>
  </section>
);

const Steps = ({ steps }: { steps: Referral["steps"] }) => (
  <section class="card stack tight">
    <h2>{words.steps()}</h2>
    <ol class="referral-steps">
      {steps.map((step) => (
        <li key={step.seq}>
          <span class="strong">{words[step.state]()}</span> {step.name}{" "}
          <span class="small soft">{dayAndClock(step.atMs)}</span>
          {step.note !== null && <p class="small">{step.note}</p>}
        </li>
      ))}
    </ol>
  </section>
);
