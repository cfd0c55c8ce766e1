import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { bookHeld, contactOf } from "../../server/booking-client.testing";
import { demoCallers } from "../../server/demo/client";
import { picture } from "./chromium.testing";
import { type Line, openLine } from "./line.testing";
import { look } from "./looks.testing";
import { button, scan } from "./people.testing";
import { roomDate } from "./demo.testing";
import { setupRoom, until } from "./room.testing";

const room = setupRoom();
const lineComplaints = /ERR_|Failed to fetch|net::|status of 401/;
const dayMs = 86_400_000;

const shownRef = (ref: string) => ref.replace(/^(.{4})-?(.{4})$/, "$1-$2");

interface Booked {
  readonly id: string;
  readonly ref: string;
  readonly slip: string;
  cancel(): Promise<void>;
  state(): Promise<{ readonly state: string; readonly ticketId: string | null }>;
}

/** Books the first free time of a day at the branch, through its API. */
const bookFor = async (no: number, date: string): Promise<Booked> => {
  const headers = await demoCallers(room.branch)(`public:tablet${no}`);
  const ask = async (path: string, body?: object) => {
    const answer = await fetch(`${room.branch}/api/v1${path}`, {
      method: body ? "POST" : "GET",
      headers: { ...headers, "content-type": "application/json", "idempotency-key": Bun.randomUUIDv7() },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, body: await answer.json().catch(() => null) };
  };
  const what = `branch=SGR-HQ1&service=PMA-BARU&parties=1&kind=citizen`;
  const { slots } = (await ask(`/availability/day?${what}&date=${date}`)).body;
  const { slot } = slots.find(({ state }: { state: string }) => state === "free");
  const contact = contactOf(no);
  const held = (await ask("/holds", { slot, service: "PMA-BARU", kind: "citizen", parties: 1 })).body;
  const mykad = `900214105${String(no).padStart(3, "0")}`;
  const made = await bookHeld(ask, room.codeTo, held.holdId, { contact, people: [{ mykad }] });
  expect(made.status, JSON.stringify([held, made.body])).toBe(201);
  const { id, ref } = made.body;
  const { text } = (await ask(`/bookings/${id}/slip`)).body;
  return {
    id,
    ref,
    slip: text,
    state: async () => (await ask(`/bookings/${id}`)).body,
    cancel: async () => expect((await ask(`/bookings/${id}/cancel`, {})).status).toBe(200),
  };
};

/** A later day on which the branch takes appointments. */
const anotherDay = async (): Promise<string> => {
  for (let days = 1; days < 10; days++) {
    const date = new Date(Date.parse(roomDate()) + days * dayMs).toISOString().slice(0, 10);
    const asked = `${room.branch}/api/v1/availability/day?branch=SGR-HQ1&service=PMA-BARU&parties=1&kind=citizen&date=${date}`;
    const { slots } = (await (await fetch(asked)).json()) as { slots?: readonly { state: string }[] };
    if (slots?.some(({ state }) => state === "free")) return date;
  }
  throw new Error("no day with a free time");
};

/** The tablet of the branch, with an officer at it, on a network of its own. */
const openDoor = async (line: Line): Promise<Page> => {
  const tablet = await room.visit("/", { size: "tablet", expects: lineComplaints });
  await tablet.goto(`${line.url}/demo/enter?as=tablet:1&then=/tablet`);
  await tablet.goto(`${line.url}/demo/enter?as=officer:rohani&then=/door`);
  await listIsThere(tablet);
  return tablet;
};

const listIsThere = (tablet: Page) => tablet.getByText(/^Senarai \d+ temujanji/).waitFor();
const heading = (tablet: Page, name: string | RegExp) =>
  tablet.getByRole("heading", { name, level: 1 }).waitFor();
const unsent = (tablet: Page, count: number) =>
  tablet.locator(".tag", { hasText: `${count} belum dihantar` }).waitFor();

/** Holds the next slip to the tablet. */
const show = async (tablet: Page, slip: string, says: string | RegExp): Promise<void> => {
  await scan(tablet, slip);
  await heading(tablet, says);
};

const workerIsActive = (page: Page) =>
  page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active && active.state !== "activated")
      await new Promise((done) =>
        active.addEventListener("statechange", () => active.state === "activated" && done(0)),
      );
  });

