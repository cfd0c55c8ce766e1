import { defineWords } from "../words/messages";
import { sharedVisit } from "../words/shared-visit";
import type { Referral } from "./gates-types";

type Check = Referral["checks"][number];

/** Checks that a lane keeps of a passage, in words; what has none here is shown as it is kept. */
const checks = defineWords({
  lane: { ms: "Lorong bersedia", en: "The lane was ready" },
  clock: { ms: "Jam cawangan", en: "The branch's clock" },
  document: { ms: "Dokumen untuk lorong ini", en: "A document for this lane" },
  slip: sharedVisit.slip,
  eligibility: { ms: "Boleh menggunakan lorong", en: "May use a lane" },
  biometric: { ms: "Orang dan dokumen", en: "Person and document" },
  lists: { ms: "Senarai di cawangan ini", en: "Lists at this branch" },
  registries: { ms: "Semua pangkalan data", en: "All registries" },
  match: { ms: "Padanan wajah atau cap jari", en: "Match of face or finger" },
  registry: { ms: "Jawapan pangkalan data", en: "A registry's answer" },
  list: { ms: "Senarai yang digunakan", en: "List that was used" },
});

const results = defineWords({
  ok: { ms: "baik", en: "good" },
  reasons: { ms: "lihat sebab di atas", en: "see the reasons above" },
  match: { ms: "sepadan", en: "match" },
  no_match: { ms: "tidak sepadan", en: "no match" },
  doubt: { ms: "ragu", en: "doubtful" },
  unavailable: { ms: "tiada jawapan", en: "no answer" },
  fresh: { ms: "baharu:", en: "fresh:" },
  cached: { ms: "disimpan:", en: "kept:" },
  unknown: { ms: "tidak diketahui", en: "unknown" },
  version: { ms: "versi", en: "version" },
  clear: { ms: "tiada halangan", en: "no restriction" },
  found: { ms: "dijumpai", en: "found" },
  not_found: { ms: "tidak dijumpai", en: "not found" },
  exit_ban: { ms: "sekatan keluar", en: "barred from leaving" },
  blacklist: { ms: "senarai hitam", en: "blacklisted" },
  warrant: { ms: "waran", en: "warrant" },
  lost_document: { ms: "dokumen hilang", en: "lost document" },
  possible: { ms: "mungkin sama", en: "possibly the same" },
  old: { ms: "terlalu lama", en: "too old" },
  missing: { ms: "tiada di sini", en: "not here" },
});

/** Lists by the names that headquarters gives them; a registry or an engine has its own. */
const sources = defineWords({
  rule: { ms: "peraturan kita", en: "our rule" },
  suspects: { ms: "Senarai syak", en: "Suspect list" },
  warrants: { ms: "Waran tangkap", en: "Arrest warrants" },
  documents: { ms: "Dokumen hilang atau dicuri", en: "Lost or stolen documents" },
  names: { ms: "Nama yang mungkin sama", en: "Names that may be the same" },
  passes: { ms: "Pemegang pas", en: "Pass holders" },
  mdac: { ms: "Kad ketibaan (MDAC)", en: "Arrival cards (MDAC)" },
});

const wordOf = (words: object, key: string): string => {
  const sentence = (words as Readonly<Record<string, (() => string) | undefined>>)[key];
  return sentence?.() ?? key;
};

export const checkName = ({ id }: Check): string => wordOf(checks, id);

export const checkSource = ({ source }: Check): string => wordOf(sources, source ?? "rule");

/** Rules of ours say `ok` or name their reasons; others answer in a few words, with figures. */
export const checkResult = ({ id, result }: Check): string => {
  if (ruleChecks.has(id)) return result === "ok" ? results.ok() : results.reasons();
  return result
    .split(" ")
    .map((part) => wordOf(results, part))
    .join(" ");
};

const ruleChecks: ReadonlySet<string> = new Set([
  "lane",
  "clock",
  "document",
  "slip",
  "eligibility",
  "biometric",
  "lists",
  "registries",
]);
