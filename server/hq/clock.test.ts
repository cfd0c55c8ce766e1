import { describe, expect, test } from "vitest";
import { keepHeard } from "../../sync/peers";
import { hold, mykad, setupOpenBranch, startOf } from "../booking/booking.fixture";
import { setupCountry } from "../booking/country.fixture";
import { takeNumber } from "../checkin/checkin.fixture";
import type { TestBranch } from "../testing";
import { clockTrouble, isConfirmed } from "./clock";

const minuteMs = 60_000;
const nowMs = 1_000 * minuteMs;

describe("a clock is in doubt", () => {
  test("when it is before this node's own last record, unless headquarters was heard by it a moment ago", () => {
    const set = { nowMs, lastRecordMs: nowMs + 10 * minuteMs, hq: null };
    expect(clockTrouble(set)).toEqual({ type: "behind_records", byMs: 10 * minuteMs });
    expect(clockTrouble({ ...set, hq: { aheadMs: 0, heardAtMs: nowMs - minuteMs } })).toBeUndefined();
    expect(clockTrouble({ ...set, hq: { aheadMs: 0, heardAtMs: nowMs + minuteMs } })).toBeDefined();
    expect(clockTrouble({ ...set, lastRecordMs: nowMs + 1000 })).toBeUndefined();
  });

  test("when headquarters' differs by five minutes, in either direction", () => {
    const heard = (aheadMs: number) =>
      clockTrouble({ nowMs, lastRecordMs: nowMs, hq: { aheadMs, heardAtMs: nowMs } })?.type;
    expect([heard(4 * minuteMs), heard(5 * minuteMs), heard(-5 * minuteMs)]).toEqual([
      undefined,
      "off",
      "off",
    ]);
  });

  test("until a supervisor's word, which holds for that trouble and for twelve hours", () => {
    const word = { type: "off", atMs: nowMs, by: "azlina" } as const;
    const off = { type: "off", byMs: 6 * minuteMs } as const;
    expect(isConfirmed(off, word, nowMs + minuteMs)).toBe(true);
    expect(isConfirmed(off, word, nowMs + 12 * 60 * minuteMs)).toBe(false);
    expect(isConfirmed({ type: "behind_records", byMs: 1 }, word, nowMs)).toBe(false);
    expect(isConfirmed(off, undefined, nowMs)).toBe(false);
  });
});

const holdOne = (branch: TestBranch, at: number) =>
  hold(branch, { as: `phone${at}`, people: [mykad("900101-14-4672")], slot: startOf(branch, at).slot });

describe("with a clock that was set back", () => {
  test("the hall goes on, nothing that ends is given out, and a supervisor's word gives it out again", async () => {
    const branch = await setupOpenBranch();
    expect((await holdOne(branch, 0)).status).toBe(201);
    const beforeMs = branch.clock.nowMs();
    branch.clock.advance(30 * minuteMs);
    const device = { kind: "kiosk", name: "Kios 9" };
    const makeCode = () => branch.call("POST", "/devices/codes", device, { as: "supervisor:azlina" });
    expect((await makeCode()).status, "an audited record of then").toBe(201);
    branch.clock.set(beforeMs);
    const node = async () => (await branch.call("GET", "/node")).body.clock;
    expect(await node()).toEqual({ trouble: "behind_records", byMs: 30 * minuteMs, isConfirmed: false });

    const refused = await holdOne(branch, 1);
    expect([refused.status, refused.body.code]).toEqual([503, "clock_unsure"]);
    expect((await makeCode()).body.code).toBe("clock_unsure");
    expect((await takeNumber(branch)).status, "numbers go on").toBe(201);
    expect((await branch.call("GET", "/counters", undefined, { as: "officer:rohani" })).status).toBe(200);

    const confirm = (as: string) => branch.call("POST", "/branch/clock/confirm", {}, { as });
    expect((await confirm("officer:rohani")).status).toBe(403);
    expect((await confirm("supervisor:azlina")).status).toBe(204);
    expect((await node()).isConfirmed).toBe(true);
    expect((await holdOne(branch, 2)).status).toBe(201);
    branch.clock.advance(31 * minuteMs);
    expect((await confirm("supervisor:azlina")).body.code).toBe("clock_is_right");
  });
});

test("a branch whose clock is off by five minutes from headquarters' holds nothing for anybody until somebody looks", async () => {
  const { branches } = await setupCountry();
  const [branch] = branches;
  expect((await branch.call("GET", "/node")).body.clock).toBeNull();
  expect((await holdOne(branch, 0)).status).toBe(201);
  const heardAtMs = branch.clock.nowMs();
  keepHeard(branch.db, { alias: 1, have: {}, heardAtMs, aheadMs: 6 * minuteMs });
  expect((await holdOne(branch, 1)).body.code).toBe("clock_unsure");
  keepHeard(branch.db, { alias: 1, have: {}, heardAtMs, aheadMs: 0 });
  expect((await holdOne(branch, 1)).status).toBe(201);
});
