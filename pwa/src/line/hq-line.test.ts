import { expect, test } from "vitest";
import type { NodeInfo } from "../api-types";
import { language } from "../words/language";
import { hqLine } from "./hq-line";

const nowMs = 1_800_000_000_000;
const sync: NodeInfo["sync"] = {
  connected: true,
  lastHqAt: nowMs - 20_000,
  trouble: null,
  pendingOut: 0,
  behind: 0,
  mirror: null,
};

test("while the line is up: safe, or what is still on its way", () => {
  language.value = "en";
  expect(hqLine(sync, nowMs).text).toBe("Safe at headquarters");
  expect(hqLine({ ...sync, pendingOut: 1 }, nowMs).text).toBe("Sending 1 record to headquarters");
  expect(hqLine({ ...sync, behind: 312 }, nowMs).text).toBe("Taking in 312 from headquarters");
});

test("while it is cut: how long ago the last contact was, and how much waits", () => {
  const cut = { ...sync, connected: false, lastHqAt: nowMs - 12 * 60_000 };
  language.value = "en";
  expect(hqLine(cut, nowMs)).toEqual({
    icon: "cloud-off",
    tone: "warning",
    text: "Headquarters: last contact 12 minutes ago",
  });
  expect(hqLine({ ...cut, pendingOut: 41 }, nowMs).text).toBe(
    "Headquarters: last contact 12 minutes ago · 41 records wait",
  );
  language.value = "ms";
  expect(hqLine({ ...cut, pendingOut: 41 }, nowMs).text).toBe(
    "Ibu pejabat: hubungan terakhir 12 minit lalu · 41 rekod menunggu",
  );
  expect(hqLine({ ...cut, lastHqAt: null }, nowMs).text).toBe("Ibu pejabat: belum bersambung");
});
