import { TableCard } from "../branch/table";
import { branchName } from "../line/matters";
import { staffWords } from "../staff/words";
import { useAsked } from "../ui/asked";
import { Tag } from "../ui/band";
import { Button } from "../ui/button";
import { nowMs } from "../ui/now";
import { dayAndClock } from "../words/staff-times";
import { clockTime, dateOf } from "../words/when";
import { loadRevocations, type Revoked } from "./fleet";
import { fleetWords as words } from "./words";

const lookMs = 10_000;

/** Roles that were taken back, and where that is known: the first question after a dismissal. */
export const Revocations = ({ isAdministrator }: { isAdministrator: boolean }) => {
  const { value } = useAsked(loadRevocations, { everyMs: lookMs });
  if (!value) return null;
  return (
    <div class="stack tight">
      <TableCard
        name={words.revoked()}
        empty={words.noneRevoked()}
        columns={[{ head: words.who() }, { head: words.revokedAt() }, { head: words.knownHead() }]}
        rows={value.items}
      >
        {(row) => (
          <tr key={row.id}>
            <td>
              <span class="strong">{row.name}</span>
              <div class="small soft">
                {staffWords[row.role]()}
                {row.branch !== null && ` · ${branchName(row.branch)}`}
              </div>
            </td>
            <td class="nowrap">{dayAndClock(row.revokedAtMs)}</td>
            <td>
              <Known at={row.at} />
            </td>
          </tr>
        )}
      </TableCard>
      {isAdministrator && (
        <div>
          <Button kind="quiet" icon="users" href="/staff">
            {words.staffPage()}
          </Button>
        </div>
      )}
    </div>
  );
};

/** One branch with its time; of several how many, and who does not know yet. */
const Known = ({ at }: { at: Revoked["at"] }) => {
  const missing = at.filter(({ isKnown }) => !isKnown);
  const [only] = at;
  if (!only) return <span class="soft">{words.nowhere()}</span>;
  if (missing.length > 0)
    return (
      <Tag tone="warning" icon="hourglass">
        {words.notKnown({ branches: missing.map(({ branch }) => branchName(branch)).join(", ") })}
      </Tag>
    );
  return (
    <Tag tone="success" icon="check">
      {at.length > 1
        ? words.knownEverywhere({ count: at.length })
        : only.sinceMs === null
          ? words.known()
          : words.knownSince({ time: whenOf(only.sinceMs) })}
    </Tag>
  );
};

/** The time alone when it is of today. */
const whenOf = (atMs: number): string =>
  dateOf(atMs) === dateOf(nowMs.value) ? clockTime(atMs) : dayAndClock(atMs);
