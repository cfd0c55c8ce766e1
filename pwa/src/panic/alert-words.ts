import { defineWords } from "../words/messages";

export const words = defineWords({
  emergencyAt: { ms: "Kecemasan: {place}", en: "Emergency: {place}" },
  from: { ms: "{officer}, {time}", en: "{officer}, {time}" },
  end: { ms: "Selesaikan", en: "Settle it" },
  endTitle: { ms: "Tamatkan kecemasan", en: "End the emergency" },
  note: { ms: "Apa berlaku dan apa dibuat", en: "What happened and what was done" },
  bellAt: { ms: "{place}: seseorang perlukan bantuan", en: "{place}: somebody needs help" },
  askedAt: {
    ms: "{place}: pegawai diperlukan untuk {group}",
    en: "{place}: an officer is needed for {group}",
  },
  going: { ms: "Saya pergi", en: "I am going" },
});
