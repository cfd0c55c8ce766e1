import { defineWords } from "./messages";

/** Headings of lists of services, by the catalogue's category. */
const words = defineWords({
  passport: { ms: "Pasport Malaysia", en: "Malaysian passport", zh: "马来西亚护照", ta: "மலேசியக் கடப்பிதழ்" },
  clearance: {
    ms: "Sekatan perjalanan",
    en: "Travel restriction",
    zh: "出境限制查询",
    ta: "பயணத் தடை சரிபார்ப்பு",
  },
  expatriate: { ms: "Ekspatriat", en: "Expatriates", zh: "外派人员", ta: "வெளிநாட்டு நிபுணர்" },
  visa_pass: { ms: "Visa dan pas", en: "Visas and passes", zh: "准证与签证", ta: "அனுமதி, விசா" },
  foreign_worker: { ms: "Pekerja asing", en: "Foreign workers", zh: "外籍劳工", ta: "வெளிநாட்டுத் தொழிலாளர்" },
  maid: { ms: "Pembantu rumah asing", en: "Foreign domestic helpers", zh: "外籍女佣", ta: "வீட்டுப் பணியாளர்" },
  enforcement: { ms: "Penguatkuasaan", en: "Enforcement", zh: "执法", ta: "அமலாக்கம்" },
  permit: { ms: "Permit masuk", en: "Entry permit", zh: "入境准证", ta: "நுழைவு அனுமதி" },
  collection: {
    ms: "Bayaran dan pengambilan",
    en: "Payment and collection",
    zh: "付款或领取证件",
    ta: "பணம் செலுத்து / ஆவணம் பெறு",
  },
  enquiry: { ms: "Pertanyaan", en: "Enquiries", zh: "询问", ta: "விசாரணை" },
});

/** A category the words do not know yet shows its own name: data may be newer than this page. */
export const categoryName = (category: string): string =>
  category in words ? words[category as keyof typeof words]() : category;
