/**
 * Which call the hall sees and hears now. Pure: snapshots and the time come in, the next board comes out.
 *
 *   snapshot ──hear──▶ waiting (in the order called) ──advance──▶ shown (≥ 6 s, alone) ──▶ "last called"
 *
 * Invariants: one call is shown at a time and keeps its time even if ten arrive together; the same call (number and
 * time of calling) is announced once, however often a snapshot repeats it; what was called before the page opened,
 * or while it was cut off for long, is shown in the list and never spoken as if it were new.
 */

export interface HallCall {
  readonly number: string;
  readonly counter: string;
  readonly calledAtMs: number;
  /** 1 for the first call, 2 and more when called again. */
  readonly callNo: number;
}

export interface Board {
  readonly shown: { readonly call: HallCall; readonly sinceMs: number; readonly untilMs: number } | null;
  readonly waiting: readonly HallCall[];
  /** Calls already taken in, as `callKey`. `null` until the first snapshot. */
  readonly known: ReadonlySet<string> | null;
}

/** Every call stays alone on the screen at least this long (look: "6 s each, never overlapping"). */
export const shownMsMin = 6_000;
/** A call older than this when it reaches us was missed: it is listed, not announced. */
export const announceAgeMsMax = 60_000;
/** The hall remembers this many calls beside the one shown. */
export const lastCallsMax = 5;

export const emptyBoard: Board = { shown: null, waiting: [], known: null };

export const callKey = (call: HallCall): string => `${call.number}@${call.calledAtMs}#${call.callNo}`;

const byTime = (left: HallCall, right: HallCall) => left.calledAtMs - right.calledAtMs;

/** Takes a full snapshot in: `calls` are all calls the server still tells of, in any order. */
export const hear = (board: Board, calls: readonly HallCall[], nowMs: number): Board => {
  const ordered = calls.toSorted(byTime);
  const told = new Set(ordered.map(callKey));
  if (board.known === null) {
    const latest = ordered.at(-1);
    const shown = latest ? { call: latest, sinceMs: latest.calledAtMs, untilMs: nowMs } : null;
    return { shown, waiting: [], known: told };
  }
  const known = board.known;
  const fresh = ordered.filter(
    (call) => !known.has(callKey(call)) && nowMs - call.calledAtMs <= announceAgeMsMax,
  );
  // A waiting call that the server no longer tells of was undone by its officer: nobody is sent to that counter.
  const waiting = [...board.waiting.filter((call) => told.has(callKey(call))), ...fresh];
  return { shown: board.shown, waiting, known: told };
};

/** Moves to the next call when the shown one has had its time. `lengthMs` is how long speaking a call takes. */
export const advance = (
  board: Board,
  nowMs: number,
  lengthMs: (call: HallCall) => number,
): { readonly board: Board; readonly started: HallCall | null } => {
  const [next, ...later] = board.waiting;
  if (!next || (board.shown && nowMs < board.shown.untilMs)) return { board, started: null };
  const untilMs = nowMs + Math.max(shownMsMin, lengthMs(next));
  return {
    board: { ...board, shown: { call: next, sinceMs: nowMs, untilMs }, waiting: later },
    started: next,
  };
};

/** The calls before the one shown, newest first, each number once; those still waiting are not given away. */
export const lastCalls = (board: Board, calls: readonly HallCall[]): readonly HallCall[] => {
  const hidden = new Set(board.waiting.map(callKey));
  const numbers = new Set(board.shown ? [board.shown.call.number] : []);
  const last: HallCall[] = [];
  for (const call of calls.toSorted(byTime).toReversed()) {
    if (hidden.has(callKey(call)) || numbers.has(call.number) || last.length === lastCallsMax) continue;
    numbers.add(call.number);
    last.push(call);
  }
  return last;
};
