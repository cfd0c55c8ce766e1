import { expect, test } from "vitest";
import { manualTimers } from "../../sync/core/timers";
import { notBefore } from "./floor";

test.each([
  ["good news", async () => "yes"],
  [
    "bad news",
    async () => {
      throw new Error("no");
    },
  ],
])("%s comes when the floor of time is over, not before", async (_what, work: () => Promise<string>) => {
  const timers = manualTimers(0);
  let answered = false;
  const asked = notBefore(250, work, timers)
    .catch(() => "no")
    .finally(() => {
      answered = true;
    });
  const isAnswered = async () => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    return answered;
  };
  timers.advance(249);
  expect(await isAnswered()).toBe(false);
  timers.advance(1);
  await asked;
});
