import { defineWords } from "../words/messages";
import { sharedStaff } from "../words/shared-staff";

export const words = defineWords({
  pageName: { ms: "Log audit", en: "Audit log" },
  auditor: { ms: "Juruaudit {name}", en: "Auditor {name}" },
  lead: {
    ms: "Apa yang dilakukan, oleh siapa dan bila. Buku ini hanya boleh ditambah; setiap rekod ada buktinya.",
    en: "What was done, by whom and when. This book can only be added to; each record has its proof.",
  },
  filters: { ms: "Tapis", en: "Filter" },
  actor: { ms: "Oleh", en: "By" },
  actorHint: {
    ms: "ID pegawai, akaun, peranti atau tugas",
    en: "Id of an officer, account, device or task",
  },
  intent: { ms: "Perkara", en: "What" },
  anyIntent: { ms: "Semua", en: "Everything" },
  from: { ms: "Dari tarikh", en: "From" },
  to: { ms: "Hingga tarikh", en: "Until" },
  notADate: { ms: "Tulis tarikh sebagai 31/12/2026.", en: "Write the date as 31/12/2026." },
  show: { ms: "Tunjuk", en: "Show" },
  records: sharedStaff.records,
  none: { ms: "Tiada rekod seperti itu.", en: "There are no such records." },
  more: { ms: "Rekod lebih lama", en: "Older records" },
  when: sharedStaff.when,
  about: { ms: "Tentang", en: "About" },
  where: sharedStaff.where,
  headquarters: sharedStaff.headquarters,
  public: { ms: "Orang awam {id}", en: "A member of the public {id}" },
  system: { ms: "Sistem: {task}", en: "The system: {task}" },
  proof: sharedStaff.proof,
  proofOf: { ms: "Bukti rekod {no}", en: "Proof of record {no}" },
  exportAll: { ms: "Eksport dengan bukti", en: "Export with proofs" },
  exportNote: {
    ms: "Eksport mengikut tapisan di atas, dan ia sendiri direkodkan.",
    en: "The export follows the filter above, and is itself recorded.",
  },

  proofTitle: { ms: "Bukti dalam log audit", en: "Proof in the audit log" },
  recordNo: { ms: "Rekod", en: "Record" },
  recordOf: { ms: "{no} daripada {size}", en: "{no} of {size}" },
  what: {
    ms: "Setiap rekod dalam buku ini terikat kepada semua rekod lain, dan pejabat ini menandatangani keseluruhannya. Jika sesiapa mengubah, membuang atau menyelitkan rekod, bukti ini tidak lagi sepadan.",
    en: "Each record of this book is tied to all the others, and this office signs the whole. If anybody changes, removes or slips in a record, this proof no longer fits.",
  },
  noNames: {
    ms: "Ia tidak menyebut nama atau nombor dokumen sesiapa.",
    en: "It gives nobody's name or document number.",
  },
  save: { ms: "Simpan bukti", en: "Save the proof" },
  check: {
    ms: "Sesiapa boleh menyemaknya tanpa kami (format c2sp.org/tlog-proof) dengan kunci ini:",
    en: "Anybody can check it without us (format c2sp.org/tlog-proof) with this key:",
  },
  itself: { ms: "Bukti itu sendiri", en: "The proof itself" },
});