describe("a tablet at the door", () => {
  test("goes on when its network is gone, through reloads and an update, and tells everything once when it is back", async () => {
    const [good, cancelled, twice, online] = [
      await bookFor(701, roomDate()),
      await bookFor(702, roomDate()),
      await bookFor(703, roomDate()),
      await bookFor(704, roomDate()),
    ];
    const later = await bookFor(705, await anotherDay());
    await cancelled.cancel();
    const line = openLine(room.branch);
    const tablet = await openDoor(line);
    await look(tablet, "door", { only: true });
    await show(tablet, online.slip, /^Sudah didaftar masuk/);
    await show(tablet, online.slip, "Sudah daftar masuk sebelum ini");
    await workerIsActive(tablet);

    line.cut();
    await show(tablet, good.slip, "Sah, belum direkod");
    await unsent(tablet, 1);
    await look(tablet, "door-kept", { nodeAway: true });
    await show(tablet, good.slip, "Slip ini sudah digunakan");
    await show(tablet, online.slip, "Slip ini sudah digunakan");
    await show(tablet, cancelled.slip, "Temujanji ini dibatalkan");
    await show(tablet, later.slip, "Hari lain");
    await show(
      tablet,
      `${good.slip.slice(0, -1)}${good.slip.endsWith("0") ? "1" : "0"}`,
      "Bukan slip yang sah",
    );
    await button(tablet, "Imbas seterusnya").click();
    await button(tablet, "Taip rujukan").click();
    await tablet.getByLabel("Rujukan").fill(twice.ref);
    await tablet.getByLabel("Nombor dokumen").fill("900214105703");
    await button(tablet, "Semak rujukan").click();
    await heading(tablet, "Ada dalam senarai, tidak direkod");

    await tablet.reload();
    await heading(tablet, "Imbas slip");
    await unsent(tablet, 1);
    await show(tablet, good.slip, "Slip ini sudah digunakan");
    await show(tablet, twice.slip, "Sah, belum direkod");
    await unsent(tablet, 2);
    const all = await everythingKept(tablet);
    const readable = [good, twice, later].flatMap(({ ref, id, slip }) =>
      [ref.replace("-", ""), ref, id, slip].filter((text) => all.includes(text)),
    );
    expect(readable, "what somebody who opens its storage reads").toEqual([]);

    // Meanwhile the second person goes to a kiosk that still has its network.
    const kiosk = await demoCallers(room.branch)("kiosk:1");
    const used = await fetch(`${room.branch}/api/v1/checkins`, {
      method: "POST",
      headers: { ...kiosk, "content-type": "application/json", "idempotency-key": Bun.randomUUIDv7() },
      body: JSON.stringify({ by: "slip", slip: twice.slip, lang: "ms" }),
    });
    expect(((await used.json()) as { type: string }).type).toMatch(/^(early|checked_in|late)$/);

    // The network is back, but the answers of the door do not come yet: the new version waits for them.
    await tablet.route("**/api/v1/door/checkins", (route) => route.abort("connectionreset"));
    line.newVersion();
    line.mend();
    await tablet.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await until(async () =>
      expect(await tablet.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null)).toBe(
        true,
      ),
    );
    // It tries twice more, five seconds apart: a page that noticed the new version would have offered it by then.
    for (let tries = 0; tries < 2; tries++) await tablet.waitForRequest(/\/door\/checkins$/);
    expect(await tablet.getByText("Versi baharu sedia.").count()).toBe(0);
    await unsent(tablet, 2);

    // The first answer that comes through is lost on its way: told again, it is the same act.
    await tablet.unroute("**/api/v1/door/checkins");
    const keys: (string | null)[] = [];
    await tablet.route("**/api/v1/door/checkins", async (route) => {
      keys.push(await route.request().headerValue("idempotency-key"));
      if (keys.length > 1) return route.continue();
      await route.fetch();
      await route.abort("connectionreset");
    });
    await unsent(tablet, 0);
    // What was on the screen when it was told has its answer now: it was the second use.
    await heading(tablet, "Slip ini digunakan dua kali");
    expect(keys).toHaveLength(3);
    expect(keys[1]).toBe(keys[0]);
    expect(await good.state()).toMatchObject({ state: "checked_in", ticketId: expect.any(String) });
    await tablet.getByRole("heading", { name: "Slip ini digunakan dua kali", level: 3 }).waitFor();
    await look(tablet, "door-unsettled", { only: true });
    await tablet.getByText("Versi baharu sedia.").waitFor();
    await button(tablet, /^Sudah dilihat/).click();
    await tablet
      .getByRole("heading", { name: "Slip ini digunakan dua kali", level: 3 })
      .waitFor({ state: "detached" });

    const supervisor = await room.visit("/line", { size: "desktop" });
    await supervisor.getByText("1 slip digunakan dua kali").waitFor();
    const row = await supervisor.locator(".matter-rows li", { hasText: shownRef(twice.ref) }).innerText();
    expect(row).toMatch(/Kios 1, .*Tablet 1, Rohani/);
    await look(supervisor, "line-used-twice", { only: true });
  });

  test("loses nothing with a full disk, a sign-out, twelve hours or a session that has ended", async () => {
    const [kept, full] = [await bookFor(711, roomDate()), await bookFor(712, roomDate())];
    const line = openLine(room.branch);
    const tablet = await openDoor(line);
    await workerIsActive(tablet);
    line.cut();
    await show(tablet, kept.slip, "Sah, belum direkod");
    await tablet.evaluate(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("no room", "QuotaExceededError");
      };
    });
    await show(tablet, full.slip, "Sah, tetapi tidak dapat disimpan");
    await unsent(tablet, 1);
    await look(tablet, "door-full", { only: true, nodeAway: true });

    // Half a day later the list is not the tablet's any more. What it has to tell still is.
    await tablet.clock.install({ time: Date.now() + dayMs / 2 });
    await tablet.reload();
    await heading(tablet, "Log masuk memerlukan rangkaian cawangan");
    await tablet.getByText("1 belum dihantar").waitFor();
    await picture(tablet, "door-no-list-820", false);

    await endSessionsOf("rohani");
    line.mend();
    await heading(tablet, "Log masuk pegawai");
    await tablet.getByText("1 belum dihantar").waitFor();
    expect((await kept.state()).state).toBe("confirmed");
    await tablet.goto(`${line.url}/demo/enter?as=officer:farah&then=/door`);
    await listIsThere(tablet);
    await unsent(tablet, 0);
    expect((await kept.state()).state).toBe("checked_in");

    await button(tablet, "Log keluar").click();
    await heading(tablet, "Log masuk pegawai");
    await until(async () => expect(await keptByTablet(tablet)).not.toContain("sto-door-list"));
  });

  test("that was shut out meanwhile tells nothing: it says so, and what to do", async () => {
    const booked = await bookFor(721, roomDate());
    const line = openLine(room.branch);
    const tablet = await openDoor(line);
    line.cut();
    await show(tablet, booked.slip, "Sah, belum direkod");
    await shutOut("SGR-HQ1/tablet-1");
    line.mend();
    // The demo's tablet has no key of its own, by which it would learn more than that it is not let in.
    await heading(tablet, /^Skrin ini (disekat|belum didaftarkan)/);
    await tablet.getByText("1 belum dihantar").waitFor();
    await tablet.getByText("Tunjukkan senarai ini kepada penyelia").waitFor();
    await tablet.getByText(shownRef(booked.ref)).waitFor();
    await look(tablet, "door-shut-out", { only: true });
    expect((await booked.state()).state).toBe("confirmed");
  });
});

