/** Words of faces and fingers at a counter: they come with their dialog. */
import { defineWords } from "../words/messages";

export const biometricWords = defineWords({
  title: { ms: "Muka dan cap jari: {name}", en: "Face and fingers: {name}" },
  kept: { ms: "Sudah disimpan", en: "Already kept" },
  face: { ms: "Muka, disimpan hingga {date}", en: "Face, kept until {date}" },
  finger: { ms: "Cap jari, disimpan hingga {date}", en: "Fingerprint, kept until {date}" },
  takeBack: { ms: "Persetujuan ditarik balik: padam", en: "Consent taken back: delete" },
  takenBack: { ms: "Sudah dipadam.", en: "It is deleted." },
  purpose: { ms: "Untuk", en: "For" },
  application: { ms: "Permohonan hari ini", en: "Today's application" },
  laneEnrolment: { ms: "Guna lorong automatik", en: "Using automated lanes" },
  agrees: { ms: "Orang ini bersetuju", en: "The person agrees" },
  readAloud: { ms: "Bacakan, atau tunjukkan skrin:", en: "Read it out, or show the screen:" },
  view: { ms: "Gambar kamera orang ini", en: "Camera picture of the person" },
  noCamera: {
    ms: "Kamera tidak dapat digunakan. Periksa kebenaran kamera pada peranti ini.",
    en: "The camera cannot be used. Check the camera permission of this device.",
  },
  opening: { ms: "Kamera sedang dibuka…", en: "The camera is opening…" },
  guide: {
    ms: "Seluruh muka memenuhi bingkai, mata terbuka, cahaya dari hadapan.",
    en: "The whole face fills the frame, eyes open, light from the front.",
  },
  take: { ms: "Ambil gambar", en: "Take the picture" },
  again: { ms: "Ambil semula", en: "Take it again" },
  oneFace: {
    ms: "Saya lihat satu muka sahaja, dan ia muka orang ini",
    en: "I see one face only, and it is this person's",
  },
  save: { ms: "Simpan gambar", en: "Keep the picture" },
  saved: { ms: "Disimpan.", en: "Kept." },
  tooSmall: { ms: "Gambar terlalu kecil: dekatkan kamera.", en: "Too small: bring the camera closer." },
  blurred: { ms: "Gambar kabur: pegang diam.", en: "Blurred: hold still." },
  tooDark: { ms: "Terlalu gelap: tambah cahaya di hadapan.", en: "Too dark: more light from the front." },
  tooBright: { ms: "Terlalu terang: elak cahaya terus.", en: "Too bright: no direct light." },
  tooFlat: { ms: "Muka kurang jelas: betulkan cahaya.", en: "The face is not clear: change the light." },
  fingerprint: { ms: "Jari", en: "Finger" },
  takeFinger: { ms: "Ambil cap jari", en: "Take the fingerprint" },
  fingerWaits: {
    ms: "Minta orang ini letak jari pada pembaca.",
    en: "Ask the person to lay the finger down.",
  },
  noFinger: { ms: "Tiada jari dikesan. Cuba lagi.", en: "No finger was felt. Try again." },
  poor: { ms: "Mutu belum cukup. Cuba lagi.", en: "Not good enough yet. Try again." },
  readerAway: {
    ms: "Pembaca cap jari tidak menjawab. Teruskan tanpa cap jari.",
    en: "The fingerprint reader does not answer. Go on without it.",
  },
  nobody: {
    ms: "Orang ini tiada dalam tempahan yang sedang dilayan.",
    en: "This person is not in the booking being served.",
  },
  rightThumb: { ms: "Ibu jari kanan", en: "Right thumb" },
  rightIndex: { ms: "Telunjuk kanan", en: "Right index finger" },
  leftThumb: { ms: "Ibu jari kiri", en: "Left thumb" },
  leftIndex: { ms: "Telunjuk kiri", en: "Left index finger" },
});
