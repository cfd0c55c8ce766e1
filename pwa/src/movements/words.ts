import { defineWords } from "../words/messages";
import { shared } from "../words/shared";
import { sharedVisit } from "../words/shared-visit";
import { sharedStaff } from "../words/shared-staff";

/** Words of entries and exits, looked up for whoever holds the document. */
export const words = defineWords({
  pageName: { ms: "Rekod keluar masuk", en: "Entries and exits" },
  lead: {
    ms: "Imbas dokumen yang dipegang orang itu, atau taip butirannya. Setiap carian disimpan dengan nama anda.",
    en: "Scan the document that the person holds, or type its details. Each search is kept with your name.",
  },
  scanned: {
    ms: "Dokumen dibaca. Semak, kemudian cari.",
    en: "The document was read. Check it, then search.",
  },
  unreadable: {
    ms: "Dokumen tidak dapat dibaca dengan pasti. Imbas sekali lagi, atau taip.",
    en: "The document could not be read for sure. Scan once more, or type.",
  },
  country: { ms: "Negara yang mengeluarkannya", en: "Issuing country" },
  number: shared.documentNumber,
  numberMissing: shared.documentNumberMissing,
  birthDate: { ms: "Tarikh lahir pada dokumen", en: "Date of birth in the document" },
  expiresOn: { ms: "Tarikh luput pada dokumen", en: "Date of expiry in the document" },
  dateMissing: sharedStaff.dateLike,
  search: { ms: "Cari rekod", en: "Search" },
  found: { ms: "Rekod dokumen ini", en: "Records of this document" },
  none: {
    ms: "Tiada rekod keluar masuk untuk dokumen ini. Semak keempat-empat butiran.",
    en: "There is no entry or exit with this document. Check all four details.",
  },
  entry: sharedVisit.entry,
  exit: sharedVisit.exit,
  byLane: { ms: "Lorong automatik", en: "Automated lane" },
  byOfficer: sharedVisit.byOfficer,
  what: { ms: "Apa", en: "What" },
  when: sharedStaff.when,
  where: sharedStaff.where,
  how: { ms: "Cara", en: "How" },
  proof: sharedStaff.proof,
  print: sharedVisit.printProof,
  printOf: { ms: "Cetak bukti, {what}, {when}", en: "Print the proof, {what}, {when}" },
  gone: {
    ms: "Rekod ini tiada lagi. Cari sekali lagi.",
    en: "This record is gone. Search once more.",
  },
});
