/** No path with one kind of proof: whoever books, whatever else was shown, the button makes no booking. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { proofKinds } from "../identity/kinds";
import { give, hold, mykad, press, send, setupOpenBranch, startOf } from "./booking.fixture";

const people = [mykad("900101-14-5678")];

/** Proofs of one kind, of this visit or its session, or of somebody and something else; an officer's has that of the document. */
const attempt = fc.record({
  as: fc.constantFrom("siti", "kiosk:1", "officer:rohani"),
  kind: fc.constantFrom(...proofKinds),
  proofs: fc.array(
    fc.record({
      isOwnSession: fc.boolean(),
      about: fc.constantFrom("this", "session", "another"),
      minutesAgo: fc.integer({ min: -5, max: 90 }),
    }),
    { maxLength: 6 },
  ),
  strangers: fc.subarray([...proofKinds]),
});

test("one kind makes no booking, however often it was shown and whatever others have shown; a second kind makes it", async () => {
  const branch = await setupOpenBranch();
  const { db, clock } = branch;
  const { slot } = startOf(branch);
  const bookings = () => db.query<{ n: number }, []>("SELECT count(*) AS n FROM booking").get()!.n;
  const show = (session: string, about: string, kind: string, minutesAgo = 0) =>
    db
      .query("INSERT OR REPLACE INTO proof VALUES (?, ?, ?, 'test', ?)")
      .run(session, about, kind, clock.nowMs() - minutesAgo * 60_000);

  await fc.assert(
    fc.asyncProperty(attempt, async ({ as, kind, proofs, strangers }) => {
      for (const table of ["rate_limit", "proof"]) db.run(`DELETE FROM ${table}`);
      const { holdId } = (await hold(branch, { as, people, slot })).body;
      expect((await give(branch, { as, people }, holdId)).status).toBe(200);
      const { session } = db
        .query<{ session: string }, [string]>("SELECT session FROM pending_visit WHERE hold = ?")
        .get(holdId)!;
      const one = as.startsWith("officer:") ? "document" : kind;
      for (const { isOwnSession, about, minutesAgo } of proofs)
        show(
          isOwnSession ? session : "another",
          { this: holdId, session: "", another: "another" }[about]!,
          one,
          minutesAgo,
        );
      for (const each of strangers) show("another", holdId, each);
      const before = bookings();
      const pressed = await press(branch, as, holdId);
      expect([pressed.status, pressed.body.code]).toEqual([409, "needs_another_kind"]);
      expect(bookings()).toBe(before);
      await send(branch, as, "DELETE", `/holds/${holdId}`);
    }),
    { numRuns: 60, seed: 20261207 },
  );

  const { holdId } = (await hold(branch, { as: "siti", people, slot })).body;
  await give(branch, { as: "siti", people }, holdId);
  const { session } = db.query<{ session: string }, []>("SELECT session FROM pending_visit").get()!;
  for (const kind of ["sms", "email"]) show(session, holdId, kind);
  expect((await press(branch, "siti", holdId)).status, "two kinds do").toBe(201);
});
