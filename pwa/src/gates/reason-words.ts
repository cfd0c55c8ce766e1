import type { Reason } from "../../../server/gates/decide";
import { defineWords } from "../words/messages";

/** Why a lane sent somebody to an officer, and what the officer looks at. Staff only: nothing of it is on a lane's screen. */
const reasons = defineWords({
  unreadable: {
    ms: "Dokumen tidak dapat dibaca. Baca sendiri dokumen itu.",
    en: "The document could not be read. Read it yourself.",
  },
  not_accepted: {
    ms: "Dokumen ini bukan pasport: lorong tidak menerimanya. Periksa di kaunter.",
    en: "This document is no passport: lanes do not take it. Examine it at the counter.",
  },
  issuer_differs: {
    ms: "Negara pengeluar dan kewarganegaraan tidak sepadan. Periksa dokumen.",
    en: "The issuing country and the nationality do not fit each other. Examine the document.",
  },
  expired: { ms: "Dokumen sudah tamat tempoh.", en: "The document has expired." },
  expiry_unknown: {
    ms: "Tarikh luput tidak diketahui. Lihat pada dokumen.",
    en: "The date of expiry is not known. Look at the document.",
  },
  validity_short: {
    ms: "Tempoh sah terlalu pendek untuk masuk.",
    en: "It is not valid for long enough to come in.",
  },
  nationality_not_listed: {
    ms: "Kewarganegaraan ini belum menggunakan lorong. Periksa seperti di kaunter.",
    en: "This nationality does not use lanes yet. Examine as at a counter.",
  },
  passes_unchecked: {
    ms: "Senarai pas tidak dapat disemak. Lihat pas pada dokumen.",
    en: "The list of passes could not be checked. Look at the pass in the document.",
  },
  mdac_missing: {
    ms: "Tiada kad ketibaan digital (MDAC). Minta dia mengisinya, atau lihat pengecualian.",
    en: "There is no arrival card (MDAC). Ask for it, or see whether they are exempt.",
  },
  mdac_unchecked: {
    ms: "MDAC tidak dapat disemak. Minta bukti penghantaran.",
    en: "MDAC could not be checked. Ask for proof that it was sent.",
  },
  minor: {
    ms: "Kanak-kanak di bawah umur lorong. Sahkan siapa bersamanya.",
    en: "A child under the age for lanes. Confirm who is with the child.",
  },
  age_unknown: {
    ms: "Umur tidak diketahui daripada dokumen.",
    en: "The document does not tell the age.",
  },
  over_age: { ms: "Melebihi umur untuk lorong.", en: "Above the age for lanes." },
  chip_absent: {
    ms: "Dokumen tanpa cip, atau cip tidak dibaca.",
    en: "The document has no chip, or it was not read.",
  },
  chip_failed: {
    ms: "Cip tidak sah atau rosak. Periksa dokumen dengan teliti.",
    en: "The chip does not hold. Examine the document closely.",
  },
  biometric_no_match: {
    ms: "Wajah tidak sepadan dengan dokumen. Bandingkan sendiri.",
    en: "The face does not match the document. Compare them yourself.",
  },
  biometric_doubt: {
    ms: "Padanan wajah diragui. Bandingkan sendiri.",
    en: "The face match is doubtful. Compare them yourself.",
  },
  biometric_unavailable: {
    ms: "Tiada padanan wajah. Bandingkan wajah dengan gambar.",
    en: "Faces could not be compared. Compare the face with the picture.",
  },
  exit_ban: { ms: "Sekatan keluar negara.", en: "Barred from leaving the country." },
  blacklist: { ms: "Dalam senarai hitam.", en: "On the blacklist." },
  warrant: {
    ms: "Waran tangkap. Jangan beritahu orang itu; hubungi polis bertugas.",
    en: "Arrest warrant. Do not tell the person; call the police on duty.",
  },
  lost_document: {
    ms: "Dokumen dilaporkan hilang atau dicuri. Jangan pulangkan; panggil penyelia.",
    en: "The document was reported lost or stolen. Do not hand it back; call a supervisor.",
  },
  possible: {
    ms: "Mungkin sama nama dengan senarai syak. Bandingkan nama dan tarikh lahir.",
    en: "Possibly the same name as on the suspect list. Compare name and date of birth.",
  },
  lists_unchecked: {
    ms: "Senarai tiada atau terlalu lama. Semak dengan cara lain.",
    en: "The lists are missing or too old. Check in another way.",
  },
  registry_unknown: {
    ms: "Pangkalan data tidak menjawab dalam masa. Semak dengan cara lain.",
    en: "A registry did not answer in time. Check in another way.",
  },
  registry_refused: {
    ms: "Pangkalan data menolak dokumen atau orang ini.",
    en: "A registry refused this document or person.",
  },
  slip_invalid: { ms: "Kod ini bukan slip yang sah.", en: "This code is not a valid slip." },
  slip_expired: { ms: "Slip sudah tamat tempoh.", en: "The slip has expired." },
  slip_cancelled: { ms: "Temujanji ini dibatalkan.", en: "This appointment was cancelled." },
  slip_superseded: { ms: "Slip ini sudah diganti.", en: "This slip has been replaced." },
  slip_wrong_day: { ms: "Temujanji pada hari lain.", en: "The appointment is on another day." },
  slip_wrong_branch: { ms: "Temujanji di cawangan lain.", en: "The appointment is at another branch." },
  slip_used: { ms: "Slip ini sudah digunakan sekali.", en: "This slip has been used once." },
  wrong_document: {
    ms: "Bukan jenis dokumen untuk lorong ini.",
    en: "Not the kind of document for this lane.",
  },
  clock_unsure: {
    ms: "Jam cawangan sedang disemak: tiada siapa dilalukan sendiri.",
    en: "The branch's clock is being checked: nobody goes through by themselves.",
  },
  lane_not_ready: {
    ms: "Lorong tidak bersedia. Periksa seperti di kaunter.",
    en: "The lane was not ready. Examine as at a counter.",
  },
  passage_unknown: {
    ms: "Tidak pasti sama ada dia telah lalu. Cari dia: benarkan jika di sebelah sana, atau tandakan dia pergi.",
    en: "Nobody knows whether they went through. Find them: let them through if they are beyond, or mark them as gone.",
  },
  not_written: {
    ms: "Keputusan tidak dapat disimpan, jadi lorong tidak dibuka.",
    en: "The decision could not be kept, so the lane did not open.",
  },
  other: { ms: "Sebab lain: {code}", en: "Another reason: {code}" },
});

/** A reason without a sentence does not compile. */
const sentences: Readonly<Record<Reason | "other", (args: { code: string }) => string>> = reasons;

export const reasonText = (code: string): string =>
  (code in sentences ? sentences[code as Reason] : sentences.other)({ code });
