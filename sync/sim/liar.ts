/**
 * A branch whose node lies: its key is good and it is in the roster, but what it writes is not its to write. Nothing of it may
 * change what others hold. What headquarters can see in a batch it refuses; what only shows beside the row it puts aside.
 */
import { schemaVersion } from "../../drizzle/db";
import type { StreamRecord } from "../core/batch";
import { stampAt } from "../core/hlc";
import type { Value } from "../core/plan";
import type { LogOp, OpKind } from "../core/record";
import { type Sealing, sealBatch } from "../envelope";
import { statement, tableOf } from "../tables";
import { keysOf, rosterEntry } from "./keys";
import type { World } from "./world";

export const liarAlias = 90;
export const liarBranch = "LIE-AA";
const ownStream = `branch:${liarBranch}`;

/** A lie, and whether headquarters may take it into its log. */
interface Lie {
  readonly what: string;
  readonly isTaken?: true;
  readonly ops: readonly LogOp[];
  /** A second record in the same batch. */
  readonly next?: readonly LogOp[];
  readonly as?: Partial<Sealing>;
  readonly stamp?: number;
  readonly skips?: number;
  /** Whose key signs it, when not its own. */
  readonly signer?: number;
}

export class Liar {
  /** The end of its chain, as headquarters has it. */
  private seq = 0;
  private prev = "";
  private stamp = 0;
  private isBusy = false;

  constructor(private readonly world: World) {}

  /** Tells one lie, any or this one, when headquarters is there to hear it. */
  lie(chosen?: string): void {
    const { world } = this;
    const { hq, draw } = world;
    if (hq.state !== "up" || this.isBusy) return;
    const end = statement(
      hq.db,
      "SELECT seq_to AS seq, hash AS prev, stamp FROM batch WHERE origin = ? ORDER BY seq_to DESC LIMIT 1",
    ).get(liarAlias) as { seq: number; prev: string; stamp: number } | null;
    Object.assign(this, end);
    const lies = this.lies().filter((each) => chosen === undefined || each.what === chosen);
    const { what, isTaken, ops, next, as, stamp, skips = 0, signer = liarAlias } = draw.of(lies);
    const from = this.seq + 1 + skips;
    const at = stamp ?? Math.max(this.stamp + 1, stampAt(world.nowMs));
    const incarnation = as?.incarnation ?? 1;
    const records = (next ? [ops, next] : [ops]).map((each, more) =>
      recordOf(from + more, at + more, incarnation, each),
    );
    const prev = from === 1 ? "" : this.prev || "0".repeat(64);
    const sealing = { origin: liarAlias, incarnation: 1, stream: ownStream, prev, dep: 0, ...as };
    const batch = sealBatch(sealing, records, keysOf(signer).signer.sign);
    const { life } = hq;
    this.isBusy = true;
    hq.calls.add(() => (this.isBusy = false));
    const node = rosterEntry(liarAlias, liarBranch);
    void hq.replication
      .peer()
      .push(node, [batch.bytes])
      .then((answer) => {
        this.isBusy = false;
        if (hq.life !== life) return;
        world.note(`a lie: ${what}: ${answer.ok ? "taken" : JSON.stringify(answer.error)}`);
        if (!answer.ok && answer.error.type === "Busy") return;
        if (answer.ok && !isTaken) world.fail(`headquarters believed a lie: ${what}`);
        if (!answer.ok && isTaken)
          world.fail(`headquarters refused ${what}: ${JSON.stringify(answer.error)}`);
      })
      .catch(world.bugIn(hq));
  }

