import { defineWords } from "../words/messages";
import { shared } from "../words/shared";
import { sharedStaff } from "../words/shared-staff";

/** Words of the supervisor's list of devices. */
export const devicesWords = defineWords({
  title: { ms: "Peranti dewan", en: "Devices of the hall" },
  none: { ms: "Belum ada peranti yang didaftarkan.", en: "No device is enrolled yet." },
  kiosk: { ms: "Kios", en: "Kiosk" },
  display: { ms: "Paparan dewan", en: "Hall display" },
  tablet: { ms: "Tablet", en: "Tablet" },
  scanner: { ms: "Pengimbas", en: "Scanner" },
  lane: { ms: "Lorong autogate", en: "Autogate lane" },
  seenAt: { ms: "Dilihat {time}", en: "Seen {time}" },
  notSeen: { ms: "Tidak dilihat dalam 12 jam", en: "Not seen in 12 hours" },
  enrolledBy: { ms: "Didaftarkan oleh {name}, {time}", en: "Enrolled by {name}, {time}" },
  enrolledAt: { ms: "Didaftarkan {time}", en: "Enrolled {time}" },
  shutOutCount: { ms: "{count} disekat", en: "{count} shut out" },

  add: { ms: "Tambah peranti", en: "Add a device" },
  whichKind: { ms: "Peranti apa?", en: "What kind of device?" },
  kioskDetail: { ms: "orang mendaftar masuk dan mengambil nombor", en: "people check in and take numbers" },
  displayDetail: {
    ms: "nombor yang dipanggil, untuk seluruh dewan",
    en: "numbers called, for the whole hall",
  },
  tabletDetail: {
    ms: "di tangan pegawai, di kaunter dan di pintu",
    en: "in an officer's hand, at a counter or the door",
  },
  scannerDetail: { ms: "membaca kod dan dokumen", en: "reads codes and documents" },
  laneDetail: {
    ms: "skrin sebuah lorong; beri nama lorong itu sendiri, contohnya Lorong 3",
    en: "the screen of a lane; give it the lane's own name, such as Lane 3",
  },
  typeThere: {
    ms: "Peranti ini tiada halaman. Beri kod ini kepada pemasangnya.",
    en: "This device has no page. Give the code to whoever installs it.",
  },
  name: { ms: "Nama peranti", en: "Name of the device" },
  nameHint: { ms: "di mana ia berdiri, contohnya pintu barat", en: "where it stands, such as west door" },
  nameNeeded: {
    ms: "Beri nama, supaya anda mengenalinya nanti.",
    en: "Give it a name, to know it by later.",
  },
  makeCode: { ms: "Buat kod", en: "Make a code" },
  codeFor: { ms: "Kod untuk {name}", en: "Code for {name}" },
  openThere: {
    ms: "Pada peranti itu, imbas kod QR ini, atau buka {address} dan taip kod ini.",
    en: "On the device, scan this QR code, or open {address} and type this code.",
  },
  codeIs: { ms: "Kod QR {code}", en: "QR code {code}" },
  endsIn: { ms: "Sah {time} lagi, sekali sahaja", en: "Good for {time} more, once" },
  codeOver: { ms: "Kod ini sudah tamat. Buat kod baharu.", en: "This code has ended. Make a new one." },
  newCode: { ms: "Buat kod baharu", en: "Make a new code" },
  isIn: { ms: "{name} sudah didaftarkan.", en: "{name} is enrolled." },

  rename: { ms: "Tukar nama {name}", en: "Rename {name}" },
  renamed: { ms: "Nama baharu: {name}.", en: "The new name is {name}." },
  saveName: { ms: "Simpan nama baharu", en: "Save the new name" },
  shutOut: { ms: "Sekat", en: "Shut out" },
  shutOutTitle: { ms: "Sekat {name}?", en: "Shut out {name}?" },
  shutOutWhat: {
    ms: "Skrinnya berhenti dalam setengah minit dan tidak boleh masuk lagi. Untuk menggunakannya semula, daftarkan sekali lagi.",
    en: "Its screen stops within half a minute and cannot come in again. To use it later, enrol it once more.",
  },
  why: shared.reason,
  whyNeeded: sharedStaff.chooseReason,
  lost: { ms: "Hilang atau dicuri", en: "Lost or stolen" },
  replaced: { ms: "Diganti atau tidak digunakan lagi", en: "Replaced, or no longer used" },
  misused: sharedStaff.misused,
  mistake: { ms: "Tersilap daftar", en: "Enrolled by mistake" },
  shutOutDo: { ms: "Sekat peranti ini", en: "Shut this device out" },
  isOut: { ms: "{name} telah disekat.", en: "{name} is shut out." },
});
