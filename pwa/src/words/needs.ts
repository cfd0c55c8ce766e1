import type { Need } from "../../../server/booking/needs";
import { defineWords } from "./messages";

/** What people may need at the branch: asked at booking, told to the officer. */
export const needsWords = defineWords("words/needs", {
  wheelchair: { ms: "Guna kerusi roda", en: "Uses a wheelchair" },
  low_vision: { ms: "Sukar melihat (tiket huruf besar)", en: "Low vision (ticket in large type)" },
  hearing: { ms: "Sukar mendengar", en: "Hard of hearing" },
  companion: { ms: "Datang dengan peneman", en: "Comes with a companion" },
  interpreter: { ms: "Perlu jurubahasa", en: "Needs an interpreter" },
});

export const needWord = (need: Need): string => needsWords[need]();
