/**
 * What must hold when every line is whole again and everybody has everything, read from the nodes' files with plain SQL: nothing
 * here asks the program. Each check gives back sentences about what is wrong.
 */
import { Database } from "bun:sqlite";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { zstdDecompressSync } from "node:zlib";
import { partyRanks, type PartyState } from "../sync/core/party-state";
import { readHead } from "../sync/envelope";
import { orThrow } from "../sync/core/result";
import { isDerived, isReplicated } from "../sync/policies";
import { ridOf } from "../sync/apply";
import { type Table, tables } from "../sync/tables";
import type { Country, ProcessNode } from "./replication.testing";
import type { Kept } from "./replication-people.testing";

interface Files {
  readonly hq: NodeFile;
  readonly branches: readonly NodeFile[];
  readonly all: readonly NodeFile[];
}

interface NodeFile extends Pick<ProcessNode, "alias" | "branch" | "file"> {
  rows<T>(text: string, ...values: (string | number)[]): readonly T[];
}

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

/** Opens every node's file to read, hands them over, and closes them. */
export const withFiles = <T>({ nodes }: Country, work: (files: Files) => T): T => {
  const opened = nodes.map(({ file }) => new Database(file, { readonly: true }));
  try {
    const all = nodes.map(({ alias, branch, file }, at): NodeFile => ({
      alias,
      branch,
      file,
      rows: <T>(text: string, ...values: (string | number)[]) =>
        opened[at]!.query(text).all(...values) as readonly T[],
    }));
    return work({ hq: all[0]!, branches: all.slice(1), all });
  } finally {
    for (const each of opened) each.close();
  }
};

/** Everybody's records, and the keys to read them, are wherever they belong, and are applied there. */
export const unsettled = ({ hq, branches, all }: Files): readonly string[] => [
  ...branches.flatMap((branch) => [
    ...missing(hq, branch, ["all", `branch:${branch.branch}`]),
    ...missing(branch, hq, ["hq", `branch:${branch.branch}`]),
  ]),
  ...all.flatMap(({ alias, rows }) => {
    const [n] = rows<Record<string, number>>(
      `SELECT (SELECT count(*) FROM log_open) AS unsealed, (SELECT count(*) FROM key_wanted) AS keysWanted,
         (SELECT count(*) FROM keyring WHERE shared = 0 AND ${alias} > 1) AS keysUnshared,
         (SELECT count(*) FROM batch WHERE origin <> ${alias} AND pos > (
            SELECT json_extract(value, '$[0]') FROM meta WHERE key = 'applied')) AS unapplied`,
    );
    return Object.entries(n!).flatMap(([what, count]) =>
      count > 0 ? [`node ${alias} has ${count} ${what}`] : [],
    );
  }),
];

const missing = (from: NodeFile, at: NodeFile, streams: readonly string[]): readonly string[] =>
  from
    .rows<{ stream: string; seq: number }>("SELECT stream, seq FROM stream_head")
    .filter(({ stream }) => streams.includes(stream))
    .flatMap(({ stream, seq }) => {
      const text = "SELECT coalesce(max(seq_to), 0) AS seq FROM batch WHERE origin = ? AND stream = ?";
      const [has] = at.rows<{ seq: number }>(text, from.alias, stream);
      return has!.seq === seq
        ? []
        : [`node ${at.alias} has ${has!.seq} of ${seq} of ${from.alias}/${stream}`];
    });

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

/**
 * Two nodes that have the same records of a branch have the same state of it, to the byte: its rows and those of stream `all` in
 * every replicated and derived table, with their stamps, also those of single columns. Where hashes differ, the rows that do.
 */
const differing = (hq: NodeFile, branch: NodeFile, code: string): readonly string[] =>
  [...tables.values()].flatMap((table) => {
    const [there, here] = [hq, branch].map((node) =>
      rowsOf(node, table, code).map((row) => JSON.stringify(row)),
    );
    if (hashOf(there!) === hashOf(here!)) return [];
    const only = there!
      .filter((row) => !here!.includes(row))
      .concat(here!.filter((row) => !there!.includes(row)));
    return [`${table.name} of ${code}: ${only.slice(0, 4).join(" | ")}`];
  });

