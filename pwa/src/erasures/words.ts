import { defineWords } from "../words/messages";
import { sharedStaff } from "../words/shared-staff";

/** Words of the page of erasures, at headquarters. */
export const words = defineWords({
  pageName: { ms: "Pemadaman data", en: "Erasures" },
  lead: {
    ms: "Data seseorang yang dipadam mesti hilang daripada setiap mesin dan setiap sandaran. Senarai ini tidak menyebut sesiapa.",
    en: "Somebody's erased data must be gone from every machine and every backup. This list names nobody.",
  },
  none: {
    ms: "Tiada pemadaman yang menunggu. Semua mesin sudah melakukannya, dan sandaran lama tidak boleh dibuka lagi.",
    en: "No erasure is waiting. Every machine has done it, and no old backup can be opened.",
  },
  owed: { ms: "Belum dilakukan oleh semua mesin", en: "Not done by every machine yet" },
  backups: { ms: "Menunggu sandaran lama luput", en: "Waiting for old backups to lapse" },
  at: { ms: "Diputuskan {at} di {where}", en: "Decided {at} at {where}" },
  headquarters: sharedStaff.headquarters,
  heard: {
    ms: "{count} mesin cawangan sudah melakukannya.",
    en: "{count, plural, one {# branch machine has done it.} other {# branch machines have done it.}}",
  },
  owes: { ms: "{who}, mesin {alias}: belum", en: "{who}, machine {alias}: not yet" },
  last: { ms: "Kali terakhir dihubungi {at}.", en: "Last heard {at}." },
  never: { ms: "Belum pernah dihubungi.", en: "Never heard." },
  nextHeard: { ms: "Ia akan melakukannya dalam beberapa saat.", en: "It will within seconds." },
  nextSilent: {
    ms: "Pulihkan talian cawangan, atau bawa data dengan USB: ia memadam sebaik sahaja mendengar.",
    en: "Bring the branch's line back, or carry the data by USB: it erases as soon as it hears.",
  },
  nextSuspended: {
    ms: "Mesin ini digantung dan tidak akan mendengar lagi. Jika ditemui, musnahkan cakeranya.",
    en: "This machine is shut out and hears nothing more. If it is found, destroy its disk.",
  },
  nextReplaced: {
    ms: "Mesin ini sudah diganti. Musnahkan cakera lama.",
    en: "This machine was replaced. Destroy the old disk.",
  },
  backupsEnd: {
    ms: "Sandaran yang dibuat sebelum ini tidak boleh dibuka sesiapa mulai {at}.",
    en: "Backups made before it can be opened by nobody from {at}.",
  },
  backupsLater: {
    ms: "Sandaran dikira selepas semua mesin melakukannya.",
    en: "Backups are counted once every machine has done it.",
  },
});
