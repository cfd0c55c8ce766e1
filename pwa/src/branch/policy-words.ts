import { defineWords } from "../words/messages";
import { shared } from "../words/shared";
import { sharedVisit } from "../words/shared-visit";
import { sharedStaff } from "../words/shared-staff";

/** Words of the page that declares how numbers are called. */
export const policyWords = defineWords({
  title: sharedStaff.callingPolicy,
  lead: {
    ms: "Setiap nombor mengumpul mata: mata permulaan lorongnya, dan satu mata bagi setiap tempoh menunggu. Mata tertinggi dipanggil dahulu, kecuali empat aturan di bawah.",
    en: "Each number gathers points: those its lane begins with, and one for each span of waiting. The most points are called first, but for the four rules below.",
  },
  version: { ms: "Versi {version}", en: "Version {version}" },
  inForce: { ms: "Berkuat kuasa sekarang", en: "In force now" },
  begins: {
    ms: "Bermula {when}. Sehingga itu versi {version} digunakan.",
    en: "Begins {when}. Until then version {version} holds.",
  },
  declaredBy: { ms: "{actor}, {when}: {reason}", en: "{actor}, {when}: {reason}" },
  asShipped: {
    ms: "Cara asal. Belum ada penyelia yang mengubahnya.",
    en: "As it came. No supervisor has changed it yet.",
  },

  points: { ms: "Mata", en: "Points" },
  ageing: {
    ms: "Satu mata bagi setiap berapa minit menunggu",
    en: "One point for each how many minutes of waiting",
  },
  laneStart: { ms: "Mata permulaan setiap lorong", en: "Points each lane begins with" },
  laneStartHint: {
    ms: "Satu mata bernilai {minutes} minit menunggu.",
    en: "A point is worth {minutes, plural, one {# minute} other {# minutes}} of waiting.",
  },
  laneAppointment: sharedVisit.laneAppointment,
  lanePriority: sharedVisit.lanePriority,
  laneNormal: sharedVisit.laneNormal,
  laneEmployer: shared.employer,

  rules: { ms: "Aturan di atas mata", en: "Rules above the points" },
  appointmentLead: {
    ms: "Temujanji didahulukan mulai berapa minit sebelum masanya",
    en: "An appointment goes first from how many minutes before its time",
  },
  inRow: {
    ms: "Paling banyak nombor keutamaan berturut-turut",
    en: "At most how many priority numbers in a row",
  },
  inRowHint: { ms: "Selagi ada orang lain menunggu.", en: "While anybody else waits." },
  claim: {
    ms: "Keutamaan yang belum disahkan pegawai",
    en: "A priority that no officer has confirmed yet",
  },
  claimPriority: { ms: "Dikira sebagai keutamaan", en: "Counts as priority" },
  claimBase: { ms: "Menunggu di lorong asalnya", en: "Waits in its own lane" },
  quick: { ms: "Peringkat pendek", en: "Short stages" },
  quickEvery: {
    ms: "Satu daripada setiap berapa panggilan untuk peringkat pendek",
    en: "One in how many calls goes to a short stage",
  },
  quickStages: { ms: "Peringkat mana yang pendek?", en: "Which stages are short?" },
  longest: { ms: "Yang paling lama menunggu", en: "Whoever waits longest" },
  longestEvery: {
    ms: "Satu daripada setiap berapa panggilan untuk yang paling lama menunggu",
    en: "One in how many calls goes to whoever waits longest",
  },
  longestAfter: {
    ms: "Setelah menunggu berapa minit",
    en: "Once that wait has reached how many minutes",
  },

  fromDate: { ms: "Mulai tarikh (kosong: sekarang)", en: "From the day (empty: now)" },
  fromTime: { ms: "Mulai masa", en: "From the time" },
  fromMissing: {
    ms: "Isi tarikh dan masa, atau kosongkan kedua-duanya.",
    en: "Give day and time, or leave both empty.",
  },
  beginsPast: { ms: "Masa itu sudah lalu.", en: "That time has passed." },
  outOfRange: shared.numberRange,
  save: { ms: "Isytihar versi {version}", en: "Declare version {version}" },
  saved: { ms: "Versi {version} diisytiharkan.", en: "Version {version} is declared." },
  versionNotNext: {
    ms: "Penyelia lain baru mengisytiharkan versi baharu. Isian anda kekal; semak versi itu, kemudian isytihar semula.",
    en: "Another supervisor has just declared a version. What you typed stays; look at theirs, then declare again.",
  },
});
