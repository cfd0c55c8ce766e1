import { defineWords } from "../words/messages";
import { shared } from "../words/shared";

export const words = defineWords("home/words", {
  seeNow: { ms: "Menunggu, nombor dan temujanji sekarang", en: "Waiting, numbers and appointments now" },
  title: { ms: "Temujanji imigresen", en: "Immigration appointments" },
  lead: {
    ms: "Buat temujanji. Percuma, tidak perlu ejen.",
    en: "Book an appointment. Free, no agent needed.",
  },
  book: shared.book,
  bookAnother: { ms: "Buat temujanji lain", en: "Book another appointment" },
  my: shared.mine,
  myDetail: { ms: "Semak, tukar atau batalkan", en: "Check, change or cancel" },
  find: shared.find,
  findDetail: { ms: "Tempahan dari telefon lain", en: "Booked on another phone" },
  account: shared.myAccount,
  accountDetail: { ms: "Log masuk, kunci laluan, nombor telefon", en: "Sign in, passkeys, telephone number" },
  branches: shared.chooseBranch,
  offlineBooking: {
    ms: "Tiada talian. Slip anda tetap boleh dibuka; membuat temujanji perlu talian.",
    en: "No connection. Your slips still open; booking needs the line.",
  },
});
