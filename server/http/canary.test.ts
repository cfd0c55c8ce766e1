/** Persons who do not exist, marked, through the day of a branch: nothing that a stranger or a watcher reads knows them. */
import { expect, test } from "vitest";
import { book, mykad, startOf, setupOpenBranch } from "../booking/booking.fixture";
import { takeNumber, typeReference } from "../checkin/checkin.fixture";
import { logLine } from "../log";
import { phone } from "../testing";

const marks = ["KANARI", "kanari", "900101-14-5678", "900101145678", "012-398 7654", "123987654"] as const;
const number = "900101-14-5678";

test("booking, check-in and kiosk leave no mark in logs, audit rows, figures and refusals", async () => {
  const branch = await setupOpenBranch({ checkReplay: false });
  const { app, clock, db, errors } = branch;
  const read: string[] = [];
  const refused = async (method: string, path: string, body: unknown, as = phone("siti")) => {
    const answer = await branch.call(method, path, body, { as });
    expect(answer.status, `${path} ${JSON.stringify(body)}`).toBeGreaterThanOrEqual(400);
    read.push(JSON.stringify(answer.body), JSON.stringify([...answer.headers]));
  };

  const contact = { email: "kanari@contoh.example", phone: "012-398 7654" };
  const people = [mykad(number, "KANARI BINTI KUNING")];
  const start = startOf(branch);
  const visit = { as: "siti", people, slot: start.slot, rest: { contact } };
  const made = await book(branch, visit);
  expect(made.status, JSON.stringify(made.body)).toBe(201);

  const person = {
    document: { type: "mykad", number, colour: 1 },
    name: "KANARI\u0000",
    answers: { fileNo: {} },
  };
  await refused("POST", "/holds/KANARI/visit", { parties: [person], contact, colour: true });
  await refused("POST", "/holds/KANARI/visit", `{"name":"KANARI",${number}`);
  await refused("POST", "/holds/KANARI/codes/try", { kind: "sms", code: "KANARI" });
  await refused("POST", "/bookings/find", { ref: "K3ABCDEF", documentNumber: number });
  await refused("GET", "/bookings/KANARI", undefined);
  await refused("GET", "/bookings?before=KANARI&after=kanari", undefined);
  await refused("POST", "/account/contacts/codes", contact);
  await refused("POST", "/staff/sign-in", { answer: { id: "KANARI" } });
  const again = await book(branch, { ...visit, slot: startOf(branch, 1).slot });
  expect(again.status).toBe(409);
  read.push(JSON.stringify(again.body));

  clock.advance(start.startsAtMs - clock.nowMs());
  expect((await typeReference(branch, made.body.ref, "800101145555")).status).toBeGreaterThanOrEqual(400);
  const come = await typeReference(branch, made.body.ref, number);
  expect(come.body.type, JSON.stringify(come.body)).toBe("checked_in");
  expect((await takeNumber(branch)).status).toBe(201);

  // A fault that no rule foresaw, whose message holds everything about a person.
  db.run("ALTER TABLE party RENAME TO party_gone");
  await refused("GET", "/bookings", undefined);
  expect(errors).not.toHaveLength(0);
  const said = new Error(`no party "KANARI BINTI KUNING" ${number} kanari@contoh.example`);
  for (const cause of [...errors.splice(0), said])
    read.push(logLine(clock.nowMs(), "error", { what: "request 1", cause }));

  read.push(await (await app.request("/metrics")).text(), ...branch.said);
  const rows = db.query("SELECT * FROM audit").all();
  expect(rows.length, "the day is in the audit log").toBeGreaterThan(0);
  const plain = (_key: string, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value;
  read.push(JSON.stringify(rows, plain));
  for (const text of read) for (const mark of marks) expect(text, mark).not.toContain(mark);
});
