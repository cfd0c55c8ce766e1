import { signal } from "@preact/signals";

export type Theme = "auto" | "light" | "dark";

const storageKey = "sto.theme";

const remembered = globalThis.localStorage?.getItem(storageKey);

/** The chosen appearance; `auto` follows the device. `boot.ts` applies a remembered choice before the first paint. */
export const theme = signal<Theme>(remembered === "light" || remembered === "dark" ? remembered : "auto");

export const setTheme = (chosen: Theme): void => {
  theme.value = chosen;
  if (chosen === "auto") {
    localStorage.removeItem(storageKey);
    delete document.documentElement.dataset["theme"];
  } else {
    localStorage.setItem(storageKey, chosen);
    document.documentElement.dataset["theme"] = chosen;
  }
};
