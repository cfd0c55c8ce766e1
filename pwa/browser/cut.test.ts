import { bookHeld, contactOf } from "../../server/booking-client.testing";
import { demoCallers, type HeadersAs } from "../../server/demo/client";
import type { Page } from "playwright-core";
import { describe, expect, test, vi } from "vitest";
import { utcToLocal } from "../../server/calendar/time-zone";
import { formatTime } from "../../server/calendar/words";
import { systemClock, systemRandom } from "../../sync/core/clock";
import { uuidv7 } from "../../sync/core/ids";
import { picture } from "./chromium.testing";
import { look } from "./looks.testing";
import {
  button,
  citizen,
  codeOnSlip,
  confirm,
  giveContact,
  referenceOn,
  says,
  scan,
  takeFirstTime,
} from "./people.testing";
import { setupRoom, until } from "./room.testing";

const room = setupRoom();
const { ms } = says;
/** A line that was cut comes back within the longest wait between two tries of its branch. */
const healMsMax = 90_000;
const service = "PMA-BAHARUI";
const supervisor = "supervisor:aminah";

// oxlint-disable-next-line typescript/no-explicit-any -- a test reads answers as a client without types does
type Json = any;

const callers = new Map<string, HeadersAs>();

const callersOf = (base: string): HeadersAs => {
  const known = callers.get(base) ?? demoCallers(base);
  callers.set(base, known);
  return known;
};

