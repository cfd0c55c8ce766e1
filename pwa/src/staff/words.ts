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
  otherRole: {
    ms: "Anda ada peranan lain untuk halaman ini. Sentuh kunci anda sekali lagi.",
    en: "You have another role for this page. Touch your key once more.",
  },
  comeInAs: { ms: "Masuk sebagai {role}", en: "Come in as {role}" },
  signInHow: {
    ms: "Guna kunci laluan anda. Tiada nama atau kata laluan diperlukan.",
    en: "Use your passkey. No name or password is needed.",
  },
  signInWithKey: { ms: "Log masuk dengan kunci", en: "Sign in with a key" },
  haveCode: { ms: "Saya ada kod untuk kunci baharu", en: "I have a code for a new key" },
  locked: { ms: "Halaman ini dikunci", en: "This page is locked" },
  lockedFor: { ms: "{name}, halaman ini dikunci", en: "{name}, this page is locked" },
  lockedWhy: {
    ms: "Tiada sesiapa menyentuhnya selama 15 minit. Semuanya kekal seperti tadi.",
    en: "Nobody touched it for 15 minutes. Everything is as it was.",
  },
  unlock: { ms: "Buka dengan kunci saya", en: "Open with my key" },
  anotherOfficer: { ms: "Pegawai lain mengambil alih", en: "Another officer takes over" },
  confirmTitle: { ms: "Sahkan dengan kunci anda", en: "Confirm with your key" },
  confirmWhy: {
    ms: "Langkah ini perlu disahkan. Sentuhan kunci anda disimpan dalam log audit.",
    en: "This step needs confirming. The touch of your key is kept in the audit log.",
  },
  confirmWithKey: { ms: "Sahkan dengan kunci", en: "Confirm with a key" },
  demoKey: { ms: "Demo: buat kunci dan sahkan", en: "Demo: make a key and confirm" },
  noKeyYet: {
    ms: "Anda belum ada kunci di sini. Minta kod daripada pentadbir.",
    en: "You have no key here yet. Ask an administrator for a code.",
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