const hashOf = (rows: readonly string[]): string =>
  createHash("sha256").update(rows.join("\n")).digest("hex");

const rowsOf = (node: NodeFile, table: Table, branch: string): readonly object[] => {
  const { policy, sqlName, sqlColumn } = table;
  if (!isReplicated(policy) && !isDerived(policy)) return [];
  const isMaster = policy.stream === "all";
  if (!isMaster && !isOfBranch(table)) return [];
  const unhashed = new Set(policy.unhashed);
  const columns = Object.entries(sqlColumn)
    .filter(([property]) => !unhashed.has(property))
    .map(([property, column]) => `"${column}" AS "${property}"`);
  const order = policy.key.map((column) => `"${sqlColumn[column]}"`).join();
  const where = isMaster ? "" : `WHERE ${ofBranch(table)}`;
  const rows = node.rows<{ [property: string]: string | number }>(
    `SELECT ${columns.join()} FROM "${sqlName}" ${where} ORDER BY ${order}`,
    ...(isMaster ? [] : [branch]),
  );
  const stamps = new Map<string, object[]>();
  for (const { rid, ...stamp } of node.rows<{ rid: string }>(
    "SELECT rid, col, h, n FROM clk WHERE tab = ? ORDER BY rid, col",
    policy.id,
  ))
    stamps.set(rid, [...(stamps.get(rid) ?? []), stamp]);
  return rows.map((row) => ({
    ...Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])),
    columnStamps: stamps.get(ridOf(table, row)) ?? [],
  }));
};

const plain = (value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value;

/** Most rows name their branch; a few derived ones are of a ticket or a slot, which does. */
const isOfBranch = (table: Table): boolean => table.sqlColumn["branch"] !== undefined;
const ofBranch = (table: Table): string => `"${table.sqlColumn["branch"]}" = ?`;

/**
 * What a branch's folder holds of people of other branches: bookings, references, slots and data keys, looked for in the bytes of
 * its files, and in what its sealed batches say.
 */
const strangers = ({ hq, branches }: Files, own: NodeFile): readonly string[] => {
  const marks = branches
    .filter((branch) => branch !== own)
    .flatMap(({ branch }) => [
      ...hq
        .rows<{ id: string; ref: string }>("SELECT id, ref FROM booking WHERE branch = ?", branch!)
        .flatMap(({ id, ref }) => [id, ref]),
      ...hq
        .rows<{ subject: string }>("SELECT DISTINCT subject FROM party WHERE branch = ?1", branch!)
        .map(({ subject }) => subject)
        .filter((subject) => !isKnownAt(hq, subject, own.branch!)),
      `${branch}.`,
    ]);
  const files = [own.file, `${own.file}-wal`].filter((file) => existsSync(file));
  const bodies = own.rows<{ bytes: Uint8Array }>("SELECT bytes FROM batch").map(({ bytes }) => bodyOf(bytes));
  const places = [...files.map((file) => readFileSync(file)), Buffer.concat(bodies)];
  const found = marks.filter((mark) => places.some((bytes) => bytes.includes(mark)));
  const streams = own
    .rows<{ origin: number; stream: string }>("SELECT DISTINCT origin, stream FROM batch")
    .filter(({ stream }) => stream !== "all" && stream !== `branch:${own.branch}`)
    .filter(({ origin, stream }) => stream !== "hq" || origin !== own.alias)
    .map(({ origin, stream }) => `stream ${stream} of node ${origin}`);
  return [...found, ...streams].map((what) => `${own.branch} holds ${what}`);
};

/** The same person may stand in both branches' streams. */
const isKnownAt = (hq: NodeFile, subject: string, branch: string): boolean =>
  hq.rows("SELECT 1 FROM party WHERE subject = ? AND branch = ?", subject, branch).length > 0;

/** A sealed batch's text: the signature's 64 bytes stand at its end. */
const bodyOf = (bytes: Uint8Array): Uint8Array => {
  const { headEnd } = orThrow(readHead(bytes));
  return zstdDecompressSync(bytes.subarray(headEnd, bytes.length - 64));
};
