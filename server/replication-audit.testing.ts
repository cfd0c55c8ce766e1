/**
 * What must hold when every line is whole again and everybody has everything. Each check gives back sentences about what is wrong.
 */
import { partyRanks, type PartyState } from "../sync/core/party-state";
import type { Country } from "./replication.testing";
import type { Kept } from "./replication-client.testing";
import { type Files, type NodeFile, unsettled, withFiles } from "./replication-files.testing";
import { differing, strangers } from "./replication-scope.testing";

/** Everything that is wrong in the files of nodes that have been stopped, by kind. */
export const audit = (country: Country, kept: Kept) =>
  withFiles(country, (files) => ({
    unsettled: unsettled(files),
    lost: lost(files, kept),
    oversold: oversold(files),
    repeatedTickets: repeatedTickets(files, kept),
    differing: files.branches.flatMap((branch) => differing(files.hq, branch, branch.branch!)),
    strangers: files.branches.flatMap((branch) => strangers(files, branch)),
  }));

export const nothingWrong: ReturnType<typeof audit> = {
  unsettled: [],
  lost: [],
  oversold: [],
  repeatedTickets: [],
  differing: [],
  strangers: [],
};

/** Bookings, tickets and calls: everything that was acknowledged, and no booking or ticket that was not. */
const lost = ({ hq, branches }: Files, kept: Kept): readonly string[] =>
  [hq, ...branches].flatMap((node) => {
    const isHere = (branch: string) => node === hq || node.branch === branch;
    const at = `at node ${node.alias}`;
    const parties = new Map<string, PartyState[]>();
    for (const { id, state } of node.rows<{ id: string; state: PartyState }>(
      "SELECT booking AS id, state FROM party",
    ))
      parties.set(id, [...(parties.get(id) ?? []), state]);
    const refs = new Map(
      node.rows<{ id: string; ref: string }>("SELECT id, ref FROM booking").map(({ id, ref }) => [id, ref]),
    );
    const checkins = new Set(
      node.rows<{ booking: string }>("SELECT booking FROM checkin").map(({ booking }) => booking),
    );
    const tickets = new Map(
      node
        .rows<{ id: string; number: string; booking: string | null }>(
          "SELECT id, booking, prefix || printf('%03d', no) AS number FROM ticket",
        )
        .map((row) => [row.id, row]),
    );
    const called = new Set(
      node
        .rows<{ ticket: string }>(
          "SELECT DISTINCT ticket FROM ticket_step WHERE json_extract(doc, '$.kind') = 'call'",
        )
        .map(({ ticket }) => ticket),
    );
    const bookings = [...kept.bookings.values()].filter(({ branch }) => isHere(branch));
    const keptTickets = [...kept.tickets.values()].filter(({ branch }) => isHere(branch));
    return [
      ...bookings.flatMap(({ id, ref, people, state, isContested }) => {
        const states = parties.get(id) ?? [];
        if (refs.get(id) !== ref || states.length !== people) return [`${at} booking ${id} (${ref}) is lost`];
        const wrong = states.filter((now) =>
          state === "confirmed"
            ? now !== "confirmed" && !(isContested && now === "superseded")
            : partyRanks[now] < partyRanks[state],
        );
        return wrong.length > 0 ? [`${at} booking ${id} was ${state} and is ${states.join()}`] : [];
      }),
      ...[...refs.keys()].flatMap((id) =>
        kept.bookings.has(id) ? [] : [`${at} booking ${id} was never answered`],
      ),
      ...keptTickets.flatMap(({ id, number, booking }) =>
        tickets.get(id)?.number === number && (booking === null || checkins.has(booking))
          ? []
          : [`${at} ticket ${number} (${id}) or its check-in is lost`],
      ),
      ...[...tickets.keys()].flatMap((id) =>
        kept.tickets.has(id) ? [] : [`${at} ticket ${id} was never answered`],
      ),
      ...keptTickets.flatMap(({ id, number }) =>
        kept.calls.has(id) && !called.has(id) ? [`${at} the call of ${number} is lost`] : [],
      ),
    ];
  });

