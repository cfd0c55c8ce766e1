/**
 * Effects: pure functions from one logged row to changes of derived tables. They run in the transaction that writes the row,
 * on the node that made it, at replay and at merge, so a derived table can always be rebuilt from the log.
 */
import type { Row, RowOp } from "./core/plan";
import { slotId } from "./core/slot";
import { add, put, raise, update } from "./rows";

/** `origin`: alias of the node whose log holds the row. */
export type Effect = (row: Row, origin: number) => readonly RowOp[];

const zeroRights = {
  avail: 0,
  held: 0,
  pending: 0,
  spent: 0,
  cooling: 0,
  granted: 0,
  burned: 0,
  minted: 0,
  received: 0,
};

/** The day and pool that a row of rights speaks of. */
interface DayOfRights {
  readonly branch: string;
  readonly grp: string;
  readonly date: string;
  readonly slotMinutes: number;
}

/** Units of one start that come into being on a node: minted there, or received. */
const gain = (
  of: DayOfRights,
  startMin: number,
  pool: string,
  node: number,
  units: number,
  from: "minted" | "received",
): RowOp =>
  add(
    "right",
    { slot: slotId(of.branch, of.grp, startMin), pool, node },
    { avail: units, [from]: units },
    { ...zerosBut(from), ...of, startMin },
  );

const zerosBut = (from: "minted" | "received") => {
  const { avail: _avail, [from]: _from, ...rest } = zeroRights;
  return rest;
};

const dayOf = (row: Row): DayOfRights => ({
  branch: String(row["branch"]),
  grp: String(row["grp"]),
  date: String(row["date"]),
  slotMinutes: Number(row["slotMinutes"]),
});

const mintRights: Effect = (row, origin) => {
  const pools = JSON.parse(String(row["pools"])) as string[];
  const starts = JSON.parse(String(row["starts"])) as number[][];
  return starts.flatMap(([startMin, ...units]) =>
    pools.map((pool, at) => gain(dayOf(row), startMin!, pool, origin, units[at] ?? 0, "minted")),
  );
};

/** `[[startMin, units] …]` of a grant, a credit or an ask. */
export const unitsOf = (row: Row): readonly (readonly [startMin: number, units: number])[] =>
  JSON.parse(String(row["units"])) as [number, number][];

/** The donor's half: what it gives is its own no more, from the commit that says so. */
const grantRights: Effect = (row, origin) =>
  unitsOf(row).map(([startMin, units]) =>
    add(
      "right",
      {
        slot: slotId(String(row["branch"]), String(row["grp"]), startMin),
        pool: String(row["pool"]),
        node: origin,
      },
      { avail: -units, granted: units },
    ),
  );

const creditRights: Effect = (row, origin) =>
  unitsOf(row).map(([startMin, units]) =>
    gain(dayOf(row), startMin, String(row["pool"]), origin, units, "received"),
  );

const thawRights: Effect = (row, origin) => {
  const units = Number(row["units"]);
  const key = { slot: String(row["slot"]), pool: String(row["pool"]), node: origin };
  return [add("right", key, { cooling: -units, avail: units })];
};

const burnRights: Effect = (row, origin) => {
  const units = Number(row["units"]);
  return [
    add(
      "right",
      { slot: String(row["slot"]), pool: String(row["pool"]), node: origin },
      { avail: -units, burned: units },
    ),
  ];
};

/**
 * `spent` takes units from `avail`; `returned` puts them where the release policy said: on sale again, or cooling. Frozen ones
 * stay in the account of the node that spent them and is gone.
 */
const moveAllocated: Effect = (row, origin) => {
  if (row["to"] === "frozen") return [];
  const units = Number(row["units"]);
  const key = { slot: String(row["slot"]), pool: String(row["pool"]), node: origin };
  if (row["state"] === "spent") return [add("right", key, { avail: -units, spent: units })];
  return [
    add(
      "right",
      key,
      row["to"] === "cooling" ? { spent: -units, cooling: units } : { spent: -units, avail: units },
    ),
  ];
};

const keepSeries: Effect = (row) => [
  // A branch that goes on as another node hears of its old node's numbers beside its own: the highest counts.
  raise(
    "ticketSeries",
    {
      branch: String(row["branch"]),
      day: String(row["day"]),
      prefix: String(row["prefix"]),
      no: Number(row["no"]),
    },
    "no",
  ),
  put("ticketNow", {
    ticket: String(row["id"]),
    branch: String(row["branch"]),
    day: String(row["day"]),
    grp: String(row["prefix"]),
    seq: 0,
    state: "waiting",
    stage: "",
    lane: String(row["lane"]),
    counter: null,
    atMs: Number(row["issuedAtMs"]),
  }),
];

const keepReferralNow: Effect = (row) => {
  const { state, officer } = JSON.parse(String(row["doc"])) as {
    readonly state: string;
    readonly officer: string | null;
  };
  // A branch that goes on as another node may hear late of a step that its old node wrote: the highest counts.
  return [
    raise(
      "referralNow",
      {
        passage: String(row["passage"]),
        branch: String(row["branch"]),
        seq: Number(row["seq"]),
        state,
        officer,
        atMs: Number(row["atMs"]),
      },
      "seq",
    ),
  ];
};

const keepTicketNow: Effect = (row) => {
  const step = JSON.parse(String(row["doc"])) as {
    readonly state: string;
    readonly stage: string;
    readonly lane: string;
    readonly group: string;
    readonly counterId: string | null;
  };
  return [
    update(
      "ticketNow",
      { ticket: String(row["ticket"]) },
      {
        seq: Number(row["seq"]),
        state: step.state,
        stage: step.stage,
        lane: step.lane,
        grp: step.group,
        counter: step.counterId,
        atMs: Number(row["atMs"]),
      },
    ),
  ];
};

const effects: { readonly [name: string]: Effect } = {
  mintRights,
  grantRights,
  creditRights,
  thawRights,
  burnRights,
  moveAllocated,
  keepSeries,
  keepTicketNow,
  keepReferralNow,
};

export const effectOf = (name: string): Effect => {
  const found = effects[name];
  if (!found) throw new Error(`no effect ${name}: add it to sync/effects.ts`);
  return found;
};
