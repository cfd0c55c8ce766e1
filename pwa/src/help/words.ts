import { defineWords } from "../words/messages";

export const helpWords = defineWords({
  title: { ms: "Tentang halaman ini", en: "About this page" },
  show: { ms: "Tunjukkan", en: "Show me" },
  of: { ms: "{no} daripada {all}", en: "{no} of {all}" },
  done: { ms: "Faham", en: "Got it" },
  practise: { ms: "Berlatih", en: "Practise" },
  practiseWhat: {
    ms: "Program yang sama dengan orang rekaan. Tiada apa-apa sampai ke barisan sebenar.",
    en: "The same program with invented people. Nothing reaches the real queue.",
  },
  noTraining: {
    ms: "Latihan tidak dapat dibuka sekarang. Barisan sebenar tidak terjejas. Beritahu pentadbir cawangan.",
    en: "Training cannot be opened now. The real queue is not touched. Tell your branch administrator.",
  },
});
