/**
 * What the hall can say: clip names and the words a synthesiser or a speaker reads for each.
 * Both languages have the same names, so a call is joined from the same parts in either.
 */

export const voiceLanguages = ["ms", "en"] as const;
export type VoiceLanguage = (typeof voiceLanguages)[number];

/** The highest counter spoken as one number ("dua puluh tiga"); above it the digits are read one by one. */
export const counterSpokenMax = 30;

const digits: Readonly<Record<VoiceLanguage, readonly string[]>> = {
  ms: ["kosong", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "lapan", "sembilan"],
  en: ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
};

const tensAndTeens: Readonly<Record<VoiceLanguage, Readonly<Record<number, string>>>> = {
  ms: { 10: "sepuluh", 11: "sebelas", 20: "dua puluh", 30: "tiga puluh" },
  en: {
    10: "ten",
    11: "eleven",
    12: "twelve",
    13: "thirteen",
    14: "fourteen",
    15: "fifteen",
    16: "sixteen",
    17: "seventeen",
    18: "eighteen",
    19: "nineteen",
    20: "twenty",
    30: "thirty",
  },
};

const phrases: Readonly<Record<VoiceLanguage, Readonly<Record<string, string>>>> = {
  ms: { number: "nombor", "go-to-counter": "sila ke kaunter", "called-again": "panggilan semula" },
  en: { number: "number", "go-to-counter": "please go to counter", "called-again": "calling again" },
};

/** A number from 0 to 30 as it is read aloud. */
export const numberWords = (language: VoiceLanguage, value: number): string => {
  const digit = digits[language][value];
  if (digit !== undefined) return digit;
  const whole = tensAndTeens[language][value];
  if (whole !== undefined) return whole;
  const ones = digits[language][value % 10] ?? "";
  if (language === "ms" && value < 20) return `${ones} belas`;
  return `${numberWords(language, value - (value % 10))} ${ones}`;
};

/** Every clip of one language: its name (the file's name without ending) and the words to read. */
export const clipTexts = (language: VoiceLanguage): ReadonlyMap<string, string> => {
  const texts = new Map<string, string>();
  for (let value = 0; value <= counterSpokenMax; value++)
    texts.set(String(value), numberWords(language, value));
  for (const letter of "abcdefghijklmnopqrstuvwxyz") texts.set(letter, letter.toUpperCase());
  for (const [name, words] of Object.entries(phrases[language])) texts.set(name, words);
  return texts;
};
