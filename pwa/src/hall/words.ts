import type { DisruptionKind } from "../../../server/hall/disruption";
import { defineWords } from "../words/messages";
import { shared } from "../words/shared";
import { sharedStaff } from "../words/shared-staff";

export const words = defineWords({
  pageName: { ms: "Dewan sekarang", en: "The hall now" },
  updated: { ms: "Dikemas kini {time}", en: "Updated {time}" },
  stale: {
    ms: "Halaman ini dikemas kini {count} saat lalu. Tindakan ditutup sehingga talian pulih.",
    en: "{count, plural, one {This page was updated # second ago.} other {This page was updated # seconds ago.}} Actions are off until the line is back.",
  },
  doNow: { ms: "Buat sekarang", en: "Do now" },
  allWell: { ms: "Semua dalam sasaran", en: "Everything is within its target" },
  openCounter: { ms: "Buka kaunter {no} untuk {group}", en: "Open counter {no} for {group}" },
  openShort: { ms: "Buka kaunter {no}", en: "Open counter {no}" },
  moveCounter: { ms: "Tambah {group} di kaunter {no}", en: "Give counter {no} also {group}" },
  moveShort: { ms: "Tukar kaunter {no}", en: "Change counter {no}" },
  whyQueue: {
    ms: "{people} orang menunggu lebih {min} minit atau tidak sempat sebelum tutup.",
    en: "{people} waited over {min} minutes, or will not be served before closing.",
  },
  pauseGroup: { ms: "Hentikan nombor baharu {group}", en: "Pause new numbers for {group}" },
  pauseShort: { ms: "Hentikan nombor", en: "Pause numbers" },
  whyPause: {
    ms: "{people} orang sudah tidak sempat dilayan sebelum tutup.",
    en: "{people} can already not be served before closing.",
  },
  seePrinter: { ms: "Lihat pencetak {name}", en: "See to printer {name}" },
  covered: { ms: "{name} mencetak buat sementara.", en: "{name} prints for it meanwhile." },
  notCovered: {
    ms: "Tiada pencetak ganti. Nombor masih di skrin.",
    en: "No printer stands in. Numbers are on screens.",
  },
  devices: sharedStaff.printersAndDevices,
  bell: { ms: "Pergi ke {place}", en: "Go to {place}" },
  whyBell: { ms: "Menunggu bantuan sejak {time}.", en: "Waiting for help since {time}." },
  going: { ms: "Saya ke sana", en: "On my way" },
  queues: { ms: "Giliran", en: "Queues" },
  rating: {
    ms: "daripada 5, {count} penilaian hari ini",
    en: "of 5, {count, plural, one {# rating} other {# ratings}} today",
  },
  waiting: { ms: "Orang menunggu", en: "People waiting" },
  longest: { ms: "Paling lama, garis ialah sasaran", en: "Longest wait; the line is the target" },
  ofTarget: { ms: "{min} / {target} min", en: "{min} / {target} min" },
  lastCalled: { ms: "Habis pada", en: "Done at" },
  notServed: { ms: "{people} tidak sempat", en: "{people} not served" },
  counters: sharedStaff.counters,
  none: { ms: "Tiada", en: "None" },
  paused: { ms: "Nombor dihentikan oleh {by}, {time}", en: "Numbers paused by {by}, {time}" },
  pausedAll: {
    ms: "Semua nombor baharu dihentikan oleh {by}, {time}. Orang bertemujanji masih daftar masuk.",
    en: "All new numbers paused by {by}, {time}. Booked people still check in.",
  },
  pause: { ms: "Hentikan", en: "Pause" },
  resume: { ms: "Sambung nombor", en: "Resume numbers" },
  pauseAll: { ms: "Hentikan semua nombor", en: "Pause all numbers" },
  disrupt: { ms: "Gangguan", en: "Disruption" },
  disrupted: {
    ms: "Diisytiharkan oleh {by}, {time}. Dijangka pulih {until}.",
    en: "Declared by {by}, {time}. Expected to end {until}.",
  },
  offered: {
    ms: "{count} temujanji ditawarkan masa lain.",
    en: "{count, plural, one {# booking was} other {# bookings were}} offered another time.",
  },
  isOver: { ms: "Sudah pulih", en: "It is over" },
  announce: { ms: "Umum", en: "Announce" },
  change: { ms: "Urus kaunter {no}", en: "Manage counter {no}" },
  open: sharedStaff.open,
  serving: { ms: "Melayan", en: "Serving" },
  onBreak: { ms: "Sedang rehat", en: "On a break" },
  closed: shared.closed,
  long: { ms: "Lama", en: "Long" },
  minutes: { ms: "sudah {count} min", en: "for {count} min" },
  noOfficer: { ms: "Tiada pegawai", en: "No officer" },
  waitingNow: { ms: "menunggu sekarang", en: "waiting now" },
  servedToday: { ms: "dilayan hari ini", en: "served today" },
  numbersToday: { ms: "nombor hari ini", en: "numbers today" },
  toCome: { ms: "temujanji belum tiba", en: "appointments to come" },
  working: { ms: "Baik", en: "Working" },
  paperNear: { ms: "Kertas tinggal sedikit", en: "Little paper left" },
  paperOut: { ms: "Tiada kertas", en: "No paper" },
  coverOpen: { ms: "Penutup terbuka", en: "Cover open" },
  notAnswering: { ms: "Tiada jawapan", en: "No answer" },
  noDevices: { ms: "Tiada peranti pada pelayan ini.", en: "No devices at this server." },
  forecast: { ms: "Ramalan hingga tutup", en: "Forecast to closing" },
  forecastWell: {
    ms: "Semua yang menunggu sempat dilayan sebelum {time}.",
    en: "Everybody waiting is served before {time}.",
  },
  forecastLate: {
    ms: "Dengan kaunter sekarang, {people} orang masih menunggu pada {time}.",
    en: "With the counters now open, {people} still wait at {time}.",
  },
  closedToday: { ms: "Cawangan tidak dibuka hari ini.", en: "The branch is not open today." },
  nowShown: { ms: "Di paparan hingga {time}: {text}", en: "On the displays until {time}: {text}" },
  takeDown: { ms: "Turunkan", en: "Take down" },
});

/** What can stop a branch, as its supervisor names it. */
const names = defineWords({
  power: { ms: "Elektrik terputus", en: "Power is out" },
  line: { ms: "Talian terputus", en: "Line is down" },
  printer: { ms: "Pencetak rosak", en: "Printers broken" },
  system: { ms: "Sistem tergendala", en: "System is down" },
  flood: { ms: "Banjir", en: "Flood" },
  other: { ms: "Gangguan lain", en: "Something else" },
});

export const disruptionName: Readonly<Record<DisruptionKind, () => string>> = names;
