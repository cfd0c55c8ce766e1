import type { Problem } from "../api";
import { defineWords } from "../words/messages";
import { problemText } from "../words/problems";

/** What went wrong with a key of the staff, where the public's sentence would not fit. */
const problems = defineWords({
  sign_in_refused: {
    ms: "Kunci ini tidak dapat membuka sistem di sini. Guna kunci lain, atau minta penyelia.",
    en: "This key does not open the system here. Use another key, or ask a supervisor.",
  },
  step_up_refused: {
    ms: "Kunci ini bukan milik anda di sini, atau sudah ditamatkan. Guna kunci anda sendiri.",
    en: "This key is not yours here, or has been ended. Use a key of your own.",
  },
  passkey_unused: {
    ms: "Kunci tidak digunakan, jadi tiada apa yang berubah. Cuba lagi.",
    en: "The key was not used, so nothing has changed. Try again.",
  },
  passkey_refused: {
    ms: "Kunci ini tidak dapat disahkan. Cuba lagi, atau guna kunci lain.",
    en: "This key could not be verified. Try again, or use another key.",
  },
  passkey_known: {
    ms: "Kunci ini sudah didaftarkan. Guna kunci lain.",
    en: "This key is enrolled already. Use another one.",
  },
  staff_code_wrong: {
    ms: "Kod ini tidak dapat digunakan: mungkin salah, sudah diguna atau tamat. Minta kod baharu.",
    en: "This code cannot be used: it may be wrong, used or over. Ask for a new one.",
  },
  key_not_allowed: {
    ms: "Jenis kunci ini tidak dibenarkan untuk peranan anda. Guna kunci keselamatan daripada jabatan.",
    en: "This kind of key is not allowed for your role. Use a security key from the department.",
  },
  last_way_in: {
    ms: "Ini kunci anda yang terakhir. Tambah kunci lain dahulu.",
    en: "This is your last key. Add another one first.",
  },
  role_above_yours: {
    ms: "Orang ini mempunyai peranan yang lebih tinggi. Minta pentadbir.",
    en: "This person has a higher role than yours. Ask an administrator.",
  },
  has_key: {
    ms: "Orang ini sudah ada kunci. Kunci lain ditambah dengan kunci itu, atau pilih kehilangan semua kunci.",
    en: "This person has a key. They add another one with it, or choose lost all keys.",
  },
  needs_another: {
    ms: "Anda yang memohon, jadi penyelia lain perlu mengesahkannya.",
    en: "You asked for it, so another supervisor has to confirm it.",
  },
  not_yourself: {
    ms: "Ini tidak boleh dibuat untuk diri sendiri. Minta dua penyelia lain.",
    en: "Nobody does this for themselves. Ask two other supervisors.",
  },
  recovery_not_found: {
    ms: "Permohonan ini sudah selesai atau tamat. Mohon sekali lagi.",
    en: "This request is done or over. Ask again.",
  },
  last_administrator: {
    ms: "Ini pentadbir yang terakhir. Beri peranan itu kepada orang lain dahulu.",
    en: "This is the last administrator. Give the role to somebody else first.",
  },
  end_past: {
    ms: "Tarikh itu sudah lalu. Pilih tarikh kemudian, atau tarik balik peranan ini.",
    en: "That date has passed. Choose a later one, or take the role back.",
  },
  branch_needed: {
    ms: "Pilih cawangan untuk peranan ini.",
    en: "Choose a branch for this role.",
  },
  headquarters_only: {
    ms: "Orang dan peranan diubah di ibu pejabat.",
    en: "People and roles are changed at headquarters.",
  },
  step_up: {
    ms: "Tidak disahkan, jadi tiada apa yang berubah.",
    en: "Not confirmed, so nothing has changed.",
  },
});

export const keyProblemText = (problem: Problem): string => {
  const own = (problems as Record<string, () => string>)[problem.code];
  return own ? own() : problemText(problem);
};
