import { defineWords } from "../words/messages";
import { shared } from "../words/shared";
import { sharedStaff } from "../words/shared-staff";

/** Words of the day's figures and of the nightly count. */
export const figuresWords = defineWords({
  pageName: { ms: "Angka dan kiraan", en: "Figures and counts" },
  day: { ms: "Angka hari", en: "The day's figures" },
  countOf: { ms: "Kiraan penderia dan rekod", en: "Sensors' counts and records" },
  countHow: {
    ms: "Setiap malam: setiap orang yang lalu mesti ada perintah, dan setiap perintah mesti ada orang.",
    en: "Each night: everybody who went through must have a command, and every command somebody.",
  },
  noFigures: {
    ms: "Belum ada orang melalui lorong pada hari ini.",
    en: "Nobody has used a lane on this day.",
  },
  noCount: {
    ms: "Belum ada kiraan untuk hari ini. Kiraan dibuat selepas hari tamat.",
    en: "There is no count of this day yet. It is made when the day has ended.",
  },
  everybody: { ms: "Semua orang", en: "Everybody" },
  lane: { ms: "Nama lorong", en: "Lane" },
  byLane: { ms: "Mengikut lorong", en: "By lane" },
  byNationality: { ms: "Mengikut kewarganegaraan", en: "By nationality" },
  byAge: { ms: "Mengikut umur", en: "By age" },
  travellers: { ms: "Orang", en: "Travellers" },
  passed: { ms: "Lalu", en: "Through" },
  referred: { ms: "Dirujuk", en: "Referred" },
  qr: { ms: "Kod QR, s", en: "QR code, s" },
  passport: { ms: "Pasport, s", en: "Passport, s" },
  own: { ms: "Sistem 99 %, s", en: "System 99 %, s" },
  unusual: { ms: "Luar biasa", en: "Unusual" },
  unusualHow: {
    ms: "Luar biasa: dirujuk sekurang-kurangnya dua kali lebih kerap daripada semua orang, dan bukan kebetulan. Cari sebabnya; jangan ubah layanan kepada sesiapa.",
    en: "Unusual: referred at least twice as often as everybody, and not by chance. Look for the cause; treat nobody differently.",
  },
  counted: { ms: "Penderia", en: "Sensor" },
  recorded: sharedStaff.records,
  result: { ms: "Keputusan", en: "Result" },
  agrees: { ms: "Sama", en: "Agree" },
  differs: { ms: "Tidak sama", en: "Differ" },
  no_count: { ms: "Penderia tidak mengira", en: "The sensor keeps no count" },
  withoutCommand: { ms: "Lalu tanpa perintah", en: "Through without a command" },
  withoutPassage: { ms: "Perintah tanpa orang lalu", en: "Commands without a passage" },
  loose: { ms: "{count}: {times}", en: "{count}: {times}" },
  date: shared.date,
});
