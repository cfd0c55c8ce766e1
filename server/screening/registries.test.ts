/** Registries over real sockets: what counts as an answer, and that nobody ever waits longer than the deadline. */
import { expect, onTestFinished, test } from "vitest";
import { ask as askHttp } from "../../hardware/http-ask";
import { systemTimers } from "../../sync/core/timers";
import { ok, orThrow } from "../../sync/core/result";
import { seededRandom } from "../../sync/core/clock";
import { ed25519Verifier } from "../../sync/request-signing";
import { setupBranch, type TestBranch } from "../testing";
import { httpRegistry } from "./http-registry";
import { type Ask, type Asked, askedRows, Registries } from "./registries.usecase";
import { recheckDue, recheckView } from "./rechecks.usecase";
import { questionText, readAnswer, type RegistryName, type RegistryQuestion } from "./registry";
import { type RegistryMode, startRegistrySimulator } from "./simulator";

const deadlineMs = 250;
const hourMs = 3_600_000;
const key = "MYS:passport:A11111111";
const ask: Ask = { source: "pdrm", purpose: "passage", basis: "imm_1959_s8", what: "status", keys: [key] };

const setup = async (sources: readonly RegistryName[] = ["pdrm"]) => {
  const branch = await setupBranch({ closed: true });
  const { clock, deps } = branch;
  // The wire takes real time; the hours of an outage are moved by hand.
  const timers = { ...systemTimers, nowMs: clock.nowMs };
  const simulator = startRegistrySimulator({
    port: 0,
    seed: "test",
    people: [{ source: "pdrm", key, code: "warrant" }],
    timers,
    slowMs: 2_000,
  });
  onTestFinished(() => simulator.stop());
  const registryOf = (id: RegistryName) =>
    httpRegistry(
      {
        id,
        url: simulator.urlOf(id),
        key: simulator.publicKeyOf(id),
        deadlineMs,
        maxAgeMs: 12 * hourMs,
      },
      askHttp,
      timers,
    );
  const registries = new Registries(
    { db: branch.db, node: deps.self.alias, clock, timers, sealer: deps.sealer, newId: deps.newId },
    sources.map(registryOf),
  );
  return { branch, clock, simulator, registries, deps: { ...deps, registries } };
};

/** Writes the rows of a question, as whoever asked does. */
const keep = async ({ deps }: TestBranch, asked: Asked, about = "passage-1") =>
  orThrow(
    await deps.writer.submit({ actor: { kind: "system", task: "test" }, requestId: "keep" }, (tx) => {
      const { rows, ...subject } = deps.sealer.subjectFor(
        tx.db,
        deps.sealer.blindIndex(key),
        deps.newId,
        tx.nowMs,
      );
      const written = askedRows(tx, deps.sealer, subject, asked, { about, by: "lane-1" });
      return ok({ intent: "test", rows: [...rows, ...written], answer: null });
    }),
  );

test("a registry that is up is asked with purpose and law, and its signed answer counts", async () => {
  const { branch, registries } = await setup();
  const asked = await registries.ask(ask);
  expect(asked).toMatchObject({ state: "fresh", code: "warrant", keyId: "pdrm-1", trouble: null });
  await keep(branch, asked);
  expect(
    branch.db.query("SELECT source, purpose, basis, state, about, key_id FROM registry_answer").values(),
  ).toEqual([["pdrm", "passage", "imm_1959_s8", "fresh", "passage-1", "pdrm-1"]]);
  expect((await registries.ask({ ...ask, keys: ["MYS:passport:B22222222"] })).code).toBe("clear");
});

test.each([
  ["slow", "Unreachable"],
  ["stalled", "Unreachable"],
  ["down", "Unreachable"],
  ["garbage", "Garbled"],
  ["flood", "Garbled"],
  // It is signed for the question of somebody else.
  ["wrong", "SignatureWrong"],
  ["unsigned", "SignatureWrong"],
  ["stale", "Stale"],
  ["future", "FromFuture"],
] as const satisfies readonly (readonly [RegistryMode, string])[])(
  "a registry that is %s does not count, within the deadline: %s",
  async (mode, trouble) => {
    const { simulator, registries } = await setup();
    simulator.set("pdrm", mode);
    const startMs = performance.now();
    const asked = await registries.ask(ask);
    expect(performance.now() - startMs).toBeLessThan(deadlineMs + 500);
    expect(asked).toMatchObject({ state: "unknown", code: null, trouble });
  },
);

test("a registry that is gone, and one that nobody set up, are unknown at once", async () => {
  const { simulator, registries } = await setup();
  await simulator.stop();
  expect(await registries.ask(ask)).toMatchObject({ state: "unknown", trouble: "Unreachable" });
  expect(await registries.ask({ ...ask, source: "jpn" })).toMatchObject({
    state: "unknown",
    trouble: "NotSetUp",
  });
});

