import { expect, test } from "vitest";
import { openContext } from "./chromium.testing";
import { look } from "./looks.testing";
import { bookEnquiry, citizen } from "./people.testing";
import { setupRoom } from "./room.testing";

const room = setupRoom();
const small = { width: 360, height: 640 };

/** What a browser of the floor lacks of the language and of the platform. */
const asOfTheFloor = () => {
  for (const name of ["at", "findLast", "toSorted", "toReversed", "toSpliced"])
    Reflect.deleteProperty(Array.prototype, name);
  Reflect.deleteProperty(Object, "hasOwn");
  Reflect.deleteProperty(AbortSignal, "timeout");
};

test("a browser of the floor opens the pages, and one without passkeys and service worker is shown the next way", async () => {
  const context = await openContext(room.browser, small);
  await context.addInitScript(asOfTheFloor);
  await context.addInitScript(() => {
    Reflect.deleteProperty(globalThis, "PublicKeyCredential");
    Reflect.deleteProperty(Navigator.prototype, "serviceWorker");
    Reflect.deleteProperty(Navigator.prototype, "credentials");
  });
  const page = await room.visit("/", { on: context, size: small });
  await page.getByRole("link", { name: "Buat temujanji" }).waitFor();
  await page.goto(`${room.branch}/book`);
  await page.getByRole("heading", { name: "Siapa pemohon?" }).waitFor();
  await page.goto(`${room.branch}/account`);
  await page.locator("h1").waitFor();
  await look(page, "account-without-passkeys");
});

test("without scripts, or with a browser that cannot read them, the page says where else to go", async () => {
  const context = await room.browser.newContext({ viewport: small, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${room.branch}/book`);
  await page.getByText("datang terus ke cawangan").waitFor({ state: "visible", timeout: 15_000 });
  await context.close();
});

test("a whole booking asks for at most 250 kB of the line", async () => {
  const context = await openContext(room.browser, small);
  const page = await room.visit("about:blank", { on: context, size: small });
  const cdp = await context.newCDPSession(page);
  await cdp.send("Network.enable");
  let bytes = 0;
  cdp.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.goto(`${room.branch}/book`);
  await bookEnquiry(page, citizen(9));
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes / 1000, "kB of a whole booking").toBeLessThanOrEqual(250);
});