  private lies(): readonly Lie[] {
    const { draw, branches, model } = this.world;
    const branch = draw.of(branches);
    const victim = model.bookings.length > 0 ? draw.of(model.bookings).id : "nobody";
    const ofHq = model.bookings.filter(({ home }) => home.role === "hq");
    const own = counter(liarBranch, "own");
    return [
      { what: "another branch's stream", ops: [counter(branch, "lie")], as: { stream: `branch:${branch}` } },
      { what: "the stream of all", ops: [], as: { stream: "all" } },
      { what: "another branch's row", ops: [counter(branch, "lie")] },
      { what: "headquarters' word", ops: [wordOn(victim)] },
      { what: "a change of a row that is written once", ops: [op("u", "mint", { id: "m", date: "x" })] },
      { what: "a row without its key", ops: [op("u", "party", { booking: victim, state: "served" })] },
      { what: "records that do not follow", ops: [own], skips: 1 },
      { what: "a stamp before its last one", ops: [own], stamp: this.seq > 0 ? this.stamp : 2 ** 53 - 2 },
      { what: "a stamp of the next century", ops: [own], stamp: 2 ** 53 - 2 },
      { what: "another node's name", ops: [own], as: { origin: 2 } },
      { what: "a batch that somebody else signed", ops: [own], signer: 2 },
      { what: "another life of its own", ops: [own], as: { incarnation: 2 } },
      { what: "master data that does not exist yet", ops: [own], as: { dep: 100_000 } },
      {
        what: "a change of another branch's booking",
        isTaken: true,
        ops: [
          op("u", "party", { booking: victim, no: 1, state: "served" }),
          op("u", "booking", { id: victim, lang: "lie" }),
        ],
      },
      {
        what: "a change of another branch's counter, perhaps before it is there",
        isTaken: true,
        ops: [op("u", "counter", { id: `counter-${branch}`, name: "lie" })],
      },
      {
        what: "a request about a booking of another branch",
        isTaken: true,
        ops: [request(ofHq.length > 0 ? draw.of(ofHq).id : victim, this.seq)],
      },
      {
        what: "units that it does not have, given away",
        isTaken: true,
        ops: [gift(`nothing-${this.seq}`, [[31253760, 5]])],
      },
      {
        what: "a gift, and one that it does not have",
        isTaken: true,
        ops: [gift(`gift-${this.seq}`, [])],
        next: [gift(`nothing-${this.seq}`, [[31253760, 5]])],
      },
      { what: "nothing wrong", isTaken: true, ops: [op("u", "counter", { id: "counter-lie", name: "own" })] },
    ];
  }
}

const recordOf = (seq: number, stamp: number, incarnation: number, ops: readonly LogOp[]): StreamRecord => ({
  seq,
  stamp,
  commitId: `lie-${seq}`,
  record: {
    schema: schemaVersion,
    incarnation,
    intent: "lie",
    actor: { kind: "system", task: "lie" },
    cause: "lie",
    ops,
  },
});

const op = (kind: OpKind, table: string, row: { readonly [column: string]: Value }): LogOp => {
  const { policy, wire } = tableOf(table);
  const columns = Object.keys(row);
  return {
    table: policy.id,
    kind,
    columns: columns.map((column) => wire[column]!),
    values: columns.map((column) => row[column]!),
  };
};

const counter = (branch: string, name: string): LogOp =>
  op("i", "counter", { id: `counter-${branch}-${name}`, branch, no: 9, name, groups: "[]" });

const wordOn = (booking: string): LogOp =>
  op("i", "conflict", {
    id: "word",
    branch: liarBranch,
    booking,
    party: 1,
    outcome: "superseded",
    atMs: 0,
  });

const request = (booking: string, seq: number): LogOp =>
  op("i", "homeRequest", {
    id: `lie-${seq}`,
    branch: liarBranch,
    booking,
    what: "cancel",
    party: null,
    actor: "liar",
    atMs: 0,
  });

/** Units for headquarters. */
const gift = (id: string, units: readonly (readonly [startMin: number, units: number])[]): LogOp =>
  op("i", "rightGrant", {
    id,
    branch: liarBranch,
    grp: "A",
    date: "2029-06-04",
    slotMinutes: 15,
    pool: "general",
    to: 1,
    units: JSON.stringify(units),
    why: "share",
  });
