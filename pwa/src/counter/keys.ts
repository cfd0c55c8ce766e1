/**
 * The counter's keys. Pure. One key, one act, listed on the page, and they can be switched off (WCAG 2.1.4), because a
 * voice program or a shaking hand types letters nobody meant.
 */
export const shortcuts = [
  { key: " ", act: "next" },
  { key: "r", act: "recall" },
  { key: "a", act: "absent" },
  { key: "p", act: "park" },
  { key: "t", act: "transfer" },
  { key: "f", act: "finish" },
  { key: "n", act: "pick" },
  { key: "c", act: "note" },
  { key: "z", act: "undo" },
  { key: "b", act: "break" },
  { key: "?", act: "keys" },
] as const;

export type Shortcut = (typeof shortcuts)[number]["act"];

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** A key held down repeats; nobody means to call twenty people. */
  readonly repeat: boolean;
  /** Where the focus is: in a field keys are text, on a control Space presses that control. */
  readonly focus: "field" | "control" | "page";
}

export const shortcutOf = (press: KeyPress): Shortcut | undefined => {
  if (press.ctrlKey || press.metaKey || press.altKey || press.repeat || press.focus === "field")
    return undefined;
  if (press.key === " " && press.focus === "control") return undefined;
  return shortcuts.find((row) => row.key === press.key.toLowerCase())?.act;
};
