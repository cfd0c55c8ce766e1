import { describe, expect, test } from "vitest";
import { minuteMs, rohani, selvam, setupHall } from "./hall.fixture";

describe("a visit at the counters", () => {
  test("goes from the number through application, payment and collection, and every step is answered", async () => {
    const hall = await setupHall();
    await hall.signsOn(rohani, hall.counter1, ["C"]);
    const person = await hall.comes();

    expect(await hall.calls(rohani, hall.counter1)).toMatchObject({
      id: person.ticketId,
      state: "called",
      stage: "application",
      calls: 1,
    });
    expect(await hall.does(rohani, `/tickets/${person.ticketId}/serve`)).toMatchObject({
      ticket: { state: "serving", counter: "1" },
      current: { id: person.ticketId, state: "serving" },
    });
    for (const stage of ["payment", "collection"]) {
      expect(
        await hall.does(rohani, `/tickets/${person.ticketId}/finish`, { outcome: "next_stage" }),
      ).toMatchObject({
        ticket: { state: "waiting", stage, number: person.number },
        current: null,
      });
      await hall.calls(rohani, hall.counter1);
    }
    const end = await hall.does(rohani, `/tickets/${person.ticketId}/finish`, { outcome: "done" });
    expect(end).toMatchObject({ ticket: { state: "done" }, current: null });
  });

  test("one touch finishes this person and calls the next, and whoever just got up is not the next", async () => {
    const hall = await setupHall();
    await hall.signsOn(rohani, hall.counter1, ["C"]);
    const first = await hall.comes();
    await hall.calls(rohani, hall.counter1);
    expect(await hall.calls(rohani, hall.counter1, { finish: true }), "nobody else waits").toBeNull();
    expect(await hall.ticket(first.ticketId)).toMatchObject({ state: "waiting", stage: "payment" });

    await hall.calls(rohani, hall.counter1);
    const second = await hall.comes();
    expect(await hall.calls(rohani, hall.counter1, { finish: true })).toMatchObject({ id: second.ticketId });
    expect(await hall.ticket(first.ticketId)).toMatchObject({ state: "waiting", stage: "collection" });
  });

  test("a repeated press with the same key is one call; another press must finish first", async () => {
    const hall = await setupHall();
    await hall.signsOn(rohani, hall.counter1, ["C"]);
    const [first] = [await hall.comes(), await hall.comes()];
    const key = hall.deps.newId();
    const press = () => hall.call("POST", `/counters/${hall.counter1}/next`, {}, { as: rohani, key });
    const answers = [await press(), await press()];
    expect(answers.map(({ body }) => body.current.id)).toEqual([first.ticketId, first.ticketId]);
    expect((await hall.page(rohani, hall.counter1)).waitingTotal).toBe(1);
    expect(await hall.refused(rohani, `/counters/${hall.counter1}/next`)).toBe("409 counter_busy");
  });

  test("a missed call costs the place once; the second ends the wait until the person stands before an officer", async () => {
    const hall = await setupHall();
    await hall.signsOn(rohani, hall.counter1, ["C"]);
    const person = await hall.comes();
    await hall.calls(rohani, hall.counter1);
    for (let again = 0; again < 3; again++) await hall.does(rohani, `/tickets/${person.ticketId}/recall`);
    expect(await hall.refused(rohani, `/tickets/${person.ticketId}/recall`)).toBe("409 recalls_used_up");
    expect(await hall.does(rohani, `/tickets/${person.ticketId}/absent`)).toMatchObject({
      ticket: { state: "waiting" },
      current: null,
    });
    expect((await hall.ticket(person.ticketId)).why).toContainEqual({ code: "missed_call", absences: 1 });

    await hall.calls(rohani, hall.counter1);
    expect(await hall.does(rohani, `/tickets/${person.ticketId}/absent`)).toMatchObject({
      ticket: { state: "absent" },
    });
    expect(await hall.calls(rohani, hall.counter1)).toBeNull();
    const back = await hall.does(rohani, `/counters/${hall.counter1}/call`, {
      ticket: person.number.toLowerCase(),
      reason: "Datang semula",
    });
    expect(back.current).toMatchObject({ id: person.ticketId, state: "called" });
  });

  test("somebody who goes for a photocopy is parked at the counter and keeps the place", async () => {
    const hall = await setupHall();
    await hall.signsOn(rohani, hall.counter1, ["C"]);
    const person = await hall.comes();
    hall.clock.advance(10 * minuteMs);
    await hall.comes();
    await hall.calls(rohani, hall.counter1);
    expect(await hall.does(rohani, `/tickets/${person.ticketId}/park`)).toMatchObject({
      ticket: { state: "parked", counter: "1" },
      current: null,
    });
    expect((await hall.page(rohani, hall.counter1)).parked).toMatchObject([
      { number: person.number, waitedMin: 10 },
    ]);
    await hall.does(rohani, `/tickets/${person.ticketId}/unpark`);
    expect((await hall.page(rohani, hall.counter1)).next).toMatchObject({
      ticket: { number: person.number },
    });
  });

  test("a transfer keeps the time waited: to another queue for everybody there, to a counter for that one alone", async () => {
    const hall = await setupHall();
    await hall.signsOn(rohani, hall.counter1, ["C"]);
    await hall.signsOn(selvam, hall.counter2, ["C", "K"]);
    const person = await hall.comes();
    hall.clock.advance(7 * minuteMs);
    await hall.calls(rohani, hall.counter1);
    const moved = await hall.does(rohani, `/tickets/${person.ticketId}/transfer`, {
      group: "K",
      reason: "Hanya bayaran",
    });
    expect(moved).toMatchObject({
      ticket: { state: "waiting", number: person.number, waitedMin: 7 },
      current: null,
    });
    expect(await hall.calls(rohani, hall.counter1)).toBeNull();

    await hall.calls(selvam, hall.counter2);
    await hall.does(selvam, `/tickets/${person.ticketId}/transfer`, {
      counter: hall.counter1,
      reason: "Rohani kenal kes ini",
    });
    expect(await hall.calls(selvam, hall.counter2), "kept for counter 1").toBeNull();
    expect((await hall.ticket(person.ticketId)).why).toContainEqual({
      code: "kept_for_counter",
      counterId: "1",
    });
    expect(await hall.calls(rohani, hall.counter1), "though it does not take payments").toMatchObject({
      id: person.ticketId,
    });
    expect(await hall.refused(rohani, `/tickets/${person.ticketId}/transfer`, { reason: "Ke mana?" })).toBe(
      "400 invalid_body",
    );
  });

  test("a claim of priority is confirmed or refused with one touch", async () => {
    const hall = await setupHall();
    await hall.signsOn(rohani, hall.counter1, ["C"]);
    const claimed = { claims: ["pregnant"], claim: "claimed" } as const;
    const [mother, other] = [await hall.comes(claimed), await hall.comes(claimed)];
    expect((await hall.page(rohani, hall.counter1)).waiting[0]).toMatchObject({
      lane: "priority",
      claims: ["pregnant"],
      claimConfirmed: null,
    });
    await hall.calls(rohani, hall.counter1);
    expect(
      await hall.does(rohani, `/tickets/${mother.ticketId}/priority`, { confirmed: true }),
    ).toMatchObject({
      ticket: { claimConfirmed: true, state: "called" },
    });
    await hall.calls(rohani, hall.counter1, { finish: true });
    expect(
      await hall.does(rohani, `/tickets/${other.ticketId}/priority`, { confirmed: false }),
    ).toMatchObject({
      ticket: { claimConfirmed: false, lane: "normal", state: "waiting" },
      current: null,
    });
  });

  test("notes wait for the next officer, sealed in the database", async () => {
    const hall = await setupHall();
    await hall.signsOn(rohani, hall.counter1, ["C"]);
    await hall.signsOn(selvam, hall.counter2, ["C"]);
    const person = await hall.comes();
    await hall.calls(rohani, hall.counter1);
    await hall.does(rohani, `/tickets/${person.ticketId}/note`, { text: "Gambar perlu diganti" });
    const noted = await hall.does(rohani, `/tickets/${person.ticketId}/note`, { text: "Bawa salinan" });
    expect(noted.current.notes).toMatchObject([
      { officer: "rohani", text: "Gambar perlu diganti" },
      { text: "Bawa salinan" },
    ]);
    await hall.does(rohani, `/tickets/${person.ticketId}/finish`, { outcome: "next_stage" });
    expect((await hall.calls(selvam, hall.counter2)).notes).toHaveLength(2);

    const stored = JSON.stringify(hall.db.query("SELECT body FROM log_open").all());
    expect(stored).not.toContain("Gambar");
    expect(
      hall.db.query("SELECT count(DISTINCT subject) AS n FROM case_note").get(),
      "one person, one key",
    ).toEqual({ n: 1 });
  });
});

