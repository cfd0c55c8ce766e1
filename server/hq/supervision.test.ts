import { expect, test } from "vitest";
import type { PartyState } from "../../sync/core/party-state";
import { conflictKind, contactOf, silentMsMax } from "./supervision";

const nowMs = 1_800_000_000_000;
const node = { suspended: false, replaced: false, heardAtMs: nowMs, nowMs };

test("a node is heard for half an hour after its last word, then it is silent; one that never spoke is silent too", () => {
  expect(contactOf({ ...node, heardAtMs: nowMs - silentMsMax })).toBe("heard");
  expect(contactOf({ ...node, heardAtMs: nowMs - silentMsMax - 1 })).toBe("silent");
  expect(contactOf({ ...node, heardAtMs: null })).toBe("silent");
});

test("a node that is suspended or replaced is so however lately it spoke", () => {
  expect(contactOf({ ...node, replaced: true })).toBe("replaced");
  expect(contactOf({ ...node, replaced: true, suspended: true })).toBe("suspended");
});

test("a conflict is shown for as long as somebody has to know of it", () => {
  const kind = (outcome: string, state: PartyState, contested = false) =>
    conflictKind(outcome, { state, contested });
  expect(kind("both_arrived", "serving")).toBe("both_arrived");
  expect(kind("both_arrived", "served"), "the visit is over").toBeUndefined();
  expect(kind("contested", "confirmed", true)).toBe("contested");
  expect(kind("contested", "confirmed"), "a document was seen").toBeUndefined();
  expect(kind("contested", "cancelled", true)).toBeUndefined();
  expect(kind("superseded", "confirmed"), "home has not heard").toBe("superseding");
  expect(kind("superseded", "superseded")).toBe("superseded");
  expect(kind("superseded", "cancelled")).toBeUndefined();
  expect(kind("settled", "confirmed")).toBeUndefined();
});
