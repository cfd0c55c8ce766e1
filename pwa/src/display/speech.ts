/**
 * From a call to the clips that say it and the moment each begins: chime, Malay, English. Pure.
 * Read digit by digit ("C, kosong, empat, tujuh"), the counter as one number up to 30.
 */
import { counterSpokenMax, voiceLanguages, type VoiceLanguage } from "../../voice/phrases";
import type { HallCall } from "./call-queue";

/** Silence before a part, in seconds. */
const gapS = { part: 0.05, phrase: 0.16, language: 0.45 } as const;

export interface SpokenPart {
  /** `<language>/<name>`, as served under `/voice/`. */
  readonly clip: string;
  readonly gapS: number;
}

const characters = (language: VoiceLanguage, text: string): string[] =>
  [...text.toLowerCase()].filter((one) => /[a-z0-9]/.test(one)).map((one) => `${language}/${one}`);

const counterClips = (language: VoiceLanguage, counter: string): string[] => {
  const value = Number(counter);
  const whole = /^\d+$/.test(counter) && value >= 1 && value <= counterSpokenMax;
  return whole ? [`${language}/${value}`] : characters(language, counter);
};

/** All clips of one call in the order they are heard. */
export const partsOf = (call: Pick<HallCall, "number" | "counter" | "callNo">): readonly SpokenPart[] => {
  const parts: SpokenPart[] = [{ clip: "all/chime", gapS: 0 }];
  for (const language of voiceLanguages) {
    const phrases = [
      ...(call.callNo > 1 ? [[`${language}/called-again`]] : []),
      [`${language}/number`],
      characters(language, call.number),
      [`${language}/go-to-counter`],
      counterClips(language, call.counter),
    ];
    for (const [phraseNo, phrase] of phrases.entries()) {
      for (const [partNo, clip] of phrase.entries()) {
        const pause = partNo > 0 ? gapS.part : phraseNo > 0 ? gapS.phrase : gapS.language;
        parts.push({ clip, gapS: pause });
      }
    }
  }
  return parts;
};

export interface Score {
  readonly notes: readonly { readonly clip: string; readonly atS: number }[];
  readonly lengthS: number;
}

/** When each clip begins, in seconds from the start. A clip that is missing (`durationS` 0) is passed over. */
export const scoreOf = (parts: readonly SpokenPart[], durationS: (clip: string) => number): Score => {
  const notes: { clip: string; atS: number }[] = [];
  let endS = 0;
  for (const { clip, gapS: pause } of parts) {
    const lengthS = durationS(clip);
    if (lengthS === 0) continue;
    const atS = notes.length === 0 ? 0 : endS + pause;
    notes.push({ clip, atS });
    endS = atS + lengthS;
  }
  return { notes, lengthS: endS };
};
