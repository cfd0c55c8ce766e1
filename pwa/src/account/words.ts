import { defineWords } from "../words/messages";
import { shared } from "../words/shared";
import { codeWords } from "./code-words";

const ownWords = defineWords({
  title: shared.myAccount,
  why: {
    ms: "Log masuk untuk melihat temujanji anda di mana-mana telefon. Membuat temujanji tidak memerlukan akaun.",
    en: "Sign in to see your appointments on any phone. Booking needs no account.",
  },
  signIn: { ms: "Log masuk dengan kunci laluan", en: "Sign in with a passkey" },
  bySms: { ms: "Log masuk dengan SMS", en: "Sign in by SMS" },
  bySmsHint: {
    ms: "Untuk nombor yang sudah disahkan dalam akaun anda. E-mel tidak boleh digunakan untuk log masuk.",
    en: "For a number that your account has confirmed. E-mail cannot be used to sign in.",
  },
  phone: { ms: "Nombor telefon bimbit", en: "Mobile number" },
  phoneHint: { ms: "Contoh 012-345 6789", en: "Such as 012-345 6789" },
  phoneWrong: {
    ms: "Isi nombor telefon bimbit, 10 atau 11 digit.",
    en: "Give a mobile number, 10 or 11 digits.",
  },
  email: { ms: "Alamat e-mel", en: "E-mail address" },
  emailHint: { ms: "Contoh nama@contoh.my", en: "Such as name@example.my" },
  emailWrong: { ms: "Isi alamat e-mel, dengan @.", en: "Give an e-mail address, with an @." },
  signedIn: { ms: "Anda sudah log masuk.", en: "You are signed in." },
  seeMine: shared.mine,
  signOut: { ms: "Log keluar dari telefon ini", en: "Sign out on this phone" },
  signedOut: { ms: "Anda sudah log keluar dari telefon ini.", en: "You are signed out on this phone." },

  codeSentTo: { ms: "Kod dihantar ke {to}.", en: "A code was sent to {to}." },
  codeSentIf: {
    ms: "Jika {to} ada dalam sebuah akaun, kod sedang dihantar.",
    en: "If {to} belongs to an account, a code is on its way.",
  },
  codeLeft: { ms: "Tamat dalam {left}", en: "Ends in {left}" },
  codeOver: { ms: "Kod ini sudah tamat. Minta kod baharu.", en: "This code has ended. Ask for a new one." },
  otherContact: { ms: "Guna yang lain", en: "Use another one" },

  passkeys: { ms: "Kunci laluan", en: "Passkeys" },
  passkeysHint: {
    ms: "Tambah kunci laluan kedua supaya anda masih boleh masuk jika telefon ini hilang.",
    en: "Add a second passkey, so that you still get in if this phone is lost.",
  },
  addPasskey: { ms: "Tambah kunci laluan", en: "Add a passkey" },
  madeOn: { ms: "Dibuat {date}", en: "Made on {date}" },
  synced: { ms: "disimpan dengan akaun telefon anda", en: "kept with your phone's account" },
  onlyHere: { ms: "tidak disalin ke tempat lain", en: "not copied anywhere else" },
  suspended: { ms: "Digantung", en: "Suspended" },
  suspendedWhy: {
    ms: "Kunci ini mungkin telah disalin dan tidak boleh digunakan lagi. Buang, dan tambah yang baharu.",
    en: "This key may have been copied and opens nothing any more. Remove it, and add a new one.",
  },
  rename: { ms: "Tukar nama {name}", en: "Give {name} another name" },
  renameTitle: { ms: "Nama kunci laluan", en: "Name of the passkey" },
  name: { ms: "Nama", en: "Name" },
  nameMissing: { ms: "Isi nama, contohnya Telefon Ibu.", en: "Give a name, such as Mother's phone." },
  save: { ms: "Guna nama ini", en: "Use this name" },
  removeOne: { ms: "Buang kunci {name}", en: "Remove the key {name}" },
  removeTitle: { ms: "Buang kunci laluan ini?", en: "Remove this passkey?" },
  removeWhat: {
    ms: "{name} tidak boleh lagi membuka akaun ini. Temujanji anda kekal.",
    en: "{name} will no longer open this account. Your appointments stay.",
  },
  removeDo: { ms: "Ya, buang", en: "Yes, remove it" },
  keep: { ms: "Simpan", en: "Keep" },
  added: { ms: "Kunci laluan sudah ditambah.", en: "The passkey was added." },
  removed: { ms: "Kunci laluan sudah dibuang.", en: "The passkey was removed." },

  contacts: { ms: "Telefon dan e-mel", en: "Telephone and e-mail" },
  contactsHint: {
    ms: "Disahkan dengan kod. Nombor telefon juga boleh digunakan untuk log masuk.",
    en: "Confirmed by a code. A telephone number can also be used to sign in.",
  },
  noContact: { ms: "Belum ada", en: "None yet" },
  addPhone: { ms: "Tambah nombor", en: "Add a number" },
  addEmail: { ms: "Tambah e-mel", en: "Add an e-mail" },
  changePhone: { ms: "Tukar nombor", en: "Change the number" },
  changeEmail: { ms: "Tukar e-mel", en: "Change the e-mail" },
  oldIsTold: {
    ms: "Kami akan memberitahu alamat atau nombor yang lama.",
    en: "We will tell the address or number that was there before.",
  },
  proven: { ms: "Sudah disahkan.", en: "It is confirmed." },

  sessions: { ms: "Di mana anda log masuk", en: "Where you are signed in" },
  sessionsHint: {
    ms: "Pada laman ini. Laman cawangan lain ada senarai sendiri.",
    en: "On this site. The sites of other branches have lists of their own.",
  },
  thisPhone: { ms: "telefon ini", en: "this phone" },
  unknownDevice: { ms: "Peranti lain", en: "Another device" },
  lastSeen: { ms: "Digunakan {age} lalu", en: "Used {age} ago" },
  endOne: { ms: "Log keluar dari {name}", en: "Sign out from {name}" },
  endOthers: { ms: "Log keluar dari semua yang lain", en: "Sign out everywhere else" },
});

export const words = { ...codeWords, ...ownWords };
