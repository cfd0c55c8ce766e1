import { defineWords } from "../words/messages";
import { shared } from "../words/shared";
import { sharedVisit } from "../words/shared-visit";

export const words = defineWords({
  pageName: { ms: "Akaun orang awam", en: "People's accounts" },
  lead: {
    ms: "Untuk orang yang hilang semua kunci laluan. Orang itu mesti ada di hadapan anda bersama dokumen asal.",
    en: "For somebody who lost every passkey. The person must be before you, with the original document.",
  },
  waiting: { ms: "Pemulihan yang menunggu dokumen", en: "Recoveries that wait for a document" },
  none: { ms: "Tiada siapa menunggu.", en: "Nobody is waiting." },
  row: { ms: "Diminta {at}, dibuka {opens}", en: "Asked {at}, opens {opens}" },
  isSeen: sharedVisit.documentSeen,
  check: { ms: "Semak dokumen", en: "Check the document" },
  checkFor: { ms: "Semak dokumen untuk {ref}", en: "Check the document for {ref}" },
  ask: {
    ms: "Orang itu memberitahu nombor {ref}. Taip nombor pada dokumen yang anda pegang.",
    en: "The person gave you the number {ref}. Type the number on the document in your hand.",
  },
  type: { ms: "Jenis dokumen", en: "Kind of document" },
  mykad: { ms: "MyKad, MyPR atau MyKid", en: "MyKad, MyPR or MyKid" },
  passport: shared.passport,
  splp: { ms: "SPLP", en: "SPLP" },
  number: shared.documentNumber,
  country: { ms: "Negara (kod 3 huruf)", en: "Country (3-letter code)" },
  missing: shared.documentNumberMissing,
  countryMissing: { ms: "Isi kod negara, contoh IDN.", en: "Give the country code, such as IDN." },
  isTheirs: { ms: "Dokumen ini miliknya", en: "The document is theirs" },
  seenDone: { ms: "Dokumen {ref} sudah disahkan.", en: "The document for {ref} is confirmed." },
  stop: { ms: "Hentikan", en: "Stop" },
  stopFor: { ms: "Hentikan pemulihan {ref}", en: "Stop the recovery {ref}" },
  stopped: { ms: "Pemulihan {ref} dihentikan.", en: "The recovery {ref} was stopped." },
  erase: { ms: "Padam data seseorang", en: "Erase somebody's data" },
  eraseHint: {
    ms: "Atas permintaan orang itu sendiri, dengan dokumen asal. Temujanji yang belum berlangsung mesti dibatalkan dahulu.",
    en: "At the person's own wish, with the original document. What is still to come must be cancelled first.",
  },
  eraseDo: { ms: "Padam untuk selamanya", en: "Erase for ever" },
  erased: { ms: "Data orang itu sudah dipadam.", en: "The person's data was erased." },
  document_differs: {
    ms: "Dokumen ini bukan milik akaun itu. Semak nombornya; jika betul, hentikan pemulihan.",
    en: "This document is not that account's. Check the number; if it is right, stop the recovery.",
  },
  document_not_seen: {
    ms: "Belum ada pegawai melihat dokumen untuk akaun ini. Buka temujanjinya, tandakan dokumen dilihat, kemudian cuba lagi.",
    en: "No officer has seen a document for this account. Open its appointment, mark the document as seen, then try again.",
  },
  recovery_not_found: {
    ms: "Pemulihan ini sudah dihentikan atau tamat.",
    en: "This recovery was stopped, or is over.",
  },
  nobody_to_erase: {
    ms: "Tiada data orang ini di sini. Semak nombor dokumen.",
    en: "There is no data of this person here. Check the document number.",
  },
  still_to_come: {
    ms: "Orang ini masih ada temujanji {ref}. Batalkan dahulu.",
    en: "This person still has the appointment {ref}. Cancel it first.",
  },
});
