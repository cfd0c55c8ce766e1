/** Lanes of a branch on emulated controllers, with a matcher, a registry and lists that do as they are told; time by hand. */
import { gateLane, type GateLane, type GateLaneOptions } from "../../hardware/emulator/gate-lane";
import { type MemoryWire, memoryWire } from "../../hardware/emulator/gate-memory";
import { gateDriver } from "../../hardware/gate/gate";
import type { BiometricMatcher, MatchOutcome } from "../../hardware/ports";
import { createHash } from "node:crypto";
import { manualTimers } from "../../sync/core/timers";
import { err, ok } from "../../sync/core/result";
import { ed25519Signer } from "../../sync/request-signing";
import { mondayMorningMs } from "../../sync/testing";
import { passportZone } from "../applicants/mrz-write";
import type { Person } from "../screening/entries";
import type { ListName } from "../screening/lists";
import { Registries } from "../screening/registries.usecase";
import { type AnswerCode, type Registry, type RegistryQuestion, signedBytes } from "../screening/registry";
import { listPerson } from "../screening/screening.fixture";
import { setupBranch, type TestBranch, type TestBranchOptions } from "../testing";
import type { LaneSetup } from "./lane";

export const borderIn: LaneSetup = {
  id: "in-1",
  name: "Masuk 1",
  purpose: "border",
  direction: "in",
  wide: false,
};
export const borderOut: LaneSetup = { ...borderIn, id: "out-1", name: "Keluar 1", direction: "out" };
export const wideIn: LaneSetup = { ...borderIn, id: "wide-1", name: "Keluarga", wide: true };
export const entrance: LaneSetup = { ...borderIn, id: "door-1", name: "Pintu", purpose: "entrance" };

export interface Holder {
  readonly country?: string;
  readonly nationality?: string;
  readonly number?: string;
  readonly name?: string;
  /** YYMMDD, both. */
  readonly birth?: string;
  readonly expiry?: string;
  readonly code?: string;
  readonly optional?: string;
}

/** The zone of a passport (TD3): a Malaysian's unless told. */
export const zoneOf = (holder: Holder = {}): readonly [string, string] => {
  const {
    country = "MYS",
    number = "A12345678",
    birth = "900101",
    expiry = "301231",
    name,
    ...more
  } = holder;
  return passportZone({ country, number, birth, expiry, names: name ?? "SITI<BINTI<AHMAD", ...more });
};

const registryKey = ed25519Signer(createHash("sha256").update("a registry's key").digest());

export interface HallOptions {
  readonly lanes?: readonly LaneSetup[];
  readonly branch?: TestBranchOptions;
  /** On which lists this person stands; every list is here and fresh. Left out: nobody stands on any. */
  readonly listed?: { readonly person: Person; readonly on: readonly ListName[] };
  /** False: no list has come to this branch. */
  readonly hasLists?: boolean;
  readonly controller?: Omit<GateLaneOptions, "timers">;
  readonly matcher?: "none";
}

export interface Hall extends TestBranch {
  readonly timers: ReturnType<typeof manualTimers>;
  readonly gateOf: (lane: string) => GateLane;
  readonly wireOf: (lane: string) => MemoryWire;
  /** What the matcher says from now on; `hang`: nothing, ever. */
  readonly matcher: { says: "match" | "no_match" | "doubt" | "hang" };
  /** What the registry says from now on: a code, nothing at all, or that it is not there. */
  readonly registry: { says: AnswerCode | "hang" | "down"; asked: number };
  /** Lets what is queued happen. */
  readonly settle: () => Promise<void>;
  /** Lets time pass, in small steps. */
  readonly pass: (ms: number, stepMs?: number) => Promise<void>;
  /** Lays a document on a lane's reader. */
  readonly lay: (lane: string, zone: readonly string[], chip?: "ok" | "failed" | "absent") => Promise<void>;
  /** The last passage at a lane with its end. */
  readonly last: (lane: string) => LastPassage;
}

export interface LastPassage {
  readonly id: string;
  readonly decision: string;
  readonly reasons: readonly string[];
  readonly outcome: string | null;
}

const nobody: Person = { document: null, mykad: null, name: null, birthDate: null };