describe("what is refused, and says why", () => {
  test("another's person, a step that does not fit, a number that is not there", async () => {
    const hall = await setupHall();
    await hall.signsOn(rohani, hall.counter1, ["C"]);
    await hall.signsOn(selvam, hall.counter2, ["C"]);
    const person = await hall.comes();
    await hall.calls(rohani, hall.counter1);
    for (const command of ["recall", "serve", "absent", "park", "finish"]) {
      expect(await hall.refused(selvam, `/tickets/${person.ticketId}/${command}`), command).toBe(
        "409 not_your_ticket",
      );
    }
    expect(await hall.refused(selvam, `/tickets/${person.ticketId}/note`, { text: "?" })).toBe(
      "409 not_your_ticket",
    );
    expect(
      await hall.refused(selvam, `/counters/${hall.counter2}/call`, {
        ticket: person.number,
        reason: "Saya mahu",
      }),
    ).toBe("409 wrong_state");
    expect(await hall.refused(rohani, `/tickets/${person.ticketId}/unpark`)).toBe("409 wrong_state");
    expect(await hall.refused(rohani, `/tickets/${hall.deps.newId()}/serve`)).toBe("404 ticket_not_found");
    expect(
      await hall.refused(selvam, `/counters/${hall.counter2}/call`, { ticket: "C999", reason: "Ada?" }),
    ).toBe("404 ticket_not_found");
    expect(
      await hall.refused(selvam, `/counters/${hall.counter2}/call`, { ticket: person.number, reason: " " }),
    ).toBe("400 invalid_body");
    expect((await hall.call("GET", "/queue?counter=nowhere", undefined, { as: rohani })).body.code).toBe(
      "counter_not_found",
    );
    expect((await hall.call("GET", `/tickets/${hall.deps.newId()}`)).body.code).toBe("ticket_not_found");
  });

  test("people without an office: nobody, and a kiosk", async () => {
    const hall = await setupHall();
    expect((await hall.call("GET", "/counters")).status).toBe(401);
    expect((await hall.call("POST", `/counters/${hall.counter1}/next`, {}, { as: "kiosk:1" })).status).toBe(
      403,
    );
  });
});
