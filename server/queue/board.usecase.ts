/** What the hall may see of the queue: numbers, counters and how many wait. No names, no reasons. */
import type { BilingualText } from "../catalogue/catalogue";
import { groupOf } from "../catalogue/catalogue.usecase";
import type { Estimate } from "./estimate";
import type { Lane } from "./lanes";
import { type Picture, type PictureDeps, pictureOf } from "./picture.usecase";
import { ticketById } from "./queue.store";
import type { TicketStep } from "./ticket";
import { counterNo } from "./view.usecase";

/** One call. The same call keeps its time and number however often it is told, so that it is announced once. */
export interface HallCall {
  readonly number: string;
  /** The number on the counter's sign. */
  readonly counter: string;
  readonly lane: Lane;
  readonly calledAtMs: number;
  /** 1 for the first call, 2 and more when called again. */
  readonly callNo: number;
}

export interface Board {
  readonly calling: readonly HallCall[];
  /** The calls before those, the latest first. */
  readonly last: readonly HallCall[];
  readonly waiting: readonly {
    readonly group: string;
    readonly name: BilingualText;
    readonly count: number;
    readonly estimate: Estimate | null;
  }[];
}

const lastShown = 5;

export const boardOf = (deps: PictureDeps): Board => {
  const picture = pictureOf(deps);
  const calls = latestCalls(picture.line.told).map((row) => ({ row, call: hallCall(deps, picture, row) }));
  const calledNow = new Set(
    [...picture.currentByCounter.values()]
      .filter(({ now }) => now.state === "called")
      .map(({ ticket }) => ticket.ticketId),
  );
  return {
    calling: calls.filter(({ row }) => calledNow.has(row.ticketId)).map(({ call }) => call),
    last: calls
      .filter(({ row }) => !calledNow.has(row.ticketId))
      .slice(0, lastShown)
      .map(({ call }) => call),
    waiting: groupsShown(picture).map((group) => {
      const { nameMs, nameEn } = groupOf(deps, group);
      const count = picture.line.waiting.filter((one) => one.group === group).length;
      return { group, name: { ms: nameMs, en: nameEn }, count, estimate: picture.estimateForNewcomer(group) };
    }),
  };
};

/** The latest call of each ticket that was not taken back, the latest first. */
const latestCalls = (told: readonly TicketStep[]): readonly TicketStep[] => {
  const undone = new Set(
    told.flatMap(({ ticketId, undoOf }) => (undoOf === null ? [] : `${ticketId}/${undoOf}`)),
  );
  const byTicket = new Map<string, TicketStep>();
  for (const row of told) {
    if (row.kind !== "call" && row.kind !== "recall") continue;
    if (undone.has(`${row.ticketId}/${row.seq}`)) continue;
    byTicket.delete(row.ticketId);
    byTicket.set(row.ticketId, row);
  }
  return [...byTicket.values()].reverse().slice(0, lastShown + callsAtOnceMax);
};

/** More counters than this never call in one moment. */
const callsAtOnceMax = 50;

const hallCall = (deps: PictureDeps, picture: Picture, row: TicketStep): HallCall => ({
  number: ticketById(deps, row.ticketId)!.ticket.number,
  counter: counterNo(picture, row.counterId) ?? "",
  lane: row.lane,
  calledAtMs: row.atMs,
  callNo: row.calls,
});

/** Groups in which somebody waits, or that an open counter takes. */
const groupsShown = ({ line, counters }: Picture): readonly string[] => {
  const served = counters.filter(({ state }) => state === "open").flatMap(({ groups }) => groups);
  return [...new Set([...served, ...line.waiting.map(({ group }) => group)])].sort();
};
