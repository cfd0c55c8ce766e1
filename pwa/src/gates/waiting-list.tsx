import { Tag } from "../ui/band";
import { Button } from "../ui/button";
import { nowMs } from "../ui/now";
import { laneWords } from "./lane-words";
import { stopwatch } from "../words/staff-times";
import { goTo } from "../router";
import type { Commands } from "./gates";
import type { GateLane, ReferralRow } from "./gates-types";
import { laneNameOf, whoOf } from "./referral";
import { gatesWords as words } from "./words";

/** More of them stand on the desk's own page. */
const rowsMax = 6;

/** Who waits for an officer, the longest first; taking somebody opens the referral. */
export const WaitingList = ({
  referrals,
  lanes,
  commands,
  mayAct,
}: {
  referrals: readonly ReferralRow[];
  lanes: readonly GateLane[];
  commands: Commands;
  mayAct: boolean;
}) => {
  const take = async ({ id }: ReferralRow) => {
    if ((await commands.run(`/gates/referrals/${id}/take`, {})) !== undefined) goTo(`/gates/referrals/${id}`);
  };
  return (
    <section class="card stack tight">
      <h2>
        {words.waiting()} {referrals.length > 0 && <span class="figures">{referrals.length}</span>}
      </h2>
      {referrals.length === 0 && <p class="soft">{words.nobodyWaits()}</p>}
      <ul class="gates-list">
        {referrals.slice(0, rowsMax).map((row) => {
          const lane = laneNameOf(lanes, row.lane);
          return (
            <li key={row.id}>
              <Waited sinceMs={row.sentAtMs} />
              <div>
                <p>
                  <span class="strong">{lane}</span> {whoOf(row)}
                </p>
                <ReferralState row={row} />
              </div>
              {row.state === "open" && mayAct ? (
                <Button label={words.takeOf({ lane })} onClick={() => void take(row)}>
                  {words.take()}
                </Button>
              ) : (
                <Button href={`/gates/referrals/${row.id}`} label={words.openOf({ lane })}>
                  {words.openReferral()}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {referrals.length > rowsMax && (
        <a href="/gates/referrals">{words.moreWaiting({ count: referrals.length - rowsMax })}</a>
      )}
    </section>
  );
};

const Waited = ({ sinceMs }: { sinceMs: number }) => (
  <span class="figures">{stopwatch(nowMs.value - sinceMs)}</span>
);

/** Whether somebody has to be there at once, whose it is, and whether a second officer is asked for. */
export const ReferralState = ({ row }: { row: ReferralRow }) => (
  <p class="small soft referral-state">
    {row.isUrgent && (
      <Tag tone="danger" icon="octagon-alert">
        {words.urgent()}
      </Tag>
    )}
    {row.askedBy !== null && (
      <Tag tone="warning" icon="users">
        {words.secondNeeded()}
      </Tag>
    )}
    {row.officerName !== null && words.takenBy({ name: row.officerName })}
    {row.drill && <Tag>{laneWords.modeDrill()}</Tag>}
  </p>
);