const ask = async (base: string, as: string, method: string, path: string, body?: object): Promise<Json> => {
  const answer = await fetch(`${base}/api/v1${path}`, {
    method,
    headers: {
      ...(await callersOf(base)(as)),
      "content-type": "application/json",
      ...(method === "POST" ? { "idempotency-key": uuidv7(systemClock.nowMs(), systemRandom) } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: answer.status, ...((await answer.json()) as object) };
};

const phone = (who: string): string => `public:${who.replaceAll(" ", "-")}`;

/** One more citizen holds a slot and books it; the answer of the hold when that is refused. */
const bookOne = async (base: string, slot: string, no: number): Promise<Json> => {
  const asked = async (path: string, body?: object) => {
    const answer = await ask(base, phone(`phone ${no}`), body ? "POST" : "GET", path, body);
    return { status: answer.status as number, body: answer };
  };
  const held = await asked("/holds", { slot, service, kind: "citizen", parties: 1 });
  if (held.status !== 201) return held.body;
  const visit = { contact: contactOf(no), people: [citizen(no)] };
  return (await bookHeld(asked, room.codeTo, held.body.holdId, visit)).body;
};

/** Books until the node says that the slot is full; how many it sold. */
const sellOut = async (base: string, slot: string, firstNo: number): Promise<number> => {
  for (let sold = 0; ; sold++) {
    const answer = await bookOne(base, slot, firstNo + sold);
    if (answer.status === 201) continue;
    expect(answer.code).toBe("slot_full");
    return sold;
  }
};

/** Today's first start that is still to come and of which headquarters has units. */
const startToSell = (): Promise<{ slot: string; startsAtMs: number; capacity: number }> =>
  vi.waitFor(
    async () => {
      const { now } = await ask(room.hq, supervisor, "GET", "/node");
      const date = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Kuala_Lumpur" }).format(now);
      const { slots } = await ask(
        room.hq,
        supervisor,
        "GET",
        `/branch/rights?branch=SGR-HQ1&group=B&date=${date}`,
      );
      const found = slots.find((row: Json) => row.startsAtMs > now + 2 * 60_000 && row.hq.free > 0);
      expect(found, "headquarters has units of today").toBeDefined();
      return found;
    },
    { timeout: healMsMax, interval: 500 },
  );

/** Takes a start by what its button says. */
const takeTime = async (page: Page, startsAtMs: number): Promise<void> => {
  const time = formatTime("ms", utcToLocal("Asia/Kuala_Lumpur", startsAtMs).min);
  await page
    .locator(".slot", { has: page.getByText(time, { exact: true }) })
    .first()
    .click();
  await page.locator(".slot.chosen").waitFor();
  await button(page, ms.next).click();
};

/** The panel of the branch's rights: the figures of one row, as the branch and as headquarters see them. */
const seen = async (demo: Page, row: string): Promise<readonly string[]> =>
  demo.locator(".demo-rights").first().locator(`tr[data-row="${row}"] td`).allInnerTexts();

const pressLine = (demo: Page, name: string): Promise<void> =>
  demo.getByRole("group", { name: "Talian ke ibu pejabat" }).first().getByRole("button", { name }).click();

describe("a line that is cut", () => {
  test("both sides sell their last units, the branch checks in whom it never heard of, and after healing the numbers agree", async () => {
    const { slot, startsAtMs, capacity } = await startToSell();
    const demo = await room.visit(`${room.hq}/demo`, { size: "desktop" });
    await demo.getByLabel("Masa mula").first().selectOption(slot);
    await until(async () => expect(await seen(demo, "capacity")).toEqual([`${capacity}`, `${capacity}`]));
    const atHq = Number((await seen(demo, "free-hq"))[1]);
    const atBranch = Number((await seen(demo, "free-branch"))[0]);
    expect(atHq + atBranch).toBe(capacity);

    await pressLine(demo, "Terputus");
    const person = citizen(71, "Salmah binti Idris");
    const atHome = await room.visit(`${room.hq}/book?service=${service}&branch=SGR-HQ1&kind=citizen`);
    await giveContact(atHome, ms, person);
    await takeTime(atHome, startsAtMs);
    await atHome.getByLabel(ms.mykad).fill(person.mykad);
    await atHome.getByLabel(ms.name).fill(person.name);
    await confirm(atHome, ms, person);
    const reference = (await referenceOn(atHome)).replace("-", "");
    const booked = await ask(room.hq, supervisor, "POST", "/bookings/find", {
      ref: reference,
      documentNumber: person.mykad,
    });
    expect([booked.branch, booked.startsAtMs]).toEqual(["SGR-HQ1", startsAtMs]);
    expect(await sellOut(room.hq, slot, 200)).toBe(atHq - 1);
    expect(await sellOut(room.branch, slot, 300)).toBe(atBranch);
    await until(async () => {
      expect(await seen(demo, "sold-branch")).toEqual([`${atBranch}`, "0"]);
      expect(await seen(demo, "sold-hq")).toEqual(["0", `${atHq}`]);
      expect(await seen(demo, "capacity")).toEqual([`${capacity}`, `${capacity}`]);
    });
    await demo.getByText("Belum sama: satu belah belum mendengar").first().waitFor();
    await picture(demo, "cut-demo-1440", false);

    const kiosk = await room.visit("/kiosk", { size: "kiosk" });
    await until(async () =>
      expect((await ask(room.branch, supervisor, "GET", "/node")).sync).toMatchObject({
        connected: false,
        trouble: "unreachable",
      }),
    );
    await kiosk.reload();
    await kiosk.getByText("Ibu pejabat tidak dapat dihubungi").waitFor();
    await button(kiosk, "Bahasa Melayu").click();
    await scan(kiosk, await codeOnSlip(atHome));
    await kiosk.getByText(ms.checkedIn).waitFor();
    const staff = await room.visit("/branch", { size: "desktop" });
    await staff.getByText(/hubungan terakhir .* lalu · \d+ rekod menunggu/).waitFor();
    expect((await ask(room.hq, supervisor, "GET", `/bookings/${booked.id}`)).state).toBe("confirmed");

    await pressLine(demo, "Bersambung");
    await vi.waitFor(
      async () => {
        for (const [row, units] of [
          ["free-branch", 0],
          ["free-hq", 0],
          ["under-way", 0],
          ["sold-branch", atBranch],
          ["sold-hq", atHq],
          ["capacity", capacity],
        ] as const)
          expect(await seen(demo, row), row).toEqual([`${units}`, `${units}`]);
      },
      { timeout: healMsMax, interval: 500 },
    );
    await demo.getByText("Kedua-dua belah sependapat").first().waitFor();
    await vi.waitFor(
      async () =>
        expect((await ask(room.hq, supervisor, "GET", `/bookings/${booked.id}`)).state).toBe("checked_in"),
      { timeout: healMsMax, interval: 500 },
    );
    await staff.getByText(/Selamat di ibu pejabat|Menghantar/).waitFor({ timeout: healMsMax });
  }, 300_000);
});

describe("pages of the line", () => {
  test("a quiet branch, one that is cut off, and the words behind the tag", async () => {
    await room.line("up");
    const page = await room.visit("/line", { size: "desktop" });
    await page.getByText("Setiap rekod sudah di cakera cawangan ini").waitFor();
    await vi.waitFor(
      async () => expect((await ask(room.branch, supervisor, "GET", "/node")).sync.connected).toBe(true),
      { timeout: healMsMax, interval: 500 },
    );
    await look(page, "line-quiet");
    await room.line("cut");
    const { slot } = await startToSell();
    await ask(room.branch, phone("dina"), "POST", "/holds", { slot, service, kind: "citizen", parties: 1 });
    await page.getByText("Ibu pejabat tidak dapat dihubungi.").waitFor({ timeout: healMsMax });
    await page.getByText("Menunggu talian").waitFor();
    await look(page, "line-cut");
    await page.locator("button.staff-tag").first().click();
    await page.getByRole("heading", { name: "Sambungan ke ibu pejabat" }).waitFor();
    await look(page, "line-dialog");
    await page.goto(`${room.branch}/`);
    await page.getByText("tempahan di cawangan ini berjalan seperti biasa").waitFor();
    await look(page, "home-hq-gone");
    await room.line("up");
  }, 240_000);

  test("everything that can need a supervisor, at a branch and at headquarters, each with its next step", async () => {
    for (const [name, url] of [
      ["branch", `${room.branch}/line`],
      ["hq", `${room.hq}/line`],
    ] as const) {
      const page = await room.visit("/", { size: "desktop" });
      await page.route("**/api/v1/hq/state", async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, json: troubled((await answer.json()) as Json) });
      });
      await page.goto(`${new URL(url).origin}/demo/enter?as=${supervisor}&then=/line`);
      await page.getByRole("heading", { name: "1 mesin telah disalin" }).waitFor();
      expect(await page.getByText("Langkah seterusnya").count()).toBe(12);
      await look(page, `line-troubled-${name}`);
    }
  }, 240_000);

  test("headquarters' own booking pages: the earliest anywhere in a state, and what a booking made elsewhere can do", async () => {
    await startToSell();
    const page = await room.visit(`${room.hq}/book?service=${service}&kind=citizen`);
    await page.locator("h1", { hasText: ms.where }).waitFor();
    await page.getByLabel("Negeri", { exact: true }).selectOption("MY-10");
    await page.getByText(/Paling awal di negeri ini: .*Selangor/).waitFor();
    await look(page, "book-3-state");
    await button(page, "Pilih cawangan ini").click();
    await giveContact(page, ms, citizen(81));
    await page.locator(".slot").first().waitFor();

    // Booked at headquarters, opened at the branch by reference and document.
    await takeFirstTime(page, ms);
    await page.getByLabel(ms.mykad).fill(citizen(81).mykad);
    await page.getByLabel(ms.name).fill(citizen(81).name);
    await confirm(page, ms, citizen(81));
    const reference = await referenceOn(page);
    const found = () =>
      ask(room.branch, "public:anyone", "POST", "/bookings/find", {
        ref: reference,
        documentNumber: citizen(81).mykad,
      });
    const booked = await vi.waitFor(
      async () => {
        const answer = await found();
        expect(answer.status).toBe(200);
        return answer as { id: string };
      },
      { timeout: healMsMax, interval: 10_000 },
    );
    await room.line("cut");
    const elsewhere = await room.visit(`${room.branch}/my?ref=${reference}`);
    await elsewhere.getByLabel("Nombor dokumen").fill(citizen(81).mykad);
    await button(elsewhere, "Cari").click();
    await elsewhere.getByText(reference).first().waitFor();
    expect(await elsewhere.getByRole("link", { name: "Tukar tarikh" }).count()).toBe(0);
    await look(elsewhere, "slip-elsewhere");
    await button(elsewhere, "Batalkan temujanji").click();
    await button(elsewhere, "Ya, batalkan").click();
    await elsewhere.getByText("Pembatalan diterima").waitFor();
    expect(await elsewhere.locator("svg.qr").count(), "its code is gone").toBe(0);
    await look(elsewhere, "slip-cancel-pending");
    await room.line("up");
    await vi.waitFor(
      async () =>
        expect((await ask(room.branch, supervisor, "GET", `/bookings/${booked.id}`)).state).toBe("cancelled"),
      { timeout: healMsMax, interval: 500 },
    );
  }, 300_000);
});

