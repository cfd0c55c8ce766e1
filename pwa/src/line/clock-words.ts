import { defineWords } from "../words/messages";

/** Words of the band over staff pages while the machine's clock is in doubt. */
export const clockWords = defineWords({
  off: {
    ms: "Jam mesin ini tersasar {span} daripada ibu pejabat.",
    en: "This machine's clock is {span} off headquarters'.",
  },
  behind: {
    ms: "Jam mesin ini {span} lebih awal daripada rekodnya sendiri.",
    en: "This machine's clock is {span} behind its own records.",
  },
  what: {
    ms: "Dewan berjalan seperti biasa. Tempat, kod dan peranan baharu menunggu sehingga jam disahkan.",
    en: "The hall goes on. New places, codes and roles wait until the clock is confirmed.",
  },
  ask: { ms: "Minta penyelia melihat jam.", en: "Ask a supervisor to look at the clock." },
  confirm: { ms: "Jam betul: {time}", en: "The clock is right: {time}" },
});
