import type { Problem } from "../api";
import { defineWords } from "../words/messages";
import { problemText } from "../words/problems";

/** What the branch refused at the lanes: what holds now, and what to do next. */
const problems = defineWords({
  lane_not_found: {
    ms: "Lorong ini tiada lagi di cawangan ini. Muat semula halaman.",
    en: "This branch has no such lane any more. Reload the page.",
  },
  referral_not_found: {
    ms: "Rujukan ini tidak dijumpai. Kembali ke senarai.",
    en: "This referral was not found. Go back to the list.",
  },
  referral_over: {
    ms: "Rujukan ini sudah selesai. Lihat langkah-langkahnya di bawah.",
    en: "This referral has ended. See its steps below.",
  },
  taken_by_another: {
    ms: "Pegawai lain sudah mengambil rujukan ini.",
    en: "Another officer has taken this referral.",
  },
  not_taken: {
    ms: "Ambil rujukan ini dahulu, kemudian putuskan.",
    en: "Take this referral first, then decide.",
  },
  override_needed: {
    ms: "Sebab ini memerlukan dua pegawai. Muat semula dan minta pegawai kedua.",
    en: "This reason needs two officers. Reload, and ask a second officer.",
  },
  nothing_to_agree: {
    ms: "Belum ada pegawai yang meminta persetujuan.",
    en: "No officer has asked for agreement yet.",
  },
  same_officer: {
    ms: "Pegawai kedua mesti orang lain.",
    en: "The second officer has to be somebody else.",
  },
  alarm_not_found: { ms: "Penggera ini sudah tamat.", en: "This alarm has ended." },
  drill_needs_emulator: {
    ms: "Lorong ini bukan lorong latihan: ia mempunyai pengawal sebenar. Tiada apa-apa ditukar.",
    en: "This lane is not for practice: it has a real controller. Nothing was changed.",
  },
  alarm_needs_action: {
    ms: "Penggera ini tamat apabila lorong itu sendiri selesai, bukan dengan butang ini.",
    en: "This alarm ends when the lane itself is well again, not by this button.",
  },
  lane_not_wide: {
    ms: "Lorong ini tidak lebar: hantar keluarga ke lorong lebar.",
    en: "This lane is not wide: send families to a wide one.",
  },
  referrals_open: {
    ms: "Masih ada rujukan terbuka. Selesaikan dahulu, atau serahkan kepada pegawai yang bertugas.",
    en: "Referrals are still open. Finish them first, or hand over to an officer on duty.",
  },
  shift_runs: { ms: "Syif anda sudah bermula.", en: "Your shift has begun already." },
  no_shift: { ms: "Mulakan syif anda dahulu.", en: "Begin your shift first." },
  not_on_duty: {
    ms: "Pegawai itu belum memulakan syifnya. Minta dia mula, kemudian serahkan.",
    en: "That officer has not begun a shift. Ask them to begin, then hand over.",
  },
});

export const gatesProblemText = (problem: Problem): string => {
  const sentence = (problems as Readonly<Record<string, (() => string) | undefined>>)[problem.code];
  return sentence?.() ?? problemText(problem);
};
