import { defineWords } from "../words/messages";
import { shared } from "../words/shared";

export const words = defineWords("office/words", {
  title: { ms: "Cawangan sekarang", en: "The branch now" },
  isOpen: { ms: "Kaunter dibuka hingga {time}.", en: "Counters are open until {time}." },
  opens: {
    ms: "Kaunter tutup. Hari ini dibuka {time}.",
    en: "Counters are closed. Today they open at {time}.",
  },
  isClosed: { ms: "Kaunter tutup sekarang.", en: "Counters are closed now." },
  nextBatch: {
    ms: "Nombor tanpa temujanji seterusnya: {time}.",
    en: "Next numbers without an appointment: {time}.",
  },
  until: { ms: "Dijangka pulih {time}.", en: "Expected to end {time}." },
  waiting: shared.waitingNow,
  wait: { ms: "Anggaran {low} hingga {high} minit", en: "About {low} to {high} minutes" },
  left: { ms: "Baki nombor", en: "Numbers left" },
  free: { ms: "Temujanji kosong", en: "Free appointment" },
  noFree: { ms: "Tiada buat masa ini", en: "None for now" },
  book: { ms: "Buat temujanji di sini", en: "Book an appointment here" },
  asOf: { ms: "Khabar terakhir dari cawangan {age} lalu.", en: "The branch was last heard {age} ago." },
  notHeard: {
    ms: "Belum ada khabar dari cawangan ini. Telefon sebelum datang.",
    en: "No word from this branch yet. Ring before you come.",
  },
  clockWrong: {
    ms: "Jam komputer cawangan ini salah. Jangan bergantung pada masa di sini; telefon cawangan.",
    en: "This branch's computer clock is wrong. Do not rely on the times here; ring the branch.",
  },
  elsewhere: {
    ms: "Cawangan ini belum ada maklumat dalam talian.",
    en: "There is nothing to tell of this branch online yet.",
  },
});
