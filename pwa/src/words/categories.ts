import { defineWords } from "./messages";

/** Headings of lists of services, by the catalogue's category. */
export const categories = defineWords("words/categories", {
  passport: { ms: "Pasport Malaysia", en: "Malaysian passport" },
  clearance: {
    ms: "Sekatan perjalanan",
    en: "Travel restriction",
  },
  expatriate: { ms: "Ekspatriat", en: "Expatriates" },
  visa_pass: { ms: "Visa dan pas", en: "Visas and passes" },
  foreign_worker: { ms: "Pekerja asing", en: "Foreign workers" },
  maid: { ms: "Pembantu rumah asing", en: "Foreign domestic helpers" },
  enforcement: { ms: "Penguatkuasaan", en: "Enforcement" },
  permit: { ms: "Permit masuk", en: "Entry permit" },
  collection: {
    ms: "Bayaran dan pengambilan",
    en: "Payment and collection",
  },
  enquiry: { ms: "Pertanyaan", en: "Enquiries" },
});

/** A category the words do not know yet shows its own name: data may be newer than this page. */
export const categoryName = (category: string): string =>
  category in categories ? categories[category as keyof typeof categories]() : category;
