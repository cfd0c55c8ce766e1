import type { LaneMode, LaneStep } from "../../../server/gates/lane";
import type { IconName } from "../ui/icons";
import { defineWords } from "../words/messages";
import { shared } from "../words/shared";
import { sharedStaff } from "../words/shared-staff";

/** Words of one lane: what it does, how it is run, what it may be told. */
export const laneWords = defineWords({
  in: { ms: "Masuk", en: "Entry" },
  out: { ms: "Keluar", en: "Exit" },
  wide: { ms: "Lebar", en: "Wide" },

  idle: { ms: "Sedia", en: "Ready" },
  clearing: { ms: "Mengosong", en: "Clearing" },
  unreadable: { ms: "Baca semula", en: "Read again" },
  checking: { ms: "Menyemak", en: "Checking" },
  open: { ms: "Silakan lalu", en: "Going through" },
  refer: { ms: "Jumpa pegawai", en: "See officer" },
  hold: { ms: "Tahan", en: "Hold" },
  unconfirmed: { ms: "Tidak pasti", en: "Not sure" },
  trouble: { ms: "Gangguan", en: "Trouble" },
  closed: shared.closed,
  out_of_service: { ms: "Tidak jalan", en: "Out of use" },
  emergency: { ms: "Kecemasan", en: "Emergency" },

  modeOpen: sharedStaff.open,
  modeMaintenance: { ms: "Selenggara", en: "Maintenance" },
  modeDrill: { ms: "Latihan", en: "Drill" },
  modeNow: { ms: "Mod", en: "Mode" },
  changeMode: { ms: "Tukar, dengan sebab", en: "Change, with a reason" },
  otherReason: { ms: "Sebab lain…", en: "Another reason…" },
  otherReasonTitle: { ms: "Tukar {lane}", en: "Change {lane}" },
  newMode: { ms: "Cara baharu", en: "From now on" },
  changed: { ms: "{lane}: {mode}.", en: "{lane}: {mode}." },
  changedUnheard: {
    ms: "{lane}: {mode}, tetapi pengawalnya belum mengesahkan. Lihat lorong itu.",
    en: "{lane}: {mode}, but its controller has not confirmed. Look at the lane.",
  },

  becauseQueue: { ms: "barisan panjang", en: "long queue" },
  becauseReady: { ms: "diperiksa, baik", en: "looked at, all well" },
  becauseQuiet: { ms: "barisan pendek", en: "short queue" },
  becauseOfficer: { ms: "tiada pegawai", en: "no officer" },
  becauseLook: { ms: "perlu diperiksa", en: "needs looking at" },
  becauseTechnician: { ms: "juruteknik di sini", en: "technician here" },
  becausePractice: { ms: "latihan pegawai", en: "officers practise" },

  controller: { ms: "Pengawal", en: "Controller" },
  controllerSaid: { ms: "Berhubung", en: "In contact" },
  controllerSilent: { ms: "Tidak menjawab sejak {time}", en: "Silent since {time}" },
  controllerNever: { ms: "Belum pernah menjawab", en: "Has never answered" },
  inside: { ms: "Di dalam lorong", en: "Inside the lane" },
  todayPassed: { ms: "Lalu hari ini", en: "Through today" },
  todayReferred: { ms: "Orang dirujuk hari ini", en: "People referred today" },

  orders: { ms: "Perintah kepada lorong", en: "Tell the lane" },
  open_exit: { ms: "Buka pintu keluar", en: "Open the exit" },
  reject: { ms: "Hantar balik ke pintu masuk", en: "Send back to the entrance" },
  lock: { ms: "Kunci kedua-dua pintu", en: "Lock both doors" },
  reset_alarm: { ms: "Set semula", en: "Reset" },
  end: { ms: "Sudah dilihat", en: "Seen to" },
  close_lane: { ms: "Tutup lorong", en: "Close the lane" },
  orderDone: { ms: "{lane}: {order}, sudah dibuat.", en: "{lane}: {order}, done." },
  orderRefused: {
    ms: "{lane} tidak menerima “{order}”. Tiada apa-apa dibuka. Lihat lorong itu.",
    en: "{lane} did not take “{order}”. Nothing was opened. Look at the lane.",
  },
  orderUnknown: {
    ms: "Tidak pasti sama ada {lane} membuat “{order}”. Lihat lorong itu sebelum mencuba lagi.",
    en: "Nobody knows whether {lane} did “{order}”. Look at the lane before trying again.",
  },

  companions: { ms: "Keluarga dan teman", en: "Families and companions" },
  companionsHow: {
    ms: "Lihat siapa bersama orang dewasa itu, sahkan bilangannya, kemudian mereka lalu bersama.",
    en: "See who is with the adult, confirm how many, then they go through together.",
  },
  companionsNow: { ms: "{count} disahkan, belum lalu", en: "{count} confirmed, not through yet" },
  fewer: shared.onePersonFewer,
  more: shared.onePersonMore,
  confirmCompanions: {
    ms: "Sahkan {count} teman",
    en: "Confirm {count, plural, one {# companion} other {# companions}}",
  },
  companionsSaved: { ms: "{lane}: {count} teman disahkan.", en: "{lane}: companions confirmed: {count}." },
});

/** What a lane is at this moment, as sign and word. */
export const steps: Readonly<Record<LaneStep, { readonly icon: IconName; readonly word: () => string }>> = {
  idle: { icon: "check", word: laneWords.idle },
  clearing: { icon: "chevrons-right", word: laneWords.clearing },
  unreadable: { icon: "rotate-ccw", word: laneWords.unreadable },
  checking: { icon: "id-card", word: laneWords.checking },
  open: { icon: "chevrons-right", word: laneWords.open },
  refer: { icon: "user", word: laneWords.refer },
  hold: { icon: "octagon-alert", word: laneWords.hold },
  unconfirmed: { icon: "circle-alert", word: laneWords.unconfirmed },
  trouble: { icon: "triangle-alert", word: laneWords.trouble },
  closed: { icon: "minus", word: laneWords.closed },
  out_of_service: { icon: "x", word: laneWords.out_of_service },
  emergency: { icon: "siren", word: laneWords.emergency },
};

export const modeName: Readonly<Record<LaneMode, () => string>> = {
  open: laneWords.modeOpen,
  closed: laneWords.closed,
  maintenance: laneWords.modeMaintenance,
  drill: laneWords.modeDrill,
};

/** Changes that officers make most, each with its reason: one touch. Any other reason is written. */
export const usualChanges: readonly { readonly mode: LaneMode; readonly why: () => string }[] = [
  { mode: "open", why: laneWords.becauseQueue },
  { mode: "open", why: laneWords.becauseReady },
  { mode: "closed", why: laneWords.becauseQuiet },
  { mode: "closed", why: laneWords.becauseOfficer },
  { mode: "closed", why: laneWords.becauseLook },
  { mode: "maintenance", why: laneWords.becauseTechnician },
  { mode: "drill", why: laneWords.becausePractice },
];
