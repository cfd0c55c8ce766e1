import { encodeSlip, holderHash } from "./slip-codec";
import { sha256, slipSigner } from "./slip-keys";
import type { SlipView } from "./slip-view";

/** One story for the tests of all printed forms: two people at Kelana Jaya, Thursday 11 February 2027. */
export const startsAtMs = Date.parse("2027-02-11T10:30:00+08:00");

const salt = new Uint8Array(16).fill(3);
const slipText = encodeSlip(
  {
    branch: "SGR-KLJ",
    reference: "7K3MZ0QX",
    service: "PLS-LANJUT",
    startsAtMin: startsAtMs / 60_000,
    bookingId: Uint8Array.from(Buffer.from("019f3c2a7b1e7c44a1d20c55e0a94672", "hex")),
    rev: 1,
    salt,
    holderHash: holderHash(sha256, salt, "IDN:passport:C1234672"),
    expiresAtMin: startsAtMs / 60_000 + 450,
  },
  slipSigner(new Uint8Array(32).fill(9)),
);

export const view: SlipView = {
  text: slipText,
  reference: "7K3MZ0QX",
  bookingId: "019f3c2a-7b1e-7c44-a1d2-0c55e0a94672",
  rev: 1,
  state: "confirmed",
  service: { ms: "Lanjutan Pas Lawatan Sosial", en: "Extension of a Social Visit Pass" },
  branch: {
    name: { ms: "Pejabat Imigresen Kelana Jaya", en: "Immigration Office, Kelana Jaya" },
    addressLines: ["Kompleks Kelana Centre Point, Jalan SS 7/19", "47301 Petaling Jaya, Selangor"],
    phone: "03-7804 1111",
  },
  timeZone: "Asia/Kuala_Lumpur",
  startsAtMs,
  endsAtMs: startsAtMs + 15 * 60_000,
  arriveByMs: startsAtMs - 30 * 60_000,
  changedAtMs: Date.parse("2026-11-23T08:00:00Z"),
  people: [
    { name: "Nguyễn Thị Ánh", document: { ms: "Pasport", en: "Passport" }, masked: "•••••4672" },
    { name: "முத்து குமார்", document: { ms: "Pasport", en: "Passport" }, masked: "•••••0815" },
  ],
  bring: [
    { ms: "Pasport asal dan salinan", en: "Original passport and a copy" },
    { ms: "Borang IMM.55 yang lengkap", en: "Completed form IMM.55" },
    { ms: "Tiket pulang yang disahkan", en: "Confirmed return ticket" },
    { ms: "Surat permohonan; sebab & tempoh", en: "Letter of application; reason & length" },
  ],
  fee: {
    ms: "Di kaunter, kad sahaja. Temujanji ini percuma.",
    en: "At the counter, by card only. This appointment is free.",
  },
  manageUrl: "https://temujanji.example.gov.my/slip/7K3MZ0QX",
  banner: { ms: "Demo. Bukan laman rasmi.", en: "Demonstration. Not an official site." },
};
