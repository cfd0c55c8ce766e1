/**
 * The languages people are spoken to in. Malay and English are everywhere (National Language Acts 1963/67; Malay first); the others
 * stand on whatever the public reads and hears. One table for the pages, the papers and the messages.
 */
export const languages = [
  { code: "ms", name: "Bahasa Melayu", short: "BM", dir: "ltr", where: "everywhere" },
  { code: "en", name: "English", short: "EN", dir: "ltr", where: "everywhere" },
  { code: "id", name: "Bahasa Indonesia", short: "ID", dir: "ltr", where: "public" },
  { code: "bn", name: "বাংলা", short: "বা", dir: "ltr", where: "public" },
  { code: "ne", name: "नेपाली", short: "ने", dir: "ltr", where: "public" },
  { code: "my", name: "မြန်မာ", short: "မြန်", dir: "ltr", where: "public" },
  { code: "ta", name: "தமிழ்", short: "த", dir: "ltr", where: "public" },
  { code: "zh", name: "中文", short: "中", dir: "ltr", where: "public" },
  { code: "ur", name: "اردو", short: "ار", dir: "rtl", where: "public" },
] as const;

export type LanguageCode = (typeof languages)[number]["code"];

/** Those that stand beside Malay and English, each in a catalogue of its own. */
export type FurtherLanguage = Exclude<LanguageCode, "ms" | "en">;

export const isFurther = (code: LanguageCode): code is FurtherLanguage => code !== "ms" && code !== "en";

export const further: readonly FurtherLanguage[] = languages.flatMap(({ code }) =>
  isFurther(code) ? [code] : [],
);

export const isLanguage = (code: string | null): code is LanguageCode =>
  languages.some((row) => row.code === code);

/**
 * Who has read a translation through, a native reader with a name, and on which day. While nobody has, the Malay line stands beneath
 * what is shown.
 */
export const reviewed: Readonly<
  Record<FurtherLanguage, { readonly by: string; readonly on: string } | null>
> = { id: null, bn: null, ne: null, my: null, ta: null, zh: null, ur: null };
