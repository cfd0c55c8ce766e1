/**
 * The lines between branches and headquarters. A message waits as an event until the world lets it through, or is lost; what
 * carries batches may cut, repeat, reorder and damage them, as a bad line or a hostile one would.
 */
import { err, type Result } from "../core/result";
import { memoryTransport } from "../memory-transport";
import type { SyncPeer } from "../peer-port";
import type { Transport, TransportError } from "../transport";
import { aliasOfHq, keysOf } from "./keys";
import type { SimNode } from "./node";
import type { World } from "./world";

const unreachable = err({ type: "Unreachable", why: "nobody answers" } as const);

/** A branch's way to headquarters, for the life of one process. */
export const transportOf = (world: World, node: SimNode): Transport => {
  const { life } = node;
  let made: { readonly hqLife: number; readonly transport: Transport } | undefined;
  const line = () => {
    const { hq } = world;
    if (made?.hqLife !== hq.life)
      made = {
        hqLife: hq.life,
        transport: memoryTransport({
          self: { alias: node.alias, sign: keysOf(node.alias).signer.sign },
          audience: aliasOfHq,
          door: hq.door!,
          timers: node.clock,
          random: node.random,
          line: { carry: (way) => carry(world, node, way), onCut: () => () => {} },
        }),
      };
    return made.transport;
  };
  /** A call ends without an answer when the process that should give it dies; a dead caller never hears one. */
  const call = <T>(ask: () => Promise<Result<T, TransportError>>): Promise<Result<T, TransportError>> =>
    new Promise((resolve) => {
      if (node.life !== life) return;
      if (world.hq.state !== "up") return resolve(unreachable);
      const lost = () => resolve(unreachable);
      world.hq.calls.add(lost);
      void ask().then((answer) => {
        world.hq.calls.delete(lost);
        if (node.life === life) resolve(answer);
      }, world.bugIn(node));
    });
  return {
    push: async (batches) => {
      const answer = await call(() => line().push(batches));
      if (answer.ok) world.model.heard(node, answer.value.heads);
      return answer;
    },
    pull: (streams, have) => call(() => line().pull(streams, have)),
    keys: (request) => call(() => line().keys(request)),
    claim: (request, patienceMs) => call(() => line().claim(request, patienceMs)),
    unlock: (lock) => call(() => line().unlock(lock)),
    snapshot: (streams, have) => call(() => line().snapshot(streams, have)),
    blobPiece: (piece) => call(() => line().blobPiece(piece)),
    giveBlob: (piece, bytes) => call(() => line().giveBlob(piece, bytes)),
    snapshotPiece: (piece) => call(() => line().snapshotPiece(piece)),
    sums: () => call(() => line().sums()),
    pulse: (pulse) => call(() => line().pulse(pulse)),
    hint: () => () => {},
  };
};

/** One message: it waits, and is lost where the line does not carry this way. */
const carry = (world: World, node: SimNode, way: "there" | "back"): boolean | Promise<boolean> => {
  const to = way === "there" ? world.hq : node;
  if (!node.line[way] || world.draw.chance(world.odds.lost)) return false;
  return new Promise((resolve) => {
    world.later(to, () => resolve(node.line[way]));
  });
};

/** Headquarters' side behind a line that damages what it carries. */
export const meddling = (world: World, peer: SyncPeer): SyncPeer => ({
  ...peer,
  push: (from, batches) => {
    if (batches.length > 0 && world.draw.chance(world.odds.meddled)) {
      const again = batches;
      world.later(world.hq, () => void peer.push(from, again));
    }
    return peer.push(from, meddled(world, batches));
  },
  pull: async (from, streams, have) => {
    const answer = await peer.pull(from, streams, have);
    return answer.ok
      ? { ok: true, value: { ...answer.value, batches: meddled(world, answer.value.batches) } }
      : answer;
  },
});

const meddled = (world: World, batches: readonly Uint8Array[]): readonly Uint8Array[] => {
  const { draw } = world;
  if (batches.length === 0 || !draw.chance(world.odds.meddled)) return batches;
  const at = draw.below(batches.length);
  switch (draw.below(5)) {
    case 0:
      return batches.slice(0, at);
    case 1:
      return [...batches.slice(0, at + 1), ...batches.slice(at)];
    case 2:
      return batches.toSpliced(at, 1);
    case 3:
      return batches.toReversed();
    default: {
      const bytes = Uint8Array.from(batches[at]!);
      bytes[draw.below(bytes.length)]! ^= 1 << draw.below(8);
      return batches.with(at, bytes);
    }
  }
};
