import { defineWords } from "../words/messages";

/** Words of signing in, and of screens that are not enrolled. */
export const staffWords = defineWords({
  signIn: { ms: "Log masuk pegawai", en: "Staff sign-in" },
  ended: {
    ms: "Sesi anda telah tamat. Log masuk sekali lagi.",
    en: "Your session has ended. Sign in again.",
  },
  signOut: { ms: "Log keluar", en: "Sign out" },
  notYours: { ms: "Halaman ini bukan untuk peranan anda", en: "This page is not for your role" },
  askAdmin: {
    ms: "Jika anda memerlukannya, minta pentadbir cawangan.",
    en: "If you need it, ask your branch administrator.",
  },
  demoAs: { ms: "Demo: masuk sebagai", en: "Demo: come in as" },
  notEnrolled: { ms: "Skrin ini belum didaftarkan", en: "This screen is not enrolled yet" },
  askCode: {
    ms: "Minta kod daripada penyelia dan masukkannya di sini.",
    en: "Ask a supervisor for a code and enter it here.",
  },
  demoDevice: { ms: "Demo: guna skrin ini", en: "Demo: use this screen" },
  lineLost: { ms: "Tiada talian. Cuba sebentar lagi.", en: "No line. Try again in a moment." },
  officer: { ms: "Pegawai", en: "Officer" },
  supervisor: { ms: "Penyelia", en: "Supervisor" },
  branch_admin: { ms: "Pentadbir cawangan", en: "Branch administrator" },
  gate_operator: { ms: "Pengendali autogate", en: "Autogate operator" },
  auditor: { ms: "Juruaudit", en: "Auditor" },
  hq_admin: { ms: "Pentadbir ibu pejabat", en: "Headquarters administrator" },
});
