import { defineWords } from "../words/messages";

/** Words around a passkey and a code that came by message: for the account, and wherever somebody proves who they are. */
export const codeWords = defineWords("account/code-words", {
  code: { ms: "Kod 8 digit", en: "8-digit code" },
  codeShort: { ms: "Kod ada 8 digit. Anda menaip {count}.", en: "A code has 8 digits. You typed {count}." },
  sendCode: { ms: "Hantar kod", en: "Send a code" },
  resend: { ms: "Hantar sekali lagi", en: "Send it again" },
  resendIn: { ms: "Boleh dihantar semula dalam {left}", en: "Can be sent again in {left}" },
  smsSilent: {
    ms: "Penghantar SMS tidak menjawab sekarang. Kod mungkin tidak sampai. Guna cara lain, atau tunggu.",
    en: "The SMS gateway does not answer now. The code may not come. Use another way, or wait.",
  },
  emailSilent: {
    ms: "Penghantar e-mel tidak menjawab sekarang. Kod mungkin tidak sampai. Guna cara lain, atau tunggu.",
    en: "The e-mail gateway does not answer now. The code may not come. Use another way, or wait.",
  },
  smsAbsent: { ms: "SMS tidak digunakan di sini.", en: "SMS is not in use here." },
  emailAbsent: { ms: "E-mel tidak digunakan di sini.", en: "E-mail is not in use here." },
  whatIsPasskey: {
    ms: "Kunci laluan ialah cap jari, muka atau PIN telefon anda. Tiada kata laluan untuk diingat.",
    en: "A passkey is your phone's fingerprint, face or PIN. There is no password to remember.",
  },
  make: { ms: "Buat kunci laluan", en: "Make a passkey" },
  noPasskeys: {
    ms: "Pelayar ini tidak dapat menggunakan kunci laluan. Guna SMS, atau pelayar lain.",
    en: "This browser cannot use passkeys. Use SMS, or another browser.",
  },
});
