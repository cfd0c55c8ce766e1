import { useEffect, useState } from "preact/hooks";
import { get, type Problem } from "../api";
import type { Page } from "../pages";
import type { Staff } from "../staff/session";
import { Band } from "../ui/band";
import { Icon } from "../ui/icon";
import { Loading } from "../ui/loading";
import { nowMs } from "../ui/now";
import { ProblemBand } from "../ui/problem-band";
import { stopwatch } from "../words/staff-times";
import { as, useGates } from "./gates";
import { GatesFrame } from "./gates-frame";
import type { GateLane, Referral, ReferralRow } from "./gates-types";
import { gatesProblemText } from "./problems";
import { laneNameOf, whoOf } from "./referral";
import { ReferralDetail } from "./referral-detail";
import { referralWords as words } from "./referral-words";
import { ReferralState } from "./waiting-list";
import { gatesWords } from "./words";

/** `/gates/referrals`, `/gates/referrals/:id`: who was sent to an officer, and one of them. On a phone one or the other. */
const ReferralsPage: Page = ({ params }) => (
  <GatesFrame title={words.pageName()}>{(staff) => <Desk staff={staff} id={params["id"]} />}</GatesFrame>
);

export default ReferralsPage;

const Desk = ({ staff, id }: { staff: Staff; id: string | undefined }) => {
  const { gates } = useGates();
  const now = gates.value;
  if (now === undefined) return <Loading />;
  if (now === null) return <Band>{gatesWords.notHere()}</Band>;
  const row = now.referrals.find((referral) => referral.id === id);
  return (
    <div class={id === undefined ? "desk-columns" : "desk-columns one"}>
      <nav class="card stack tight desk-list" aria-label={gatesWords.waiting()}>
        <h2>
          {gatesWords.waiting()} <span class="figures">{now.referrals.length}</span>
        </h2>
        {now.referrals.length === 0 && <p class="soft">{gatesWords.nobodyWaits()}</p>}
        <ul class="desk-rows">
          {now.referrals.map((referral) => (
            <Row key={referral.id} row={referral} lanes={now.lanes} isOpen={referral.id === id} />
          ))}
        </ul>
      </nav>
      <div class="stack">
        {id === undefined ? (
          <p class="soft desk-none">{words.choose()}</p>
        ) : (
          // Whatever becomes of it elsewhere brings the page up to date.
          <Opened key={id} id={id} staff={staff} version={versionOf(row)} lanes={now.lanes} />
        )}
      </div>
    </div>
  );
};

const versionOf = (row: ReferralRow | undefined): string =>
  row ? `${row.state} ${row.officer} ${row.askedBy} ${row.atMs}` : "over";

const Row = ({ row, lanes, isOpen }: { row: ReferralRow; lanes: readonly GateLane[]; isOpen: boolean }) => (
  <li>
    <a href={`/gates/referrals/${row.id}`} aria-current={isOpen ? "page" : undefined}>
      <span class="figures">{stopwatch(nowMs.value - row.sentAtMs)}</span>
      <span>
        <span class="strong">{laneNameOf(lanes, row.lane)}</span> {whoOf(row)}
        <ReferralState row={row} />
      </span>
      <Icon name="chevron-right" />
    </a>
  </li>
);

const Opened = ({
  id,
  staff,
  version,
  lanes,
}: {
  id: string;
  staff: Staff;
  version: string;
  lanes: readonly GateLane[];
}) => {
  const [referral, setReferral] = useState<Referral>();
  const [problem, setProblem] = useState<Problem>();
  const load = async () => {
    const answer = await get<Referral>(`/gates/referrals/${id}`, { as });
    if (answer.ok) setReferral(answer.value);
    setProblem(answer.ok ? undefined : answer.error);
  };
  useEffect(() => void load(), [version]);
  return (
    <>
      {problem && (
        <ProblemBand problem={problem} text={gatesProblemText(problem)} onRetry={() => void load()} />
      )}
      {!referral && !problem && <Loading />}
      {referral && (
        <ReferralDetail
          referral={referral}
          staff={staff}
          hasWideLane={lanes.some(({ wide }) => wide)}
          onDone={load}
        />
      )}
    </>
  );
};
