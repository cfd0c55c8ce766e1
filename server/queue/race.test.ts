import { expect, test } from "vitest";
import { checkOf, rohani, selvam, setupHall } from "./hall.fixture";

test(
  "two officers press next a thousand times together, and nobody is called twice",
  { timeout: 300_000 },
  async () => {
    const hall = await setupHall();
    await hall.signsOn(rohani, hall.counter1, ["C"]);
    await hall.signsOn(selvam, hall.counter2, ["C"]);
    await Promise.all(Array.from({ length: 20 }, () => hall.comes()));
    const called: string[] = [];
    const press = (as: string, counter: string) => hall.calls(as, counter, { finish: true, outcome: "done" });
    for (let round = 0; round < 1000; round++) {
      const [, , first, second] = await Promise.all([
        hall.comes(round % 7 === 0 ? { claims: ["elderly"], claim: "claimed" } : {}),
        hall.comes(),
        press(rohani, hall.counter1),
        press(selvam, hall.counter2),
      ]);
      called.push(first.id, second.id);
      hall.clock.advance(1000);
    }
    expect(called).toHaveLength(2000);
    expect(new Set(called).size).toBe(2000);
    expect(await checkOf(hall), "and every call was the policy's").toEqual({ calls: 2000, deviations: [] });
  },
);
