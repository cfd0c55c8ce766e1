/**
 * The wire from a branch to headquarters, with every fault a wire has. Real sockets on both sides: the nodes know nothing of it.
 *
 *   up     carries                      mute   half open: takes everything from the branch, nothing of it arrives
 *   cut    refuses and ends             deaf   half open: the branch's words arrive, the answers never do
 *   slow   each piece comes later       torn   each connection is reset after so many bytes, in the middle of a body
 */
import { createConnection, createServer, type Socket } from "node:net";

export const lineStates = ["up", "cut", "slow", "mute", "deaf", "torn"] as const;
export type LineState = (typeof lineStates)[number];

export interface FaultLine {
  readonly port: number;
  /** `bytes`: after how many of either direction a `torn` line breaks. A connection that lost something is reset. */
  set(state: LineState, bytes?: number): void;
  close(): void;
}

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
  /** Bytes of it were swallowed: it can never be whole again. */
  lost: boolean;
  left: number;
}

const lateMs = 40;

/** A wire from a free port of its own to headquarters' port. */
export const startFaultLine = async (toPort: number): Promise<FaultLine> => {
  let state: LineState = "up";
  let tornAfter = 0;
  const pairs = new Set<Pair>();
  const end = (pair: Pair) => {
    pairs.delete(pair);
    for (const socket of [pair.near, pair.far]) socket.resetAndDestroy();
  };

  const carry = (pair: Pair, piece: Buffer, to: Socket) => {
    const isAnswer = to === pair.near;
    if (state === "mute" || (state === "deaf" && isAnswer)) pair.lost = true;
    else if (state === "slow") setTimeout(() => to.write(piece), lateMs);
    else if (state === "torn" && pair.left < piece.length) {
      to.write(piece.subarray(0, pair.left), () => end(pair));
    } else {
      pair.left -= piece.length;
      to.write(piece);
    }
  };

  const server = createServer((near) => {
    if (state === "cut") return near.resetAndDestroy();
    const far = createConnection({ host: "127.0.0.1", port: toPort });
    const pair: Pair = { near, far, lost: false, left: tornAfter };
    pairs.add(pair);
    near.on("data", (piece: Buffer) => carry(pair, piece, far));
    far.on("data", (piece: Buffer) => carry(pair, piece, near));
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on("error", () => end(pair));
      from.on("end", () => to.end());
      from.on("close", () => end(pair));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return {
    port,
    set: (next, bytes = 0) => {
      state = next;
      tornAfter = bytes;
      for (const pair of pairs) {
        pair.left = bytes;
        if (next === "cut" || pair.lost) end(pair);
      }
    },
    close: () => {
      for (const pair of pairs) end(pair);
      server.close();
    },
  };
};