const keptByTablet = (tablet: Page) =>
  tablet.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));

const postAs = async (as: string, path: string, body: object): Promise<void> => {
  const headers = await demoCallers(room.branch)(as);
  const answer = await fetch(`${room.branch}/api/v1${path}`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json", "idempotency-key": Bun.randomUUIDv7() },
    body: JSON.stringify(body),
  });
  expect(answer.ok, `${path}: ${answer.status} ${await answer.text()}`).toBe(true);
};

const endSessionsOf = (staff: string) =>
  postAs("branch_admin:hafiz", `/staff/people/${staff}/sessions/end`, {});
const shutOut = (device: string) =>
  postAs("supervisor:aminah", `/devices/${encodeURIComponent(device)}/revoke`, { reason: "lost" });

/** All that the tablet keeps, as somebody who opens its storage reads it. */
const everythingKept = (tablet: Page): Promise<string> =>
  tablet.evaluate(async () => {
    const all: string[] = [JSON.stringify(localStorage)];
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name!);
        opening.addEventListener("success", () => resolve(opening.result));
        opening.addEventListener("error", () => reject(opening.error));
      });
      for (const store of db.objectStoreNames) {
        const rows = await new Promise<unknown[]>((resolve) => {
          const request = db.transaction(store).objectStore(store).getAll();
          request.addEventListener("success", () => resolve(request.result));
        });
        for (const row of rows) {
          const { bytes, ...rest } = row as { bytes?: ArrayBuffer };
          all.push(JSON.stringify(rest), bytes ? new TextDecoder("latin1").decode(bytes) : "");
        }
      }
      db.close();
    }
    return all.join("\n");
  });
