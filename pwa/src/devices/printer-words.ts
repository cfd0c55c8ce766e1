import { defineWords } from "../words/messages";
import { sharedStaff } from "../words/shared-staff";

/** What a printer is now, and what to do about it. */
export const printerWords = defineWords({
  devices: sharedStaff.printersAndDevices,
  ready: { ms: "Pencetak sedia", en: "Printer ready" },
  near: { ms: "Kertas hampir habis", en: "Paper is low" },
  noPaper: { ms: "Kertas habis", en: "Out of paper" },
  cover: { ms: "Penutup pencetak terbuka", en: "Printer cover is open" },
  silent: { ms: "Pencetak tidak menjawab", en: "Printer does not answer" },
  knife: { ms: "Pisau pencetak tersekat", en: "Printer knife is jammed" },
  broken: { ms: "Pencetak rosak", en: "Printer is broken" },
  notReady: { ms: "Pencetak belum sedia", en: "Printer is not ready yet" },
  doubtful: {
    ms: "{count} cetakan meragukan",
    en: "{count, plural, one {# doubtful print} other {# doubtful prints}}",
  },
  lastSeen: { ms: "Kali terakhir menjawab {time}", en: "Last answered at {time}" },
  mayNot: { ms: "mungkin tidak dicetak", en: "may not have printed" },
  didNot: { ms: "tidak dicetak", en: "was not printed" },
  again: { ms: "Cetak semula", en: "Print again" },
});
