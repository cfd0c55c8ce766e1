/**
 * Effects: pure functions from one logged row to changes of derived tables. They run in the transaction that writes the row,
 * on the node that made it, at replay and at merge, so a derived table can always be rebuilt from the log.
 */
import type { Row, RowOp } from "./core/plan";
import { slotId } from "./core/slot";
import { add, put, update } from "./rows";

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

const mintRights: Effect = (row, origin) => {
  const branch = String(row["branch"]);
  const grp = String(row["grp"]);
  const pools = JSON.parse(String(row["pools"])) as string[];
  const starts = JSON.parse(String(row["starts"])) as number[][];
  const ops: RowOp[] = [];
  for (const [startMin, ...units] of starts) {
    pools.forEach((pool, at) => {
      const minted = units[at] ?? 0;
      const { avail: _avail, minted: _minted, ...rest } = zeroRights;
      ops.push(
        add(
          "right",
          { slot: slotId(branch, grp, startMin!), pool, node: origin },
          { avail: minted, minted },
          {
            ...rest,
            grp,
            date: String(row["date"]),
            startMin: startMin!,
            slotMinutes: Number(row["slotMinutes"]),
          },
        ),
      );
    });
  }
  return ops;
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

/** `spent` takes units from `avail`; `returned` puts them where the release policy said: on sale again, or cooling. */
const moveAllocated: Effect = (row, origin) => {
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
  put("ticketSeries", {
    branch: String(row["branch"]),
    day: String(row["day"]),
    prefix: String(row["prefix"]),
    no: Number(row["no"]),
  }),
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
  burnRights,
  moveAllocated,
  keepSeries,
  keepTicketNow,
};

export const effectOf = (name: string): Effect => {
  const found = effects[name];
  if (!found) throw new Error(`no effect ${name}: add it to sync/effects.ts`);
  return found;
};
