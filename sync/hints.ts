/**
 * HQ's side of hints: a beat every five seconds, a word when there is news, nothing else. A hint says no more than "ask": losing
 * one costs the time to the next poll.
 */
import type { FindNode, RosterNode, SyncPeer } from "./peer-port";
import type { Timers } from "./core/timers";

export type Hint = "beat" | "news";

export interface HintListener {
  send(hint: Hint): void;
  /** HQ ends the line. */
  close(): void;
}

export const beatMs = 5000;
/** News of the same moment make one word. */
const gatherMs = 25;

export class Hints {
  private readonly lines = new Map<number, { end(): void }>();

  constructor(
    private readonly deps: {
      readonly timers: Timers;
      readonly findNode: FindNode;
      readonly peer: Pick<SyncPeer, "onNews">;
    },
  ) {}

  /** How many nodes listen: requests that never end by themselves. */
  get size(): number {
    return this.lines.size;
  }

  /** Begins a line, in place of the one this node had: that one may be dead without knowing it. */
  add(node: RosterNode, listener: HintListener): () => void {
    this.lines.get(node.alias)?.end();
    const { timers, peer } = this.deps;
    let cancelBeat = () => {};
    let cancelGather: (() => void) | undefined;
    let waiting = false;

    const news = () => {
      waiting = cancelGather !== undefined;
      if (waiting) return;
      listener.send("news");
      cancelGather = timers.after(gatherMs, () => {
        cancelGather = undefined;
        if (waiting) news();
      });
    };
    const stopNews = peer.onNews(node, news);
    const stop = () => {
      stopNews();
      cancelBeat();
      cancelGather?.();
      if (this.lines.get(node.alias) === line) this.lines.delete(node.alias);
    };
    const line = {
      end: () => {
        stop();
        listener.close();
      },
    };
    const beat = () => {
      // Suspended, or living on under another key: this line is not that node's any more.
      const now = this.deps.findNode(node.alias);
      if (now?.state !== "active" || now.logKey !== node.logKey) return line.end();
      cancelBeat = timers.after(beatMs, beat);
      listener.send("beat");
    };
    this.lines.set(node.alias, line);
    beat();
    return stop;
  }

  /** Lets everybody go. */
  stop(): void {
    for (const line of this.lines.values()) line.end();
  }
}
