import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { manualTimers, systemTimers } from "../../sync/core/timers";
import { startFingerSimulator } from "../emulator/finger";
import { startMatcherSimulator } from "../emulator/matcher";
import { fingerContract, matcherContract } from "./contract";
import { captureOf, httpFingerprintReader } from "./http-fingerprint-reader";
import { httpMatcher, outcomeOf } from "./http-matcher";

matcherContract("a matcher over HTTP", async () => {
  const timers = manualTimers(1_800_000_000_000);
  const simulator = await startMatcherSimulator();
  return { ...simulator, timers, device: httpMatcher({ url: simulator.url, timers }) };
});

fingerContract("a fingerprint reader over HTTP", async () => {
  const timers = manualTimers(1_800_000_000_000);
  const simulator = await startFingerSimulator();
  return { ...simulator, timers, device: httpFingerprintReader({ url: simulator.url, timers }) };
});

test("the simulator does what the reference of a person says, and else what its lane was told", async () => {
  const simulator = await startMatcherSimulator();
  onTestFinished(() => simulator.close());
  const matcher = httpMatcher({ url: simulator.url, timers: systemTimers });
  const match = async (at: string, reference: string | null) => {
    const bytes = reference === null ? null : Buffer.from(reference);
    return (await matcher.match({ id: at, kind: "face", at, reference: bytes, deadlineMs: 5_000 })).type;
  };
  simulator.setMood("doubt", "in-2");
  expect([
    await match("in-1", null),
    await match("in-2", null),
    await match("in-2", "simulator:no_match Ali"),
  ]).toEqual(["match", "doubt", "no_match"]);
});

const good = { id: "m1", result: "match", score: 0.7, threshold: 0.6, engine: "e 1" };

test("an answer to another question, or a match below its threshold, is no match", () => {
  expect(outcomeOf(good, "m1")?.type).toBe("match");
  const odd = [
    { ...good, id: "m2" },
    { ...good, score: 0.59 },
    { ...good, score: "0.7" },
    { ...good, threshold: Number.NaN },
    { ...good, engine: "" },
    { ...good, result: "MATCH" },
  ];
  expect(odd.map((answer) => outcomeOf(answer, "m1"))).toEqual(odd.map(() => undefined));
});

test("a template is neither empty nor large, and its quality is of the scale", () => {
  const captured = { result: "captured", template: "AAAA", quality: 71, engine: "e" };
  expect(captureOf(captured)?.type).toBe("captured");
  const large = Buffer.alloc(16 * 1024 + 1).toString("base64");
  const odd = [{ template: "" }, { template: large }, { quality: 101 }, { quality: "71" }, { engine: 1 }];
  expect(odd.map((change) => captureOf({ ...captured, ...change }))).toEqual(odd.map(() => undefined));
});

test("no answer of any shape throws", () => {
  fc.assert(
    fc.property(fc.anything(), (answer) => {
      outcomeOf(answer, "m1");
      captureOf(answer);
    }),
  );
});
