import type { Text } from "../words/language";
import { defineWords } from "../words/messages";
import { sharedStaff } from "../words/shared-staff";

export const dialogWords = defineWords({
  changed: {
    ms: "{by} sudah {what, select, closed {menutup kaunter ini} paused {menghentikan nombor} resumed {menyambung nombor} ended {menamatkannya} disrupted {mengisytiharkan gangguan} other {menukar kaunter ini}} pada {time}. Lihat keadaan sekarang dahulu.",
    en: "{by} has {what, select, closed {closed this counter} paused {paused the numbers} resumed {resumed the numbers} ended {ended it} disrupted {declared a disruption} other {changed this counter}} at {time}. Look at how it is now first.",
  },
  allGroups: { ms: "semua urusan", en: "all services" },
  pauseTitle: { ms: "Hentikan nombor baharu: {group}", en: "Pause new numbers: {group}" },
  pauseIntro: {
    ms: "Kiosk tidak lagi memberi nombor tanpa temujanji. Orang bertemujanji masih daftar masuk.",
    en: "Kiosks give no number without an appointment. Booked people still check in.",
  },
  resumeTitle: { ms: "Sambung nombor baharu: {group}", en: "Resume new numbers: {group}" },
  resumeIntro: { ms: "Kiosk memberi nombor semula.", en: "Kiosks give numbers again." },
  pauseNow: { ms: "Hentikan sekarang", en: "Pause now" },
  resumeNow: { ms: "Sambung sekarang", en: "Resume now" },
  counterTitle: sharedStaff.counterNo,
  staysWith: {
    ms: "Pegawai menghabiskan {number} dahulu. Panggilan seterusnya ikut urusan baharu.",
    en: "The officer finishes {number} first. The next call follows the new services.",
  },
  what: { ms: "Apa yang perlu dibuat", en: "What to do" },
  move: { ms: "Tukar urusan", en: "Change its services" },
  endBreak: { ms: "Tamatkan rehat", en: "End the break" },
  closeCounter: { ms: "Tutup, pegawai tiada", en: "Close, the officer is away" },
  ask: { ms: "Minta pegawai ke sini", en: "Ask for an officer" },
  serves: { ms: "Urusan kaunter ini", en: "What this counter serves" },
  groupMissing: { ms: "Pilih sekurang-kurangnya satu urusan.", en: "Choose at least one service." },
  askFor: { ms: "Untuk urusan", en: "For which service" },
  personOf: { ms: "{number} di kaunter ini", en: "{number} at this counter" },
  waits: { ms: "Masih di dewan, tunggu semula", en: "Still in the hall, waits again" },
  wasServed: { ms: "Sudah selesai dan pulang", en: "Served and gone" },
  announceTitle: { ms: "Umumkan di dewan", en: "Announce in the hall" },
  announceIntro: {
    ms: "Ditunjukkan di semua paparan selepas bunyi loceng.",
    en: "Shown on every display after a chime.",
  },
  disruptTitle: { ms: "Isytihar gangguan", en: "Declare a disruption" },
  disruptIntro: {
    ms: "Semua orang diberitahu di paparan, di halaman cawangan, dan melalui SMS dan e-mel. Orang bertemujanji ditawarkan masa lain; tiada sesiapa dikira lewat atau tidak hadir.",
    en: "Everybody is told on displays, on the branch's page, and by SMS and e-mail. Booked people are offered another time; nobody is counted late or absent.",
  },
  whatStopped: { ms: "Apa yang terganggu", en: "What has stopped" },
  whatMissing: { ms: "Pilih apa yang terganggu.", en: "Choose what has stopped." },
  expected: { ms: "Dijangka berapa lama", en: "Expected to last" },
  tellAll: { ms: "Beritahu semua sekarang", en: "Tell everybody now" },
  inMalay: { ms: "Dalam Bahasa Melayu", en: "In Malay" },
  inEnglish: { ms: "Dalam Bahasa Inggeris", en: "In English" },
  textMissing: { ms: "Tulis apa yang perlu diumumkan.", en: "Write what is to be announced." },
  howLong: { ms: "Berapa lama", en: "For how long" },
  forMinutes: { ms: "{count} minit", en: "{count} minutes" },
  showNow: { ms: "Tunjukkan sekarang", en: "Show it now" },
});

/** Reasons that are given most, by what is ordered. */
export const reasonChips: Readonly<Record<"intake" | "counter" | "announce" | "disrupt", readonly Text[]>> = {
  intake: [
    { ms: "Dewan penuh", en: "The hall is full" },
    { ms: "Tidak sempat sebelum tutup", en: "No time before closing" },
    { ms: "Keadaan sudah pulih", en: "It is well again" },
  ],
  counter: [
    { ms: "Ramai menunggu", en: "Many people wait" },
    { ms: "Pegawai tiada di kaunter", en: "The officer is not at the counter" },
    { ms: "Kaunter lain kosong", en: "Another counter is idle" },
  ],
  disrupt: [
    { ms: "Sudah dilaporkan kepada pihak berkenaan", en: "Reported to those in charge" },
    { ms: "Punca belum diketahui", en: "The cause is not known yet" },
  ],
  announce: [
    { ms: "Hampir tutup", en: "Closing soon" },
    { ms: "Giliran bertukar kaunter", en: "Queues changed counters" },
    { ms: "Sistem perlahan", en: "The system is slow" },
  ],
};

/** Sentences to begin with: each may be changed before it is shown. */
export const readyTexts: readonly {
  readonly name: Text;
  readonly text: { readonly ms: string; readonly en: string };
}[] = [
  {
    name: { ms: "Hampir waktu tutup", en: "Closing time" },
    text: {
      ms: "Kaunter akan ditutup sebentar lagi. Sila pastikan nombor anda ada di paparan.",
      en: "Counters close soon. Please make sure that your number is on the display.",
    },
  },
  {
    name: { ms: "Kaunter bertukar", en: "Counter moved" },
    text: {
      ms: "Sesetengah kaunter telah bertukar. Sila lihat kaunter di paparan apabila dipanggil.",
      en: "Some counters have changed. Please look at the counter on the display when called.",
    },
  },
  {
    name: { ms: "Perlahan hari ini", en: "Slow today" },
    text: {
      ms: "Sistem perlahan sekarang. Nombor anda selamat; terima kasih kerana bersabar.",
      en: "The system is slow now. Your number is safe; thank you for your patience.",
    },
  },
];
