/**
 * Taking a segment of batches into the log, in order: each is checked, good ones are kept together. What comes before a refusal is
 * kept, what comes after it is not looked at. Checking and keeping take short turns, so that people at counters are let through.
 */
import { err, ok, type Result } from "./core/result";
import type { SealedBatch } from "./envelope";
import { type Evidence, forkIn } from "./evidence";
import type { LogStore } from "./log-store";
import { LogFailed } from "./node-log";
import { checkBatch, type ReceiveDeps, type ReceiveError } from "./receive";
import type { SubmitError, Writer } from "./submit";

export interface IntakeDeps {
  readonly writer: Writer;
  readonly store: LogStore;
  readonly receiving: ReceiveDeps;
  readonly evidence: Evidence;
  /** Monotonic milliseconds. */
  readonly monotonicMs?: () => number;
}

export interface IntakeRules {
  /** Only batches of this node; others are refused. */
  readonly origin?: number;
  /** Only batches of these streams, which were asked for; others are refused: a branch never holds another's people. */
  readonly streams?: readonly string[];
  /** What a batch needs may be in those before it: applies them, and the batch is looked at once more. */
  readonly applyEarlier?: () => Promise<Result<void, SubmitError>>;
}

/** Bytes in one commit: a segment at once when nobody waits, a part of it when people are there. */
const keepBytesMax = 1024 * 1024;
const keepBytesMaxBesidePeople = 64 * 1024;
/** How long checking goes on before others have their turn. */
const turnMsMax = 2;

export const takeIn = async (
  deps: IntakeDeps,
  batches: readonly Uint8Array[],
  { origin, streams, applyEarlier }: IntakeRules,
): Promise<Result<void, ReceiveError>> => {
  const now = deps.monotonicMs ?? (() => performance.now());
  let good: SealedBatch[] = [];
  let bytesGood = 0;
  let turnMs = now();
  const flush = async (): Promise<Result<void, ReceiveError>> => {
    const kept = await keep(deps, good);
    good = [];
    bytesGood = 0;
    return kept;
  };
  for (const bytes of batches) {
    if (now() - turnMs > turnMsMax) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      turnMs = now();
    }
    let checked = await checkBatch(deps.receiving, bytes);
    if (!checked.ok && applyEarlier && waitsForEarlier(checked.error)) {
      const kept = await flush();
      const applied = kept.ok ? await applyEarlier() : kept;
      if (!applied.ok) return applied;
      checked = await checkBatch(deps.receiving, bytes);
    }
    if (!checked.ok) {
      const kept = await flush();
      return kept.ok ? checked : kept;
    }
    if (checked.value === "known") continue;
    const { head } = checked.value;
    const isForeign =
      (origin !== undefined && head.origin !== origin) ||
      (streams !== undefined && !streams.includes(head.stream));
    if (isForeign) {
      const kept = await flush();
      return kept.ok ? err({ type: "ForeignStream", origin: head.origin, stream: head.stream }) : kept;
    }
    good.push(checked.value);
    bytesGood += bytes.length;
    if (bytesGood < (deps.writer.hasPeople ? keepBytesMaxBesidePeople : keepBytesMax)) continue;
    const kept = await flush();
    if (!kept.ok) return kept;
  }
  return flush();
};

/** Its node, what it speaks of, or the key that signed it may be in the batches before it. */
const waitsForEarlier = ({ type }: ReceiveError): boolean =>
  type === "UnknownNode" || type === "DepMissing" || type === "BadSignature";

/** Its node was shut out between the look at a batch and the commit that would keep it. */
class ShutOut extends Error {
  constructor(readonly origin: number) {
    super("Suspended");
  }
}

/** Makes good batches durable. Two under one number are kept as the proof that their node was copied. */
const keep = async (
  { store, evidence, receiving: { role, findNode } }: IntakeDeps,
  batches: readonly SealedBatch[],
): Promise<Result<void, ReceiveError>> => {
  if (batches.length === 0) return ok(undefined);
  const stillLetIn = () => {
    if (role !== "hq") return;
    const shutOut = batches.find(({ head }) => findNode(head.origin)?.state !== "active");
    if (shutOut) throw new ShutOut(shutOut.head.origin);
  };
  try {
    const appended = await store.append(batches, stillLetIn);
    if (appended.ok) return ok(undefined);
    const fork = await forkIn(store, appended.error, batches);
    if (fork) await evidence.keep(fork);
    return appended;
  } catch (cause) {
    if (cause instanceof ShutOut) return err({ type: "Suspended", origin: cause.origin });
    if (cause instanceof LogFailed) return err(cause.error);
    throw cause;
  }
};
