import { defineWords } from "./messages";

/** Words of the frame and of the components: on every page, so they stay few. */
export const common = defineWords("words/common", {
  productName: { ms: "Temujanji Imigresen", en: "Immigration Appointments" },
  free: { ms: "Percuma · tiada ejen", en: "Free · no agents" },
  demoBanner: { ms: "Demo. Bukan laman rasmi.", en: "Demo. Not an official site." },
  officialSite: { ms: "Portal Rasmi Kerajaan Malaysia", en: "Official Government of Malaysia portal" },
  officialHow: { ms: "Kenal pasti begini", en: "How to tell" },
  officialDomain: {
    ms: "Alamat laman rasmi berakhir dengan .gov.my.",
    en: "The address of an official site ends in .gov.my.",
  },
  officialLock: {
    ms: "Cari ikon mangga dan https:// sebelum mengisi butiran anda.",
    en: "Look for the padlock and https:// before you give your details.",
  },
  skipToContent: { ms: "Terus ke kandungan", en: "Skip to the content" },
  language: { ms: "Bahasa", en: "Language" },
  moreLanguages: { ms: "Bahasa lain", en: "More languages" },
  languageMissing: {
    ms: "{name} tidak dapat dimuatkan sekarang. Periksa talian, kemudian pilih sekali lagi.",
    en: "{name} could not be loaded now. Check the connection, then choose it once more.",
  },
  malayCounts: {
    ms: "Terjemahan ini belum disemak. Teks Bahasa Melayu yang sah.",
    en: "This translation has not been reviewed. The Malay text counts.",
  },
  theme: { ms: "Paparan", en: "Appearance" },
  themeAuto: { ms: "Ikut peranti", en: "As the device" },
  themeLight: { ms: "Cerah", en: "Light" },
  themeDark: { ms: "Gelap", en: "Dark" },
  home: { ms: "Laman utama", en: "Home" },
  back: { ms: "Kembali", en: "Back" },
  next: { ms: "Teruskan", en: "Continue" },
  change: { ms: "Tukar", en: "Change" },
  close: { ms: "Tutup", en: "Close" },
  details: { ms: "Butiran", en: "Details" },
  optional: { ms: "tidak wajib", en: "optional" },
  chosen: { ms: "Dipilih", en: "Chosen" },
  loading: { ms: "Memuatkan…", en: "Loading…" },
  sending: { ms: "Menghantar…", en: "Sending…" },
  tryAgain: { ms: "Cuba lagi", en: "Try again" },
  stepOf: { ms: "Langkah {step} daripada {total}", en: "Step {step} of {total}" },
  nextStep: { ms: "Seterusnya: {name}", en: "Next: {name}" },
  errorSummary: {
    ms: "{count} perkara perlu dibetulkan",
    en: "{count, plural, one {# thing needs mending} other {# things need mending}}",
  },
  error: { ms: "Perlu dibetulkan:", en: "Needs mending:" },
  lineLost: {
    ms: "Talian terputus. Isian anda disimpan di telefon ini.",
    en: "The connection dropped. What you typed is kept on this phone.",
  },
  seconds: { ms: "{count} saat", en: "{count, plural, one {# second} other {# seconds}}" },
  minutes: {
    ms: "{count} minit",
    en: "{count, plural, one {# minute} other {# minutes}}",
  },
  hours: { ms: "{count} jam", en: "{count, plural, one {# hour} other {# hours}}" },
  days: { ms: "{count} hari", en: "{count, plural, one {# day} other {# days}}" },
  people: {
    ms: "{count} orang",
    en: "{count, plural, one {# person} other {# people}}",
  },
  updateReady: { ms: "Versi baharu sedia.", en: "A new version is ready." },
  updateNow: { ms: "Muat semula", en: "Reload" },
  pageGone: { ms: "Halaman ini tidak dapat dibuka.", en: "This page could not be opened." },
  partGone: { ms: "Bahagian ini tidak dapat dibuka.", en: "This part could not be opened." },
  pageGoneNext: {
    ms: "Apa yang disimpan di telefon ini selamat. Periksa talian, kemudian cuba lagi.",
    en: "What is kept on this phone is safe. Check the connection, then try again.",
  },
  hqGone: {
    ms: "Ibu pejabat tidak dapat dihubungi; tempahan di cawangan ini berjalan seperti biasa.",
    en: "Headquarters cannot be reached; bookings at this branch go on as usual.",
  },
  hqGoneLong: {
    ms: "Ibu pejabat tidak dapat dihubungi sejak tiga hari: tempahan baharu menunggu. Slip tetap diterima.",
    en: "Headquarters has been out of reach for three days: new bookings wait. Slips are accepted all the same.",
  },
  help: { ms: "Bantuan", en: "Help" },
  training: { ms: "LATIHAN", en: "TRAINING" },
  trainingBanner: {
    ms: "Latihan. Semua orang dan nombor di sini rekaan.",
    en: "Training. Everybody and every number here is invented.",
  },
  notFound: { ms: "Tiada halaman di alamat ini", en: "There is no page at this address" },
});