/** A state with one of everything. */
const troubled = (state: Json): Json => {
  const startsAtMs = Date.UTC(2027, 1, 11, 1, 30);
  const at = { branch: "SGR-HQ1", startsAtMs };
  const beside = state.role === "hq" ? { ref: "03K7Q2MA", branch: "JHR-HQ1" } : null;
  const kinds = ["both_arrived", "contested", "superseding", "superseded"];
  const [first] = state.nodes;
  return {
    ...state,
    nodes: [
      ...state.nodes,
      { ...first, alias: 90, contact: "silent", heardAtMs: startsAtMs - 40 * 60_000, frozenUnits: 412 },
      { ...first, alias: 91, contact: "suspended", heardAtMs: null, frozenUnits: 38 },
      { ...first, alias: 92, contact: "replaced", heardAtMs: startsAtMs - 86_400_000, frozenUnits: 12 },
    ],
    conflicts: kinds.map((kind, no) => ({ ...at, kind, booking: `b${no}`, ref: `02R1XCF${no}`, beside })),
    overruns: [{ ...at, group: "B", units: 1, ref: "02R1XCF9" }],
    usedTwice: [
      {
        branch: at.branch,
        ref: "02R1XCF8",
        officer: "Rohani",
        place: "Tablet pintu",
        atMs: at.startsAtMs,
        firstPlace: "Kios 1",
        firstAtMs: at.startsAtMs,
      },
    ],
    aside: ["newer_program", "refused"].map((why, no) => ({
      why,
      count: 3 - no,
      sinceMs: startsAtMs,
      first: `2/branch:SGR-HQ1/${4711 + no}/0`,
    })),
    copies: [{ branch: "SGR-HQ1", alias: 2, atMs: startsAtMs, proof: "2/branch:SGR-HQ1/4711" }],
    clockAheadMs: -17 * 60_000,
  };
};
