import { defineWords } from "../words/messages";

export const words = defineWords({
  panic: { ms: "Kecemasan", en: "Panic" },
  cancel: { ms: "Batal kecemasan", en: "Cancel the panic" },
  sent: { ms: "Dihantar", en: "Sent" },
  notSent: {
    ms: "Kecemasan tidak dihantar. Panggil rakan sekerja.",
    en: "The emergency was not sent. Call a colleague.",
  },
});
