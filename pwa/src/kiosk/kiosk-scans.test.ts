import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createKiosk, type Kiosk } from "./kiosk";
import { readDocument } from "./document-read";
import { scanOf } from "./scan-kind";

const passport = [
  "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
  "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
] as const;
/** One character is not what the check digits say. */
const misread = [passport[0], passport[1].replace("7408122", "7408112")];

let kiosk: Kiosk;
beforeEach(() => {
  vi.stubGlobal("scrollTo", () => {});
  kiosk = createKiosk();
  kiosk.show({ type: "scan", foreignCode: false });
});
afterEach(() => vi.unstubAllGlobals());

test("a document is shown to its holder, its number masked, and nothing is done with it before", () => {
  kiosk.readHere(passport, readDocument);
  expect(kiosk.toConfirm.value).toMatchObject({ name: "ERIKSSON ANNA MARIA", masked: "•••••02C3" });
  expect(kiosk.screen.value.type).toBe("scan");
  const read = kiosk.toConfirm.value;
  if (typeof read !== "object") throw new Error("no document");
  kiosk.confirmDocument(read);
  expect(kiosk.screen.value).toMatchObject({ type: "typing", documentNumber: "L898902C3" });
  expect(kiosk.toConfirm.value).toBeUndefined();
});

test("on the first screen a document begins somebody's time, so that it does not stay", () => {
  kiosk.empty();
  kiosk.readHere(passport, readDocument);
  expect(kiosk.screen.value.type).toBe("scan");
  expect(typeof kiosk.toConfirm.value).toBe("object");
  kiosk.empty();
  expect(kiosk.toConfirm.value).toBeUndefined();
});

test("one wrong character, half a zone and an empty page are asked for once more", () => {
  for (const lines of [misread, [passport[0]], []]) {
    kiosk.toConfirm.value = undefined;
    kiosk.readHere(lines, readDocument);
    expect(kiosk.toConfirm.value).toBe("unreadable");
  }
});

test("a code that is none of ours is said to be none", () => {
  kiosk.readHere(["https://example.my/parcel"], readDocument);
  expect(kiosk.screen.value).toEqual({ type: "scan", foreignCode: true });
  expect(kiosk.toConfirm.value).toBeUndefined();
});

test("the same thing read twice in three seconds is one event", () => {
  const now = vi.spyOn(Date, "now");
  const scan = scanOf(passport);
  if (scan === undefined || scan === "more") throw new Error("no zone");
  const again = (atMs: number) => {
    now.mockReturnValue(atMs);
    kiosk.toConfirm.value = undefined;
    kiosk.scanned(scan, readDocument);
    return kiosk.toConfirm.value !== undefined;
  };
  expect([again(1_000_000), again(1_002_999), again(1_003_000)]).toEqual([true, false, true]);
  now.mockRestore();
});

test("who wants their own entries and exits is asked for with the zone of a document they confirm, never with a typed number", async () => {
  const posted: { path: string; body: unknown }[] = [];
  vi.stubGlobal("fetch", (path: string, init?: RequestInit) => {
    if (init?.method === "POST") posted.push({ path, body: JSON.parse(String(init.body)) });
    return new Promise<Response>(() => {});
  });
  kiosk.beginOwn("ms");
  expect(kiosk.screen.value.type).toBe("own");
  kiosk.readHere(passport, readDocument);
  expect(posted).toEqual([]);
  const read = kiosk.toConfirm.value;
  if (typeof read !== "object") throw new Error("no document");
  kiosk.confirmDocument(read);
  expect(kiosk.screen.value.type).toBe("waiting");
  await vi.waitFor(() => expect(posted).toHaveLength(1));
  expect(posted[0]).toMatchObject({ body: { lines: passport } });
  expect(posted[0]?.path).toContain("/movements/own");
  kiosk.empty();
  expect([kiosk.screen.value.type, kiosk.toConfirm.value]).toEqual(["idle", undefined]);
});
