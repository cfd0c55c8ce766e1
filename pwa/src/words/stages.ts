import { defineWords } from "./messages";

export const stagesWords = defineWords("words/stages", {
  application: { ms: "Permohonan", en: "Application" },
  interview: { ms: "Temu duga", en: "Interview" },
  payment: { ms: "Bayaran", en: "Payment" },
  collection: { ms: "Pengambilan", en: "Collection" },
});

/** A stage of a visit; one the words do not know yet shows its own name. */
export const stageWord = (stage: string): string =>
  stage in stagesWords ? stagesWords[stage as keyof typeof stagesWords]() : stage;
