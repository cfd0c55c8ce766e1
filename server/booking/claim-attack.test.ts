/**
 * Somebody who knows another's document number and has channels of their own: telephone, mailbox and passkey are theirs, so every
 * proof they show is true. What they prove is a contact, not a person (kernel 4).
 */
import { describe, expect, test } from "vitest";
import type { NoticeBody } from "../../sync/notice";
import { browserAt } from "../identity/account.fixture";
import type { Json, TestBranch } from "../testing";
import { detailsOf, mykad, send, setupOpenBranch, startOf } from "./booking.fixture";

const victimsNumber = "900101-14-5678";

/** A person at their own telephone. Each has a mailbox and makes a passkey on the way. */
const setupPerson = async (branch: TestBranch, no: number) => {
  const browser = browserAt(branch);
  await browser.post("/session");
  const contact = { email: `person${no}@example.com`, phone: `+6012345670${no}` };
  return {
    ...browser,
    /** Every answer on the way from a time to a booking, in order. */
    book: async (number: string, at: number): Promise<readonly Json[]> => {
      const { slot } = startOf(branch, at);
      const visit = { slot, service: "PMA-BAHARUI", kind: "citizen", parties: 1 };
      const held = await browser.post("/holds", visit);
      const path = `/holds/${held.body.holdId}`;
      const given = await browser.post(`${path}/visit`, {
        ...detailsOf({ people: [mykad(number)] }),
        contact,
      });
      const { status } = await browser.enrol();
      expect(status, "a passkey").toBe(201);
      const sent = await browser.post(`${path}/codes`, { kind: "email" });
      const typed = await browser.post(`${path}/codes/try`, { kind: "email", code: newestCode(branch) });
      return [held, given, sent, typed, await browser.post(`${path}/confirm`)];
    },
    /** Asks for code after code in somebody's name, each to another number and mailbox of their own. */
    askForCodes: async (number: string): Promise<void> => {
      const { slot } = startOf(branch, 8);
      for (let round = 1; round <= 3; round++) {
        const visit = { slot, service: "PMA-BAHARUI", kind: "citizen", parties: 1 };
        const path = `/holds/${(await browser.post("/holds", visit)).body.holdId}`;
        const own = { email: `spare${no}.${round}@example.com`, phone: `+601234568${no}${round}` };
        await browser.post(`${path}/visit`, { ...detailsOf({ people: [mykad(number)] }), contact: own });
        for (const kind of ["sms", "email"]) await browser.post(`${path}/codes`, { kind });
        await browser.send("DELETE", path);
      }
    },
  };
};

const newestCode = ({ db, deps: { sealer } }: TestBranch): string => {
  const row = db
    .query<{ id: string; subject: string; sealed: Uint8Array }, []>(
      "SELECT id, subject, sealed FROM notice WHERE purpose = 'code' ORDER BY rowid DESC LIMIT 1",
    )
    .get()!;
  const { message } = sealer.unseal<NoticeBody>(sealer.open(db, row.subject)!, "notice", row.id, row.sealed);
  return (message as { code: string }).code;
};

/** What an answer says beside whom and when it is about: ids, times and names go, every word and yes or no stays. */
const said = (answer: Json): Json =>
  JSON.parse(
    JSON.stringify(answer, (key, value: unknown) =>
      /^(id|holdId|ref|requestId|slot|name|documentMasked|to)$|AtMs$|Ms$/.test(key) && value !== null
        ? typeof value
        : value,
    ),
  ) as Json;

const setupTown = async () => {
  const branch = await setupOpenBranch();
  branch.deps.channels.attach({ health: () => ({ type: "ok" }) });
  const [victim, attacker, anybody] = await Promise.all([1, 2, 3].map((no) => setupPerson(branch, no)));
  return { branch, victim: victim!, attacker: attacker!, anybody: anybody! };
};

type Person = Awaited<ReturnType<typeof setupPerson>>;

/** What the attacker may try with a booking of somebody else, and with one that there is not. */
const triesAt = async (attacker: Person, id: string, slot: string): Promise<Json> =>
  Promise.all(
    (
      [
        ["GET", ""],
        ["GET", "/slip"],
        ["GET", "/proof"],
        ["POST", "/cancel", {}],
        ["POST", "/move", { slot }],
        ["POST", "/parties/1/drop", {}],
        ["POST", "/parties/1/seen", {}],
      ] as const
    ).map(async ([method, path, body]) => said(await attacker.send(method, `/bookings/${id}${path}`, body))),
  );

describe("an attacker with a telephone, a mailbox and a passkey of their own, and the victim's MyKad number", () => {
  test.each([
    ["before the victim books", ["attacker", "victim"]],
    ["after the victim booked", ["victim", "attacker"]],
  ] as const)(
    "%s: both are answered as anybody is, and neither can touch the other's",
    async (_when, order) => {
      const town = await setupTown();
      const { branch, victim, attacker, anybody } = town;
      const plain = (await anybody.book("880202-10-5511", 0)).map(said);
      expect(plain.at(-1)).toMatchObject({ status: 201, body: { state: "confirmed", verified: false } });

      await (await setupPerson(branch, 9)).askForCodes(victimsNumber);
      const bookings: Partial<Record<"victim" | "attacker", Json>> = {};
      for (const [at, who] of order.entries()) {
        const answers = await town[who].book(victimsNumber, at + 1);
        expect(answers.map(said), who).toEqual(plain);
        bookings[who] = answers.at(-1)!.body;
      }
      const own = bookings.victim!;
      const shown = () => victim.get(`/bookings/${own.id}`);
      const before = await shown();
      expect(said(before.body), "the victim sees what was answered").toEqual(plain.at(-1)!.body);

      const nothing = "01a20695-0000-7000-8000-000000000000";
      const { slot } = startOf(branch, 5);
      expect(await triesAt(attacker, own.id, slot)).toEqual(await triesAt(attacker, nothing, slot));
      expect((await attacker.get("/bookings")).body.items.map(({ id }: Json) => id)).toEqual([
        bookings.attacker!.id,
      ]);
      const guessed = { ref: "0000-0000", documentNumber: victimsNumber };
      expect((await attacker.post("/bookings/find", guessed)).status).toBe(404);

      await attacker.post(`/bookings/${bookings.attacker!.id}/cancel`);
      const after = await shown();
      expect(after.body, "nothing that the attacker did shows").toEqual(before.body);
    },
  );

  test("a third claim brings the document; the document ends the attacker's, and no word says whose it was", async () => {
    const { branch, victim, attacker, anybody } = await setupTown();
    const theirs = (await attacker.book(victimsNumber, 0)).at(-1)!.body;
    const own = (await victim.book(victimsNumber, 1)).at(-1)!.body;
    const third = (await anybody.book(victimsNumber, 2)).at(-1)!;
    expect([third.status, third.body.code]).toEqual([409, "bring_document"]);

    await send(branch, "officer:rohani", "POST", `/bookings/${own.id}/parties/1/seen`, {});
    expect((await victim.get(`/bookings/${own.id}`)).body).toMatchObject({
      state: "confirmed",
      verified: true,
    });
    const lost = (await attacker.get(`/bookings/${theirs.id}`)).body;
    expect(lost).toMatchObject({ state: "superseded", can: { cancel: false, move: false } });
    expect(JSON.stringify(lost)).not.toMatch(new RegExp(`${own.ref}|${own.id}`));
    const stranger = await setupPerson(branch, 4);
    const again = (await stranger.book(victimsNumber, 3)).at(-1)!;
    expect(said(again), "beside a proven booking, in the very words of the third").toEqual(said(third));
  });
});
