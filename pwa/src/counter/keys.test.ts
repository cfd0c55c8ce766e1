import { expect, test } from "vitest";
import { shortcutOf, shortcuts, type KeyPress } from "./keys";

const press = (key: string, more: Partial<KeyPress> = {}) =>
  shortcutOf({ key, ctrlKey: false, metaKey: false, altKey: false, repeat: false, focus: "page", ...more });

test("Space calls the next person, a letter does its act, capital or not", () => {
  expect(press(" ")).toBe("next");
  expect([press("r"), press("R"), press("?")]).toEqual(["recall", "recall", "keys"]);
});

test("no two acts share a key", () => {
  expect(new Set(shortcuts.map((row) => row.key)).size).toBe(shortcuts.length);
});

test("in a field keys are text; on a button Space presses the button", () => {
  expect(press("r", { focus: "field" })).toBeUndefined();
  expect(press(" ", { focus: "control" })).toBeUndefined();
  expect(press("r", { focus: "control" })).toBe("recall");
});

test("a held key acts once, and the browser keeps its own combinations", () => {
  expect(press(" ", { repeat: true })).toBeUndefined();
  expect(press("r", { ctrlKey: true })).toBeUndefined();
});