test("July 2025: the line stalls for hours; every question ends in time, kept answers count by their age, then nobody waits at all", async () => {
  const { branch, clock, simulator, registries, deps } = await setup();
  await keep(branch, await registries.ask(ask));
  simulator.set("pdrm", "stalled");
  const other: Ask = { ...ask, keys: ["MYS:passport:C33333333"] };
  for (let no = 0; no < 5; no++) {
    const startMs = performance.now();
    expect((await registries.ask(other)).state).toBe("unknown");
    expect(performance.now() - startMs).toBeLessThan(deadlineMs + 500);
  }
  expect(registries.states()).toMatchObject([{ source: "pdrm", breaker: "open" }]);
  const before = simulator.asked("pdrm");
  const startMs = performance.now();
  const many = await Promise.all(Array.from({ length: 2_000 }, () => registries.ask(other)));
  expect(performance.now() - startMs, "2,000 travellers do not wait for a line that is down").toBeLessThan(
    1_500,
  );
  expect(new Set(many.map(({ trouble }) => trouble))).toEqual(new Set(["LeftAlone"]));
  expect(simulator.asked("pdrm")).toBe(before);

  clock.advance(3 * hourMs);
  expect(await registries.ask(ask)).toMatchObject({ state: "cached", code: "warrant", ageMs: 3 * hourMs });
  clock.advance(10 * hourMs);
  const tooOld = await registries.ask(ask);
  expect(tooOld).toMatchObject({ state: "unknown", code: null });
  await keep(branch, tooOld, "passage-2");

  // The line is back: the question is asked again by itself, and staff see what it would have said.
  simulator.set("pdrm", "up");
  clock.advance(10 * 60_000);
  await recheckDue(deps);
  const looking = { db: branch.db, nowMs: clock.nowMs() };
  expect(recheckView(looking, deps.sealer, "SGR-HQ1")).toMatchObject({
    waiting: [],
    late: [{ source: "pdrm", about: "passage-2", code: "warrant" }],
  });
  expect(registries.states()).toMatchObject([{ breaker: "closed" }]);
});

test("while the line is down a question waits, asked less and less often, until nobody needs the answer", async () => {
  const { branch, clock, simulator, registries, deps } = await setup();
  simulator.set("pdrm", "down");
  await keep(branch, await registries.ask(ask));
  const waiting = () => recheckView({ db: branch.db, nowMs: clock.nowMs() }, deps.sealer, "SGR-HQ1").waiting;
  let asks = 0;
  for (let hour = 0; hour < 80 && waiting().length > 0; hour++) {
    clock.advance(hourMs);
    const before = simulator.asked("pdrm");
    await recheckDue(deps);
    asks += simulator.asked("pdrm") - before;
  }
  expect(waiting()).toEqual([]);
  expect(asks).toBeGreaterThan(10);
  expect(asks).toBeLessThan(80);
});

test("hundreds of questions to a registry that is down do not keep another one's waiting", async () => {
  const { branch, clock, simulator, registries, deps } = await setup(["pdrm", "jpn"]);
  simulator.set("pdrm", "down");
  simulator.set("jpn", "down");
  const ofJpn: Ask = { ...ask, source: "jpn", what: "identity" };
  for (let no = 0; no < 60; no++) await keep(branch, await registries.ask(ask), `passage-${no}`);
  await keep(branch, await registries.ask(ofJpn), "passage-60");
  simulator.set("jpn", "up");
  clock.advance(hourMs);
  await recheckDue(deps);
  const { waiting } = recheckView({ db: branch.db, nowMs: clock.nowMs() }, deps.sealer, "SGR-HQ1");
  expect(waiting).toMatchObject([{ source: "pdrm", count: 60 }]);
});

test("of two answers to one question that come the wrong way round, the later one is kept", async () => {
  const { branch, clock, simulator, registries } = await setup();
  simulator.know({ source: "pdrm", key, code: "clear" });
  const earlier = await registries.ask(ask);
  clock.advance(1_000);
  simulator.know({ source: "pdrm", key, code: "warrant" });
  const later = await registries.ask(ask);
  await keep(branch, later);
  await keep(branch, earlier);
  simulator.set("pdrm", "down");
  expect(await registries.ask(ask)).toMatchObject({ state: "cached", code: "warrant" });
});

test("an answer that is not word for word what was signed never counts: 0 of 2,000 mutations", async () => {
  const { simulator, registries, branch } = await setup();
  const asked = await registries.ask(ask);
  const question = JSON.parse(asked.question) as RegistryQuestion;
  expect(questionText(question)).toBe(asked.question);
  const verify = ed25519Verifier();
  const pinned = simulator.publicKeyOf("pdrm");
  const accepts = (shown: unknown, text = asked.question) =>
    readAnswer(text, question, shown, pinned, verify).ok;
  expect(accepts(asked.signed)).toBe(true);
  const random = seededRandom(7);
  const mutated = (text: string): string => {
    const [a, b, c] = random.bytes(3) as unknown as [number, number, number];
    const at = (a * 256 + b) % text.length;
    const letter = String.fromCharCode(33 + (c % 90));
    return text.slice(0, at) + (letter === text[at] ? "~" : letter) + text.slice(at + 1);
  };
  const { answer, signature } = asked.signed!;
  let accepted = 0;
  for (let no = 0; no < 1_000; no++) {
    if (accepts({ answer: mutated(answer), signature })) accepted++;
    if (accepts({ answer, signature: mutated(signature) })) accepted++;
  }
  expect(accepted).toBe(0);
  expect(accepts(asked.signed, asked.question.replace("A11111111", "A11111112"))).toBe(false);
  expect(branch.errors).toEqual([]);
});

test("what was asked of a person leaves nothing readable in the file", async () => {
  const { branch, registries } = await setup();
  await keep(branch, await registries.ask(ask));
  const rows = JSON.stringify([
    branch.db.query("SELECT * FROM registry_answer").all(),
    branch.db.query("SELECT * FROM registry_cache").all(),
  ]);
  expect(rows).not.toContain("A11111111");
  expect(rows).not.toContain("warrant");
});
