/**
 * Place-of-birth codes, digits 7 and 8 of a MyKad number: JPN's list as merged from public decoders, which
 * disagree on 23, 39 and 59. Not assigned: 00, 17-20, 69, 70, 73, 80, 81, 94-97. An unlisted code is a
 * warning and never a refusal: the list grows, and JPN answers the question, not this table.
 */
export interface Birthplace {
  readonly ms: string;
  readonly en: string;
}

export const birthplaceOf = (code: string): Birthplace | undefined => birthplaceByCode.get(code);

const same = (name: string): Birthplace => ({ ms: name, en: name });

const rows: readonly (readonly [codes: string, place: Birthplace])[] = [
  ["01 21 22 23 24", same("Johor")],
  ["02 25 26 27", same("Kedah")],
  ["03 28 29", same("Kelantan")],
  ["04 30", same("Melaka")],
  ["05 31 59", same("Negeri Sembilan")],
  ["06 32 33", same("Pahang")],
  ["07 34 35", { ms: "Pulau Pinang", en: "Penang" }],
  ["08 36 37 38 39", same("Perak")],
  ["09 40", same("Perlis")],
  ["10 41 42 43 44", same("Selangor")],
  ["11 45 46", same("Terengganu")],
  ["12 47 48 49", same("Sabah")],
  ["13 50 51 52 53", same("Sarawak")],
  ["14 54 55 56 57", same("Kuala Lumpur")],
  ["15 58", same("Labuan")],
  ["16", same("Putrajaya")],
  ["82", { ms: "Malaysia, negeri tidak diketahui", en: "Malaysia, state unknown" }],
  ["60", same("Brunei")],
  ["61", { ms: "Indonesia", en: "Indonesia" }],
  ["62", { ms: "Kemboja", en: "Cambodia" }],
  ["63", same("Laos")],
  ["64", same("Myanmar")],
  ["65", { ms: "Filipina", en: "Philippines" }],
  ["66", { ms: "Singapura", en: "Singapore" }],
  ["67", same("Thailand")],
  ["68", same("Vietnam")],
  ["71 72", { ms: "Luar negara", en: "Outside Malaysia" }],
  ["74", same("China")],
  ["75", same("India")],
  ["76", same("Pakistan")],
  ["77", { ms: "Arab Saudi", en: "Saudi Arabia" }],
  ["78", same("Sri Lanka")],
  ["79", same("Bangladesh")],
  ["83", same("Oceania")],
  ["84", { ms: "Amerika Selatan", en: "South America" }],
  ["85", { ms: "Afrika", en: "Africa" }],
  ["86", { ms: "Eropah", en: "Europe" }],
  ["87", { ms: "United Kingdom atau Ireland", en: "United Kingdom or Ireland" }],
  ["88", { ms: "Timur Tengah", en: "Middle East" }],
  ["89", { ms: "Jepun, Korea atau Taiwan", en: "Japan, Korea or Taiwan" }],
  ["90", { ms: "Amerika Tengah atau Caribbean", en: "Central America or the Caribbean" }],
  ["91", { ms: "Amerika Utara", en: "North America" }],
  ["92", { ms: "Eropah Timur", en: "Eastern Europe" }],
  ["93", { ms: "Negara lain", en: "Another country" }],
  ["98", { ms: "Tanpa kewarganegaraan", en: "Stateless" }],
  ["99", { ms: "Tidak dinyatakan", en: "Not stated" }],
];

const birthplaceByCode: ReadonlyMap<string, Birthplace> = new Map(
  rows.flatMap(([codes, place]) => codes.split(" ").map((code) => [code, place] as const)),
);
