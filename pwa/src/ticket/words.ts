import { defineWords } from "../words/messages";
import { shared } from "../words/shared";
import { sharedVisit } from "../words/shared-visit";

export const words = defineWords("ticket/words", {
  title: sharedVisit.queueNumber,
  yourNumber: sharedVisit.yourNumber,
  estimate: sharedVisit.estimate,
  range: sharedVisit.minutesRange,
  about: { ms: "kira-kira {count} minit", en: "about {count, plural, one {# minute} other {# minutes}}" },
  until: sharedVisit.untilAbout,
  soon: { ms: "Tidak lama lagi", en: "Very soon" },
  unknown: { ms: "Belum dapat dianggar", en: "Cannot be estimated yet" },
  ahead: sharedVisit.ahead,
  youAreNext: { ms: "Anda seterusnya", en: "You are next" },
  goOut: {
    ms: "Lama lagi: anda boleh keluar sebentar hingga {time}.",
    en: "It will be a while: you may step out until {time}.",
  },
  appointment: sharedVisit.laneAppointment,
  priority: sharedVisit.lanePriority,
  normal: sharedVisit.laneNormal,
  employer: shared.employer,
  why: { ms: "Kenapa saya di sini?", en: "Why am I here?" },
  called: { ms: "Sila ke kaunter", en: "Please go to the counter" },
  counter: { ms: "Kaunter {counter}", en: "Counter {counter}" },
  stopVibrating: { ms: "Saya sudah nampak", en: "I have seen it" },
  serving: {
    ms: "Anda sedang dilayan di kaunter {counter}.",
    en: "You are being served at counter {counter}.",
  },
  parked: {
    ms: "Nombor anda diketepikan sebentar. Anda tidak perlu beratur semula; kami panggil lagi.",
    en: "Your number is set aside for a moment. You need not queue again; we will call you.",
  },
  absent: {
    ms: "Kami memanggil tetapi anda tiada. Pergi ke meja pertanyaan.",
    en: "We called but you were not there. Go to the enquiry desk.",
  },
  done: { ms: "Selesai. Terima kasih.", en: "Done. Thank you." },
  doneNext: { ms: "Semak dokumen anda sebelum pulang.", en: "Check your documents before you leave." },
  rate: { ms: "Bagaimana layanan tadi?", en: "How was it?" },
  veryBad: { ms: "Sangat teruk", en: "Very bad" },
  bad: { ms: "Kurang baik", en: "Not good" },
  fair: { ms: "Biasa sahaja", en: "So-so" },
  good: { ms: "Baik", en: "Good" },
  veryGood: { ms: "Sangat baik", en: "Very good" },
  rated: { ms: "Terima kasih. Nama anda tidak disimpan.", en: "Thank you. Your name is not kept with it." },
  closed: { ms: "Nombor ini sudah ditutup.", en: "This number is closed." },
  stale: {
    ms: "Dikemas kini {age} lalu. Dengar panggilan di dewan.",
    en: "Updated {age} ago. Listen for the call in the hall.",
  },
  fresh: { ms: "Dikemas kini sekarang", en: "Up to date" },
  notHeard: {
    ms: "Belum ada khabar dari cawangan. Dengar panggilan di dewan.",
    en: "No word from the branch yet. Listen for the call in the hall.",
  },
  turnSoundOn: { ms: "Hidupkan bunyi", en: "Turn the sound on" },
  soundOn: { ms: "Bunyi hidup", en: "Sound on" },
  gone: { ms: "Nombor ini tidak ditemui", en: "This number was not found" },
  goneNext: {
    ms: "Nombor giliran hanya untuk hari ia diambil.",
    en: "A queue number holds for its day only.",
  },
});