export const setupHall = async (options: HallOptions = {}): Promise<Hall> => {
  const { lanes = [borderIn], listed, hasLists = true } = options;
  const timers = manualTimers(options.branch?.nowMs ?? mondayMorningMs);
  // Lists are put here by hand, not by a log.
  const branch = await setupBranch({
    closed: true,
    checkReplay: !hasLists,
    ...options.branch,
    timers,
    clock: timers,
  });
  if (hasLists) listPerson(branch, listed?.person ?? nobody, listed?.on ?? []);
  const matcher: Hall["matcher"] = { says: "match" };
  const registry: Hall["registry"] = { says: "clear", asked: 0 };
  const { deps } = branch;
  if (options.matcher !== "none") deps.engines.matcher = matcherOf(matcher);
  const registries = new Registries({ ...deps, node: deps.self.alias, timers }, [
    registryOf(registry, timers),
  ]);
  const standing = lanes.map((setup) => {
    const controller = gateLane({ timers, walk: { afterMs: 900 }, ...options.controller });
    const wire = memoryWire(controller, { timers });
    return { setup, controller, wire, gate: gateDriver(wire, { timers }), isEmulator: true };
  });
  const report = (_what: string, cause: unknown) => void branch.errors.push(cause);
  await deps.gates.start({ ...deps, registries }, standing, { timers, report });

  const settle = async () => {
    for (let turn = 0; turn < 12; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  const pass: Hall["pass"] = async (ms, stepMs = 100) => {
    for (let gone = 0; gone < ms; gone += stepMs) {
      timers.advance(Math.min(stepMs, ms - gone));
      await settle();
    }
  };
  const find = (lane: string) => standing.find(({ setup }) => setup.id === lane)!;
  await settle();
  await pass(2_500);
  for (const { setup } of standing) {
    const opened = await branch.call(
      "POST",
      `/gates/lanes/${setup.id}/mode`,
      { mode: "open", reason: "mula" },
      { as: "supervisor:azlina" },
    );
    if (opened.status !== 200) throw new Error(JSON.stringify(opened.body));
  }
  await pass(1_500);
  return {
    ...branch,
    timers,
    gateOf: (lane) => find(lane).controller,
    wireOf: (lane) => find(lane).wire,
    matcher,
    registry,
    settle,
    pass,
    lay: async (lane, zone, chip = "ok") => {
      const id = `${timers.nowMs()}`;
      const read = { id, mrz: zone, chip, image: null, face: new Uint8Array([1]), atMs: timers.nowMs() };
      deps.reads.tellRead(lane, read);
      await settle();
    },
    last: (lane) => {
      const row = branch.db
        .query(
          `SELECT p.id, p.decision, p.reasons, e.outcome FROM passage p LEFT JOIN passage_end e ON e.passage = p.id
           WHERE p.lane = ? ORDER BY p.at_ms DESC, p.rowid DESC LIMIT 1`,
        )
        .get(lane) as { id: string; decision: string; reasons: string; outcome: string | null };
      return { ...row, reasons: JSON.parse(row.reasons) as string[] };
    },
  };
};

const matcherOf = (mood: Hall["matcher"]): BiometricMatcher => ({
  match: () =>
    mood.says === "hang"
      ? new Promise<MatchOutcome>(() => {})
      : Promise.resolve({ type: mood.says, score: 0.9, threshold: 0.8, engine: "test" }),
});

/** Signs what it says, as the real ones do. */
const registryOf = (mood: Hall["registry"], clock: { nowMs(): number }): Registry => ({
  source: "imi",
  key: registryKey.publicKey,
  deadlineMs: 1_500,
  maxAgeMs: 12 * 3_600_000,
  ask: (text) => {
    mood.asked += 1;
    if (mood.says === "hang") return new Promise(() => {});
    if (mood.says === "down") return Promise.resolve(err("Unreachable"));
    const { id, source } = JSON.parse(text) as RegistryQuestion;
    const about = {
      id,
      source,
      code: mood.says,
      answeredAtMs: clock.nowMs(),
      validMs: 3_600_000,
      keyId: "k1",
    };
    const answer = JSON.stringify(about);
    const signature = Buffer.from(registryKey.sign(signedBytes(source, text, answer))).toString("base64url");
    return Promise.resolve(ok({ answer, signature }));
  },
});
