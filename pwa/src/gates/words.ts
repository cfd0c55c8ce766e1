import { defineWords } from "../words/messages";
import { shared } from "../words/shared";
import { sharedStaff } from "../words/shared-staff";

/** Words of the operator's page, and of what all pages of the lanes share. */
export const gatesWords = defineWords({
  pageName: sharedStaff.autogateLanes,
  pages: { ms: "Halaman lorong", en: "Pages of the lanes" },
  referrals: { ms: "Rujukan", en: "Referrals" },
  shift: { ms: "Syif", en: "Shift" },
  figures: { ms: "Angka", en: "Figures" },
  notHere: {
    ms: "Cawangan ini tiada lorong autogate.",
    en: "This branch has no autogate lanes.",
  },
  allLanes: { ms: "Semua lorong", en: "All lanes" },
  lanes: sharedStaff.lanes,
  lanesReady: { ms: "{ready} daripada {all} lorong berjalan", en: "{ready} of {all} lanes are running" },
  showAll: { ms: "Tunjuk semua {count} lorong", en: "Show all {count} lanes" },
  seconds: { ms: "{count} s", en: "{count} s" },

  emergency: {
    ms: "Kecemasan: {count} lorong terbuka sendiri. {lanes}",
    en: "Emergency: {count, plural, one {# lane stands} other {# lanes stand}} open by {count, plural, one {itself} other {themselves}}. {lanes}",
  },
  emergencyNext: {
    ms: "Perkakasan membuka lorong, dan sistem tidak menutupnya. Ikut pelan kecemasan. Apabila selamat, set semula di lorong.",
    en: "The hardware opened the lanes, and the system shuts none. Follow the emergency plan. When it is safe, reset at the lane.",
  },
  stale: {
    ms: "Halaman ini tidak dikemas kini sejak {time}. Lihat lorong sendiri, atau guna kaunter manual.",
    en: "This page has not been updated since {time}. Look at the lanes yourself, or use the manual counter.",
  },
  noMatcher: {
    ms: "Tiada padanan wajah sekarang: setiap orang dirujuk kepada pegawai.",
    en: "Faces cannot be compared now: everybody is referred to an officer.",
  },
  clockUnsure: {
    ms: "Jam cawangan ini sedang disemak: setiap orang dirujuk kepada pegawai.",
    en: "This branch's clock is being checked: everybody is referred to an officer.",
  },
  notOnDuty: { ms: "Syif anda belum bermula.", en: "Your shift has not begun." },
  beginShift: { ms: "Mula syif", en: "Begin my shift" },

  toDo: { ms: "Perlu tindakan", en: "To do" },
  allCalm: { ms: "Semua tenang.", en: "All is calm." },
  rank1: { ms: "Sekarang", en: "Now" },
  rank2: { ms: "Segera", en: "Soon" },
  rank3: { ms: "Sebelum tamat syif", en: "Before the shift ends" },
  times: { ms: "{count} kali, terakhir {time}", en: "{count} times, last {time}" },
  since: sharedStaff.since,
  endsItself: { ms: "Berakhir sendiri", en: "Ends by itself" },
  actOn: { ms: "{action}: {lane}, {cause}", en: "{action}: {lane}, {cause}" },
  ended: { ms: "{lane}: sudah dilihat.", en: "{lane}: seen to." },

  waiting: { ms: "Menunggu pegawai", en: "Waiting for an officer" },
  nobodyWaits: { ms: "Tiada sesiapa menunggu.", en: "Nobody is waiting." },
  take: { ms: "Ambil", en: "Take" },
  takeOf: { ms: "Ambil rujukan dari {lane}", en: "Take the referral from {lane}" },
  openReferral: { ms: "Lihat", en: "Look" },
  openOf: { ms: "Lihat rujukan dari {lane}", en: "Look at the referral from {lane}" },
  takenBy: { ms: "Diambil {name}", en: "Taken by {name}" },
  urgent: { ms: "Segera, tanpa sepatah kata", en: "At once, without a word" },
  secondNeeded: { ms: "Pegawai kedua diperlukan", en: "A second officer is needed" },
  moreWaiting: shared.showMore,

  qr: { ms: "Kod QR", en: "QR code" },
  passport: shared.passport,
  ownShare: { ms: "Bahagian sistem", en: "The system's share" },
  half90: { ms: "separuh / 90 % dalam", en: "half / 90 % within" },
  own99: { ms: "99 % dalam", en: "99 % within" },
  target: { ms: "sasaran {seconds} s", en: "target {seconds} s" },
  overTarget: { ms: "lebih sasaran {seconds} s", en: "over target {seconds} s" },
  lastHour: { ms: "Sejam lepas", en: "Last hour" },
  lastHourOf: { ms: "lalu · {referred} dirujuk", en: "through · {referred} referred" },
  referralRate: { ms: "Dirujuk hari ini", en: "Referred today" },
  ofTravellers: {
    ms: "daripada {count} orang",
    en: "of {count, plural, one {# traveller} other {# travellers}}",
  },
  unusual: {
    ms: "{count} kumpulan luar biasa",
    en: "{count, plural, one {# unusual group} other {# unusual groups}}",
  },
});
