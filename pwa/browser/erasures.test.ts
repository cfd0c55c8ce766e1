import { expect, test } from "vitest";
import { systemClock } from "../../sync/core/clock";
import type { Erasures } from "../src/erasures/erasures";
import { look } from "./looks.testing";
import { setupRoom } from "./room.testing";

const room = setupRoom();

const dayMs = 86_400_000;

/** One word that two machines owe, one that waits for old backups. */
const twoWords = (nowMs: number): Erasures => [
  {
    id: "0192f0c4-0000-7000-8000-000000000001",
    atMs: nowMs - 3 * dayMs,
    decidedAt: "SGR-HQ1",
    heard: 1,
    owing: [
      { alias: 3, branch: "KUL-HQ1", contact: "silent", heardAtMs: nowMs - 2 * dayMs },
      { alias: 5, branch: "KUL-HQ1", contact: "suspended", heardAtMs: null },
    ],
    backupsEndMs: null,
  },
  {
    id: "0192f0c4-0000-7000-8000-000000000002",
    atMs: nowMs - 5 * dayMs,
    decidedAt: null,
    heard: 2,
    owing: [],
    backupsEndMs: nowMs + 30 * dayMs,
  },
];

test("an administrator at headquarters reads which machine still owes an erasure, and what to do; without any it says so", async () => {
  const page = await room.visit(`${room.hq}/demo/enter?as=hq_admin:noor&then=/erasures`, { size: "desktop" });
  await page.getByText("Tiada pemadaman yang menunggu.").waitFor();
  await page.route("**/api/v1/hq/erasures", (route) =>
    route.fulfill({ json: { items: twoWords(systemClock.nowMs()) } }),
  );
  await page.reload();
  await page.getByRole("heading", { name: "Belum dilakukan oleh semua mesin" }).waitFor();
  expect(await page.locator(".people > li").count()).toBe(2);
  await page.getByText("Belum pernah dihubungi. Mesin ini digantung").waitFor();
  await look(page, "erasures");
});