interface Units {
  readonly slot: string;
  readonly units: number;
}

/**
 * Units of every slot and pool: each node's own account as it keeps it, added up; and beside it what the people who come take of
 * what was made.
 */
const oversold = ({ hq, branches, all }: Files): readonly string[] => {
  const sums = new Map<string, { made: number; elsewhere: number; given: number; got: number }>();
  for (const node of all)
    for (const row of node.rows<Units & { pool: string; given: number; got: number; made: number }>(
      `SELECT slot, pool, minted AS made, avail + held + pending + cooling + spent + burned AS units, granted AS given,
         received AS got FROM right_ WHERE node = ?`,
      node.alias,
    )) {
      const key = `${row.slot} ${row.pool}`;
      const sum = sums.get(key) ?? { made: 0, elsewhere: 0, given: 0, got: 0 };
      sums.set(key, {
        made: sum.made + row.made,
        elsewhere: sum.elsewhere + row.units,
        given: sum.given + row.given,
        got: sum.got + row.got,
      });
    }
  return [
    ...[...sums].flatMap(([slot, { made, elsewhere, given, got }]) => [
      ...(made === elsewhere + given - got ? [] : [`${slot}: ${made} made, ${elsewhere} found`]),
      ...(given === got ? [] : [`${slot}: ${given - got} units are still under way`]),
    ]),
    ...branches.flatMap((branch) => soldBeyond(branch, hq)),
    ...all.flatMap(({ alias, rows }) =>
      rows<{ booking: string }>("SELECT booking FROM overrun").map(
        ({ booking }) => `node ${alias}: booking ${booking} is one person too many`,
      ),
    ),
  ];
};

/** What the allocations of a branch's slots take, of people who still come or came, beyond what was made. */
const soldBeyond = (branch: NodeFile, hq: NodeFile): readonly string[] => {
  const capacity = new Map<string, number>();
  for (const { grp, starts } of branch.rows<{ grp: string; starts: string }>("SELECT grp, starts FROM mint"))
    for (const [startMin, ...units] of JSON.parse(starts) as number[][]) {
      const slot = `${branch.branch}.${grp}.${startMin}`;
      capacity.set(slot, (capacity.get(slot) ?? 0) + units.reduce((sum, each) => sum + each, 0));
    }
  const taken = new Map<string, number>();
  for (const { booking, slot, units } of hq.rows<Units & { booking: string }>(
    "SELECT booking, slot, units FROM allocation WHERE branch = ? AND state = 'spent'",
    branch.branch!,
  ))
    if (isComing(hq, booking)) taken.set(slot, (taken.get(slot) ?? 0) + units);
  return [...taken].flatMap(([slot, units]) =>
    units > (capacity.get(slot) ?? 0) ? [`${slot}: ${units} sold of ${capacity.get(slot) ?? 0}`] : [],
  );
};

const isComing = (hq: NodeFile, booking: string): boolean =>
  hq
    .rows<{ state: PartyState }>("SELECT state FROM party WHERE booking = ?", booking)
    .some(({ state }) => state === "confirmed" || partyRanks[state] >= partyRanks.checked_in);

/** Numbers that a branch gave twice. */
const repeatedTickets = ({ branches }: Files, kept: Kept): readonly string[] => {
  const given = new Set<string>();
  return [
    ...[...kept.tickets.values()].flatMap(({ branch, number }) => {
      const isNew = !given.has(`${branch} ${number}`);
      given.add(`${branch} ${number}`);
      return isNew ? [] : [`${number} was given twice at ${branch}`];
    }),
    ...branches.flatMap(({ branch, rows }) =>
      rows<{ prefix: string; no: number }>(
        "SELECT prefix, no FROM ticket GROUP BY branch, day, prefix, no HAVING count(*) > 1",
      ).map(({ prefix, no }) => `${prefix}${no} stands twice in the file of ${branch}`),
    ),
  ];
};
