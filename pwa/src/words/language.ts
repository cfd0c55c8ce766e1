import { computed, effect, signal } from "@preact/signals";
import {
  type FurtherLanguage,
  isFurther,
  isLanguage,
  languages as all,
  type LanguageCode,
  reviewed,
} from "../../../sync/core/languages";
import { type Catalogue, load, type Namespace } from "./languages/catalogue";

export type { LanguageCode };

/** The languages that pages are written in. */
export const languages = all.filter(({ code }) => !isFurther(code) || code in load);

/** A text in the two languages every reader is promised. */
export interface Text {
  readonly ms: string;
  readonly en: string;
}

/** What is loaded of a further language. */
interface Loaded {
  readonly code: FurtherLanguage;
  readonly sentences: Catalogue;
}

const storageKey = "sto.language";

const loaded = signal<Loaded | undefined>(undefined);

/** The language of the page. Every sentence on the screen follows; forms keep what was typed. */
export const language = signal<LanguageCode>("ms");

/** Set while the chosen language could not be had: its name, for the sentence that says so. */
export const missingLanguage = signal<string | undefined>(undefined);

/** What the server is told of staff's pages and proofs, which speak these two. */
export const serverLanguage = computed<"ms" | "en">(() => (language.value === "ms" ? "ms" : "en"));

/**
 * Changes the language once its sentences are here. A shared screen (kiosk) passes `remember: false`: the next person starts
 * afresh. Where they cannot be had, the page stays as it is and says so.
 */
export const setLanguage = async (
  code: LanguageCode,
  options: { remember: boolean } = { remember: true },
): Promise<void> => {
  missingLanguage.value = undefined;
  const loading = isFurther(code) && loaded.peek()?.code !== code ? load[code] : undefined;
  if (isFurther(code) && loading) {
    try {
      const [{ default: sentences }, { bringFace }] = await Promise.all([
        loading(),
        import("./further-fonts"),
      ]);
      bringFace(code);
      loaded.value = { code, sentences };
    } catch {
      missingLanguage.value = languages.find((row) => row.code === code)?.name;
      return;
    }
  }
  language.value = code;
  if (options.remember) globalThis.localStorage?.setItem(storageKey, code);
};

/** The language that this device was left in; asked once, before the first page. */
export const restoreLanguage = async (): Promise<void> => {
  const code = globalThis.localStorage?.getItem(storageKey) ?? null;
  if (isLanguage(code) && languages.some((row) => row.code === code)) await setLanguage(code);
};

/** Picks the reader's language from a text the server sent; English stands in for a language not written yet. */
export const inLanguage = (text: Text): string => (language.value === "ms" ? text.ms : text.en);

/** A key's sentence in the further language that is shown; undefined in Malay and English, and where it is not written. */
export const furtherSentence = (namespace: Namespace, key: string): string | undefined => {
  const { code, sentences } = loaded.value ?? {};
  if (code !== language.value) return undefined;
  return (sentences?.[namespace] as Readonly<Record<string, string>> | undefined)?.[key];
};

/** So many sentences on a screen and its dialogs, with room to spare. */
const rememberedMax = 2000;
const malayOf = new Map<string, string>();

/** Notes which Malay sentence a translated one stands for. */
export const standsFor = (said: string, malay: string): void => {
  if (malayOf.size >= rememberedMax) malayOf.clear();
  malayOf.set(said, malay);
};

/** Nobody has read through the translation that is shown: the Malay text counts. */
export const isUnreviewed = (): boolean => {
  const code = language.value;
  return isFurther(code) && reviewed[code] === null;
};

/** The Malay line that belongs beneath a translation that no native reader has read through; undefined where none does. */
export const malayBeneath = (said: unknown): string | undefined => {
  return isUnreviewed() && typeof said === "string" ? malayOf.get(said) : undefined;
};

/** Keeps `<html lang dir>` true, so that screen readers speak the right language. */
export const followLanguageInDocument = (): void => {
  effect(() => {
    const row = languages.find((candidate) => candidate.code === language.value);
    document.documentElement.lang = language.value;
    document.documentElement.dir = row?.dir ?? "ltr";
  });
};
