/**
 * The lists that decide at a lane, and what an entry of each may say. A new list is a row here; a list that nobody has sent yet is
 * missing, and then an officer looks (`domain.md` 4.2).
 */

/** `deny`: who is on it sees an officer. `allow`: who is on it has what the list stands for. */
export type ListKind = "deny" | "allow";

/** What screening may answer of a person, the gravest last but one; `clear` is the answer when nothing was found. */
export const codes = [
  "listed",
  "possible",
  "exit_ban",
  "blacklist",
  "lost_document",
  "warrant",
  "unchecked",
] as const;
export type Code = (typeof codes)[number];

/** Who put somebody on a list: the agencies that fed the list of 2017, and those of documents and arrivals. */
export const agencies = [
  "imi",
  "pdrm",
  "jpn",
  "ptptn",
  "insolvency",
  "lhdn",
  "kwsp",
  "customs",
  "interpol",
  "other",
] as const;
export type Agency = (typeof agencies)[number];

interface ListRule {
  readonly kind: ListKind;
  readonly codes: readonly Code[];
  /** Older than this it decides nothing any more. Our proposal: the department sets them before a pilot. */
  readonly maxAgeMs: number;
}

const hourMs = 3_600_000;

export const lists = {
  /** Citizens who may not leave, foreigners who may not enter. */
  suspects: { kind: "deny", codes: ["exit_ban", "blacklist"], maxAgeMs: 24 * hourMs },
  warrants: { kind: "deny", codes: ["warrant"], maxAgeMs: 24 * hourMs },
  /** Lost and stolen documents. */
  documents: { kind: "deny", codes: ["lost_document"], maxAgeMs: 24 * hourMs },
  /** Names with a date of birth, where no document is known: an officer compares. */
  names: { kind: "deny", codes: ["possible"], maxAgeMs: 72 * hourMs },
  /** Arrivals that were registered (MDAC). */
  mdac: { kind: "allow", codes: ["listed"], maxAgeMs: 6 * hourMs },
  /** Holders of long-term passes. */
  passes: { kind: "allow", codes: ["listed"], maxAgeMs: 72 * hourMs },
} as const satisfies { readonly [list: string]: ListRule };

export type ListName = keyof typeof lists;
export const listNames = Object.keys(lists) as readonly ListName[];
export const isListName = (text: string): text is ListName => Object.hasOwn(lists, text);
export const ruleOf = (list: ListName): ListRule => lists[list];

/** What an entry says, in one byte: the code above, the agency below. */
export const markOf = (code: Code, agency: Agency): number =>
  codes.indexOf(code) * 16 + agencies.indexOf(agency);

/** Undefined: no entry that this program knows says that. */
export const readMark = (mark: number): { readonly code: Code; readonly agency: Agency } | undefined => {
  const code = codes[mark >> 4];
  const agency = agencies[mark & 15];
  return code && agency ? { code, agency } : undefined;
};
