import { describe, expect, test } from "vitest";
import { rohani } from "../queue/hall.fixture";
import { kiosk } from "../checkin/checkin.fixture";
import { phone } from "../testing";
import { setupPrinting } from "./printing.fixture";

const reprint = (id: string) => `/tickets/${id}/reprint`;

describe("a copy of a ticket", () => {
  test("is for staff only, with a reason", async () => {
    const { comes, call, untilJob } = await setupPrinting();
    const { ticketId } = await comes();
    await untilJob(ticketId, "printed");
    const reason = { reason: "lost" };
    expect((await call("POST", reprint(ticketId), reason, { as: kiosk })).body.code).toBe("not_allowed");
    expect((await call("POST", reprint(ticketId), reason, { as: phone("siti") })).body.code).toBe(
      "not_allowed",
    );
    expect((await call("POST", reprint(ticketId), reason)).body.code).toBe("sign_in_required");
    expect((await call("POST", reprint(ticketId), { reason: "because" }, { as: rohani })).status).toBe(400);
    expect((await call("POST", reprint(ticketId), {}, { as: rohani })).status).toBe(400);
  });

  test("comes once for one press of the button, and is counted", async () => {
    const { comes, call, jobs, untilJob, emulator } = await setupPrinting();
    const { ticketId } = await comes();
    await untilJob(ticketId, "printed");
    const key = "019f3c2a-7b1e-7c44-a1d2-0c55e0a94672";
    const first = await call("POST", reprint(ticketId), { reason: "unreadable" }, { as: rohani, key });
    const again = await call("POST", reprint(ticketId), { reason: "unreadable" }, { as: rohani, key });
    expect([first.body.copy, again.body.copy]).toEqual([1, 1]);
    await untilJob(ticketId, "printed");
    expect(jobs(ticketId)).toEqual(["printed", "printed"]);
    expect((await call("POST", reprint(ticketId), { reason: "lost" }, { as: rohani })).body.copy).toBe(2);
    await untilJob(ticketId, "printed");
    expect(emulator.tickets()).toHaveLength(3);
  });

  test("is refused while the paper is on its way, after the visit, and for a ticket nobody has", async () => {
    const { comes, call, does, signsOn, counter1, emulator, untilOnline, untilOffline, untilJob } =
      await setupPrinting();
    await untilOnline();
    emulator.setPaper("out");
    await untilOffline();
    const { ticketId } = await comes();
    const ask = async (id: string) =>
      (await call("POST", reprint(id), { reason: "not_printed" }, { as: rohani })).body.code;
    expect(await ask(ticketId)).toBe("still_printing");
    emulator.setPaper("ok");
    await untilJob(ticketId, "printed");
    await signsOn(rohani, counter1, ["C"]);
    await does(rohani, `/counters/${counter1}/next`);
    await does(rohani, `/tickets/${ticketId}/serve`);
    await does(rohani, `/tickets/${ticketId}/finish`, { outcome: "done" });
    expect(await ask(ticketId)).toBe("ticket_over");
    expect(await ask("019f3c2a-7b1e-7c44-a1d2-0c55e0a94672")).toBe("ticket_not_found");
  });
});

test("only staff sees the devices", async () => {
  const { call } = await setupPrinting();
  expect((await call("GET", "/devices", undefined, { as: kiosk })).status).toBe(403);
  expect((await call("GET", "/devices")).status).toBe(401);
});
