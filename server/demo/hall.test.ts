import { expect, onTestFinished, test } from "vitest";
import { seededRandom } from "../../sync/core/clock";
import { headersAs, type Json, setupBranch } from "../testing";
import { openDemoHall } from "./hall";
import { type DemoPerson, demoPeople } from "./people";

/** Monday, three in the morning. */
const atNightMs = Date.UTC(2026, 11, 6, 19);

const countsOf = (people: readonly DemoPerson[]): { readonly [service: string]: number } => {
  const counts: Record<string, number> = {};
  for (const { service } of people) counts[service] = (counts[service] ?? 0) + 1;
  return counts;
};

const setupDemoBranch = async (code = "SGR-HQ1") => {
  const branch = await setupBranch({ nowMs: atNightMs, branch: code });
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: (request) => {
      branch.clock.advance(5);
      return branch.app.fetch(request);
    },
  });
  onTestFinished(() => server.stop(true));
  const open = async (seed: number | undefined) =>
    openDemoHall(`http://127.0.0.1:${server.port}`, {
      seed,
      clock: branch.clock,
      random: seededRandom(5),
      headersAs: async (as) => ({ ...headersAs(branch, as), origin: branch.deps.self.publicUrl }),
    });
  const hall = async (): Promise<Json> =>
    (await branch.call("GET", "/kiosk", undefined, { as: "kiosk:1" })).body;
  /** Who took a number: how many people by service. */
  const waiting = () =>
    Object.fromEntries(
      branch.db.query("SELECT service, count(*) FROM ticket GROUP BY service").values() as [string, number][],
    );
  return { open, hall, waiting, clock: branch.clock };
};

test("at three in the morning the demo hall is open and gives numbers; without a seed, or on another day, nobody comes", async () => {
  const { open, hall, waiting, clock } = await setupDemoBranch();
  const isUsable = async () => {
    const { open: isOpen, services } = await hall();
    expect(isOpen).toBe(true);
    expect(services.length).toBeGreaterThan(0);
    expect(services.every(({ numbersLeft }: Json) => numbersLeft > 0)).toBe(true);
  };
  await open(undefined);
  await isUsable();
  expect(waiting()).toEqual({});
  clock.advance(86_400_000);
  await open(7);
  await isUsable();
  expect(waiting()).toEqual({});
});

test("a branch that lacks some service groups is opened for those it has", async () => {
  const { open, hall, waiting } = await setupDemoBranch("SGR-KLJ");
  await open(7);
  const { open: isOpen, services } = await hall();
  expect(isOpen).toBe(true);
  expect(services.length).toBeGreaterThan(0);
  expect(services.every(({ numbersLeft }: Json) => numbersLeft > 0)).toBe(true);
  expect(waiting()).toEqual(
    countsOf(
      demoPeople(
        seededRandom(7),
        services.map(({ code }: Json) => code),
      ),
    ),
  );
});

test("with a seed, exactly its people wait in a hall that is opened for the first time", async () => {
  const { open, hall, waiting } = await setupDemoBranch();
  await open(7);
  const services = (await hall()).services.map(({ code }: Json) => code);
  expect(waiting()).toEqual(countsOf(demoPeople(seededRandom(7), services)));
});

test("the same seed gives the same people, another seed others", () => {
  const people = (seed: number) => demoPeople(seededRandom(seed), ["PMA-BAHARUI", "PMA-BARU", "PLS-LANJUT"]);
  expect(people(7)).toEqual(people(7));
  expect(people(8)).not.toEqual(people(7));
  for (let seed = 0; seed < 50; seed++) {
    expect(people(seed).length).toBeGreaterThanOrEqual(5);
    expect(people(seed).length).toBeLessThanOrEqual(9);
  }
});
