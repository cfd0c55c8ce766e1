import type { Text } from "./language";

/** As `shared`, for what comes after a booking: the booking pages, which are the first that a telephone loads, have none of it. */
export const sharedVisit = {
  confirm: { ms: "Sahkan", en: "Confirm" },
  referenceNumber: { ms: "Nombor rujukan", en: "Reference" },
  documentSeen: { ms: "Dokumen sudah dilihat", en: "Document seen" },
  documentNotSeen: { ms: "Dokumen belum dilihat", en: "Document not seen yet" },
  changeDate: { ms: "Tukar tarikh", en: "Change the date" },
  confirmed: { ms: "Disahkan", en: "Confirmed" },
  cancelled: { ms: "Dibatalkan", en: "Cancelled" },
  beingServed: { ms: "Sedang dilayan", en: "Being served" },
  queueNumber: { ms: "Nombor giliran", en: "Queue number" },
  yourNumber: { ms: "Nombor giliran anda", en: "Your queue number" },
  estimate: { ms: "Anggaran menunggu", en: "Estimated wait" },
  minutesRange: {
    ms: "{low}–{high} minit",
    en: "{low}–{high} minutes",
  },
  untilAbout: {
    ms: "hingga kira-kira {time}",
    en: "until about {time}",
  },
  ahead: { ms: "Di hadapan anda", en: "Ahead of you" },
  waitingCount: {
    ms: "{count} menunggu",
    en: "{count} waiting",
  },
  laneAppointment: { ms: "Temujanji", en: "Appointment" },
  lanePriority: { ms: "Keutamaan", en: "Priority" },
  laneNormal: { ms: "Biasa", en: "Normal" },
  priorityUnconfirmed: {
    ms: "Pegawai akan mengesahkan keutamaan anda di kaunter.",
    en: "The officer will confirm your priority at the counter.",
  },
  entry: { ms: "Masuk ke Malaysia", en: "Entry into Malaysia" },
  exit: { ms: "Keluar dari Malaysia", en: "Exit from Malaysia" },
  byOfficer: { ms: "Di hadapan pegawai", en: "Before an officer" },
  printProof: { ms: "Cetak bukti", en: "Print the proof" },
  slip: { ms: "Slip temujanji", en: "Appointment slip" },
} as const satisfies Readonly<Record<string, Text>>;
