import { defineWords } from "./messages";

const words = defineWords({
  application: { ms: "Permohonan", en: "Application" },
  interview: { ms: "Temu duga", en: "Interview" },
  payment: { ms: "Bayaran", en: "Payment" },
  collection: { ms: "Pengambilan", en: "Collection" },
});

/** A stage of a visit; one the words do not know yet shows its own name. */
export const stageWord = (stage: string): string =>
  stage in words ? words[stage as keyof typeof words]() : stage;
