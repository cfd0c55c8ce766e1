import { expect, test } from "vitest";
import { book } from "../checkin/checkin.fixture";
import type { LaneSetup } from "./lane";
import { entrance, type Hall, setupHall } from "./lanes.fixture";

const hold = async (hall: Hall, text: string) => {
  hall.deps.reads.tellScan("door-1", { text, atMs: hall.timers.nowMs() }, "1");
  await hall.settle();
};

/** The door of a branch with a booking for today, and its slip. */
const door = async (controller = {}, lanes: readonly LaneSetup[] = [entrance]) => {
  const hall = await setupHall({
    lanes,
    hasLists: false,
    controller,
    branch: { closed: false },
  });
  const { slip, id, as, startsAtMs } = await book(hall);
  // The morning of the visit.
  hall.timers.set(startsAtMs - 10 * 60_000);
  return { hall, slip, id, as };
};

test("a slip opens the door of its branch on its day, once: shown again it calls an officer", async () => {
  const { hall, slip } = await door();
  await hold(hall, slip);
  expect(hall.last("door-1").decision).toBe("admit");
  await hall.pass(5_000);
  expect(hall.last("door-1").outcome).toBe("passed");
  await hold(hall, slip);
  expect(hall.last("door-1").reasons).toEqual(["slip_used"]);
  // Nobody crosses a border by it.
  expect(hall.db.query("SELECT count(*) AS n FROM movement").get()).toEqual({ n: 0 });
});

test("a door that nobody went through leaves the slip as it was", async () => {
  const { hall, slip } = await door({ walk: { afterMs: 60_000 } });
  await hold(hall, slip);
  await hall.pass(12_000);
  expect(hall.last("door-1").outcome).toBe("expired");
  await hold(hall, slip);
  expect(hall.last("door-1").decision).toBe("admit");
});

test("where nobody knows whether somebody went in, the slip does not open the door again", async () => {
  const { hall, slip } = await door({ walk: { afterMs: 60_000 } });
  await hold(hall, slip);
  hall.gateOf("door-1").reboot();
  await hall.pass(70_000, 1_000);
  expect(hall.last("door-1").outcome).toBe("unknown");
  await hold(hall, slip);
  expect(hall.last("door-1").reasons).toContain("slip_used");
});

test("one slip held to two doors in the same moment opens one of them", async () => {
  const { hall, slip } = await door({}, [entrance, { ...entrance, id: "door-2", name: "Pintu 2" }]);
  const atMs = hall.timers.nowMs();
  for (const id of ["door-1", "door-2"]) hall.deps.reads.tellScan(id, { text: slip, atMs }, id);
  await hall.settle();
  expect([hall.last("door-1"), hall.last("door-2")]).toMatchObject([
    { decision: "admit" },
    { decision: "refer", reasons: ["slip_used"] },
  ]);
  await hall.pass(5_000);
  const passed = hall.db.query("SELECT outcome FROM passage_end").all();
  expect(passed).toEqual([{ outcome: "passed" }]);
});

test("a forged slip, a cancelled one and one of another day open nothing", async () => {
  const { hall, slip, id, as } = await door();
  const forged = slip.slice(0, -1) + (slip.endsWith("A") ? "B" : "A");
  for (const text of [forged, `STO1:${"A".repeat(4_000)}`, "STO1:", "STO9:1"]) {
    await hold(hall, text);
    expect(hall.last("door-1").reasons, text.slice(0, 20)).toEqual(["slip_invalid"]);
    await hall.pass(9_000, 1_000);
  }
  const cancelled = await hall.call("POST", `/bookings/${id}/cancel`, {}, { as });
  expect(cancelled.body).toMatchObject({ state: "cancelled" });
  await hold(hall, slip);
  expect(hall.last("door-1").decision).toBe("refer");
  const commands = hall.db.query("SELECT count(*) AS n FROM gate_command WHERE kind = 'admit'").get();
  expect(commands).toEqual({ n: 0 });
});
