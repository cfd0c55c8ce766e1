import { defineWords } from "../words/messages";
import { sharedStaff } from "../words/shared-staff";

/** Words of the band over staff pages while headquarters' word is old. */
export const ageWords = defineWords({
  soon: {
    ms: "Tiada khabar daripada ibu pejabat selama {span}.",
    en: "No word from headquarters for {span}.",
  },
  stops: {
    ms: "Pada {time} berhenti: tempahan baharu, nombor tanpa temujanji, perubahan, kunci dan peranan. Daftar masuk di kios, paparan dan slip terus berjalan, dan sesiapa yang sudah ada nombor tetap dilayan.",
    en: "At {time} these stop: new bookings, numbers without an appointment, changes, keys and roles. Check-in at the kiosk, displays and slips go on, and whoever has a number is served.",
  },
  avoid: {
    ms: "Untuk mengelakkannya: pulihkan talian, atau bawa fail ibu pejabat dengan USB.",
    en: "To avoid it: bring the line back, or carry headquarters' file on a USB stick.",
  },
  stopped: {
    ms: "Sudah {span} tanpa khabar ibu pejabat: hanya yang sudah ada nombor dilayan.",
    en: "{span} without word from headquarters: only those who have a number are served.",
  },
  goesOn: {
    ms: "Terus berjalan: daftar masuk di kios, paparan, slip, dan panggil, layan, ketepi dan tamatkan nombor. Yang lain menunggu.",
    en: "What goes on: check-in at the kiosk, displays, slips, and calling, serving, parking and finishing numbers. The rest waits.",
  },
  open: {
    ms: "Untuk membukanya semula: pulihkan talian, atau bawa fail ibu pejabat dengan USB.",
    en: "To open it again: bring the line back, or carry headquarters' file on a USB stick.",
  },
  toStick: { ms: "Fail USB, langkah demi langkah", en: "The USB file, step by step" },
  ask: {
    ms: "Minta penyelia membukanya di halaman {page}.",
    en: "Ask a supervisor to do so on the page {page}.",
  },
  page: sharedStaff.lineAndRights,
});
