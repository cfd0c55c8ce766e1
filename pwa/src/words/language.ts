import { computed, effect, signal } from "@preact/signals";

/** A text in the two languages every reader is promised; further languages may stand beside them. */
export type Text = { readonly ms: string; readonly en: string } & {
  readonly [code in Exclude<LanguageCode, "ms" | "en">]?: string;
};

export type LanguageCode = (typeof languages)[number]["code"];

/**
 * Languages as data. `where: "everywhere"` means every page is written in it; `"kiosk"` languages are offered
 * in the hall, where a page that lacks a sentence in them falls back to English.
 */
export const languages = [
  { code: "ms", name: "Bahasa Melayu", short: "BM", dir: "ltr", where: "everywhere" },
  { code: "en", name: "English", short: "EN", dir: "ltr", where: "everywhere" },
  { code: "zh", name: "中文", short: "中", dir: "ltr", where: "kiosk" },
  { code: "ta", name: "தமிழ்", short: "த", dir: "ltr", where: "kiosk" },
] as const;

const storageKey = "sto.language";

const isLanguage = (code: string | null): code is LanguageCode => languages.some((row) => row.code === code);

const remembered = (): LanguageCode => {
  const code = globalThis.localStorage?.getItem(storageKey) ?? null;
  return isLanguage(code) && languages.some((row) => row.code === code && row.where === "everywhere")
    ? code
    : "ms";
};

/** The language of the page. Set it and every sentence on the screen follows; forms keep what was typed. */
export const language = signal<LanguageCode>(remembered());

/** What the server is told: it writes slips and messages in these two. */
export const serverLanguage = computed<"ms" | "en">(() => (language.value === "ms" ? "ms" : "en"));

/** Changes the language. A shared screen (kiosk) passes `remember: false`: the next person starts afresh. */
export const setLanguage = (
  code: LanguageCode,
  options: { remember: boolean } = { remember: true },
): void => {
  language.value = code;
  if (options.remember) globalThis.localStorage?.setItem(storageKey, code);
};

/** Picks the reader's language from a text the server sent; English stands in for a language not written yet. */
export const inLanguage = (text: Text): string => text[language.value] ?? text.en;

/** Keeps `<html lang dir>` true, so that screen readers speak the right language. */
export const followLanguageInDocument = (): void => {
  effect(() => {
    const row = languages.find((candidate) => candidate.code === language.value);
    document.documentElement.lang = language.value;
    document.documentElement.dir = row?.dir ?? "ltr";
  });
};
