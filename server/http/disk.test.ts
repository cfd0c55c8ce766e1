import { expect, test } from "vitest";
import { book, hold, mykad, send, setupOpenBranch, startOf } from "../booking/booking.fixture";

const siti = mykad("900101-14-5678");

test("on a full disk nothing more is booked and everything is still shown; with room again the same request goes through", async () => {
  const branch = await setupOpenBranch();
  const { page_count: pages } = branch.db.query<{ page_count: number }, []>("PRAGMA page_count").get()!;
  branch.db.run(`PRAGMA max_page_count = ${pages}`);
  let made = 0;
  const person = (at: number) => mykad(`9001${String((at % 28) + 1).padStart(2, "0")}-14-${1000 + at}`);
  const bookNext = async () =>
    book(branch, { as: `phone ${made}`, people: [person(made)], slot: startOf(branch).slot });
  // The pages there are have some room left; what needs a new one is refused.
  let answered = await bookNext();
  while (answered.status === 201) {
    made++;
    answered = await bookNext();
  }
  expect([answered.status, answered.body.code]).toEqual([507, "disk_full"]);
  expect(branch.db.query<{ n: number }, []>("SELECT count(*) AS n FROM booking").get()!.n).toBe(made);
  const day = "/availability/day?branch=SGR-HQ1&service=PMA-BAHARUI&kind=citizen&date=2026-12-10";
  expect((await branch.call("GET", day)).status).toBe(200);

  branch.db.run("PRAGMA max_page_count = 1000000");
  expect((await bookNext()).status).toBe(201);
});

test("when the disk fails at the commit nobody is told that it worked, and the process ends", async () => {
  const failing = { now: false };
  const branch = await setupOpenBranch({
    writer: {
      commit: (db) => {
        if (failing.now) throw Object.assign(new Error("disk I/O error"), { code: "SQLITE_IOERR_FSYNC" });
        db.run("COMMIT");
      },
    },
  });
  const visit = { as: "siti", people: [siti], slot: startOf(branch).slot };
  expect((await book(branch, visit)).status).toBe(201);
  failing.now = true;
  const [first, second] = await Promise.all([
    hold(branch, { ...visit, as: "malik" }),
    hold(branch, { ...visit, as: "ravi" }),
  ]);
  for (const answered of [first, second]) {
    expect([answered.status, answered.body.code]).toEqual([503, "outcome_unknown"]);
    expect(answered.headers.get("retry-after")).toBe("2");
  }
  expect(branch.errors, "the supervisor starts the node again").toHaveLength(1);
  branch.errors.length = 0;

  failing.now = false;
  const later = await hold(branch, { ...visit, as: "malik" });
  expect([later.status, later.body.code], "this process writes nothing more").toEqual([503, "stopping"]);
  expect((await send(branch, "siti", "GET", "/bookings")).body.items).toHaveLength(1);
});
