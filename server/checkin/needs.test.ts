import { expect, test } from "vitest";
import { setupBranch } from "../testing";
import { ticketOnPaper } from "../devices/paper.usecase";
import { ticketPicture } from "../devices/ticket/ticket-svg";
import { book, kiosk, scan } from "./checkin.fixture";

/** Somebody booked with these needs, came on the day and showed the slip. */
const arrive = async (needs: readonly string[]) => {
  const branch = await setupBranch();
  const booked = await book(branch, { needs });
  branch.clock.advance(booked.startsAtMs - branch.clock.nowMs());
  const done = await scan(branch, booked.slip);
  expect(done.status, JSON.stringify(done.body)).toBe(200);
  const job = branch.db.query("SELECT payload FROM device_job").get() as { payload: string };
  return {
    branch,
    booked,
    ticket: done.body.ticket,
    job: JSON.parse(job.payload) as { lang: string; large?: true },
  };
};

test("who cannot see well has a ticket in large type, and goes ahead once an officer has looked", async () => {
  const { branch, ticket, job } = await arrive(["low_vision"]);
  expect(job.large).toBe(true);
  expect(ticket.lane).toBe("priority");
  const paper = ticketOnPaper(branch.deps, { of: ticket.id, lang: "ms", large: true, copy: 0 })!;
  const { large: _, ...small } = paper;
  expect(ticketPicture(paper).heightPx).toBeGreaterThan(ticketPicture(small).heightPx * 1.2);
});

test("the officer reads in the case what this person needs, and nobody else does", async () => {
  const { branch, booked } = await arrive(["wheelchair", "interpreter"]);
  const { items } = (await branch.call("GET", "/counters", undefined, { as: "officer:rohani" })).body;
  const own = items.find(({ groups }: { groups: string[] }) => groups.includes("A"));
  await branch.call("POST", `/counters/${own.id}/sign-on`, {}, { as: "officer:rohani" });
  const { body } = await branch.call("POST", `/counters/${own.id}/next`, {}, { as: "officer:rohani" });
  expect(body.current.booking.needs).toEqual(["wheelchair", "interpreter"]);

  for (const table of ["booking", "party", "ticket", "log_open"])
    expect(JSON.stringify(branch.db.query(`SELECT * FROM ${table}`).all()), table).not.toContain(
      "wheelchair",
    );
  const seen = await branch.call("GET", `/bookings/${booked.id}`, undefined, { as: kiosk });
  expect(JSON.stringify(seen.body)).not.toContain("wheelchair");
});

test("an interpreter or a companion is no reason to go ahead", async () => {
  const { ticket, job } = await arrive(["interpreter", "companion"]);
  expect([ticket.lane, job.large]).toEqual(["appointment", undefined]);
});

test("a need that is none is refused", async () => {
  const branch = await setupBranch();
  await expect(book(branch, { needs: ["a pony"] })).rejects.toThrow("needs");
});
