/** Invented people who come to the demo's gate lanes and its kiosk, each with a document and what makes them different. Pure. */
import { addMonths, type LocalDate } from "../../sync/core/local-date";
import { passportZone } from "../applicants/mrz-write";
import type { ChipResult } from "../../hardware/ports";

export interface DemoTraveller {
  readonly id: string;
  readonly name: string;
  /** Of their passport: with it they can be booked for, too. */
  readonly number: string;
  /** What is to be seen with them. */
  readonly what: { readonly ms: string; readonly en: string };
  readonly mrz: readonly string[];
  readonly chip: ChipResult;
  /** What the demo's matcher says of this face. */
  readonly face: "match" | "no_match" | "doubt";
}

interface Person {
  readonly id: string;
  /** As in a zone: `SURNAME<<GIVEN`; Malaysian passports have the whole name in the first part. */
  readonly names: string;
  readonly shown: string;
  readonly nationality: string;
  readonly number: string;
  /** `YYMMDD`. */
  readonly born: string;
  readonly sex: "M" | "F";
  readonly mykad?: string;
  /** Months from today until the passport ends. */
  readonly validMonths?: number;
  readonly chip?: ChipResult;
  readonly face?: DemoTraveller["face"];
  readonly what: DemoTraveller["what"];
}

const people: readonly Person[] = [
  {
    id: "citizen",
    names: "AISYAH<BINTI<RAHMAN",
    shown: "Aisyah binti Rahman",
    nationality: "MYS",
    number: "A31245678",
    born: "900314",
    sex: "F",
    mykad: "900314145678",
    what: { ms: "Warganegara: lalu", en: "Citizen: goes through" },
  },
  {
    id: "singapore",
    names: "TAN<<WEI<LING",
    shown: "Tan Wei Ling",
    nationality: "SGP",
    number: "K1234567E",
    born: "850622",
    sex: "F",
    what: { ms: "Singapura: tidak perlu MDAC", en: "Singapore: needs no arrival card" },
  },
  {
    id: "arrival-card",
    names: "SATO<<KENJI",
    shown: "Sato Kenji",
    nationality: "JPN",
    number: "TR1234567",
    born: "780105",
    sex: "M",
    what: { ms: "Jepun, dengan MDAC: lalu", en: "Japan, with an arrival card: goes through" },
  },
  {
    id: "no-arrival-card",
    names: "MILLER<<JOHN",
    shown: "John Miller",
    nationality: "AUS",
    number: "PA1234567",
    born: "820910",
    sex: "M",
    what: { ms: "Australia, tanpa MDAC: pegawai", en: "Australia, no arrival card: officer" },
  },
  {
    id: "pass-holder",
    names: "HOSSAIN<<MOHAMMAD",
    shown: "Mohammad Hossain",
    nationality: "BGD",
    number: "EF0123456",
    born: "960218",
    sex: "M",
    what: { ms: "Pemegang pas kerja: lalu", en: "Holds a work pass: goes through" },
  },
  {
    id: "ends-soon",
    names: "SCHMIDT<<ANNA",
    shown: "Anna Schmidt",
    nationality: "D",
    number: "C01X00T47",
    born: "910403",
    sex: "F",
    validMonths: 3,
    what: { ms: "Pasport tamat dalam 3 bulan: pegawai", en: "Passport ends in 3 months: officer" },
  },
  {
    id: "chip",
    names: "KIM<<MINJUN",
    shown: "Kim Minjun",
    nationality: "KOR",
    number: "M12345678",
    born: "880827",
    sex: "M",
    chip: "failed",
    what: { ms: "Cip gagal: pegawai", en: "Chip does not hold: officer" },
  },
  {
    id: "other-face",
    names: "BROWN<<EMMA",
    shown: "Emma Brown",
    nationality: "GBR",
    number: "123456789",
    born: "930615",
    sex: "F",
    face: "no_match",
    what: { ms: "Muka tidak sepadan: dua pegawai", en: "Another face: two officers" },
  },
  {
    id: "exit-ban",
    names: "FAIZAL<BIN<OMAR",
    shown: "Faizal bin Omar",
    nationality: "MYS",
    number: "A44556677",
    born: "751130",
    sex: "M",
    mykad: "751130015151",
    what: { ms: "Sekatan keluar: pegawai di lorong keluar", en: "Travel ban: officer at a lane out" },
  },
  {
    id: "warrant",
    names: "RAJ<KUMAR<A/L<MANI",
    shown: "Raj Kumar a/l Mani",
    nationality: "MYS",
    number: "A55667788",
    born: "800202",
    sex: "M",
    mykad: "800202085353",
    what: { ms: "Waran: pegawai, tanpa sepatah kata", en: "Warrant: officer, without a word" },
  },
  {
    id: "lost-passport",
    names: "WEBER<<PAUL",
    shown: "Paul Weber",
    nationality: "D",
    number: "C99X00T99",
    born: "860719",
    sex: "M",
    what: { ms: "Pasport dilaporkan hilang: pegawai", en: "Passport reported lost: officer" },
  },
  {
    id: "child",
    names: "ADAM<BIN<HAKIM",
    shown: "Adam bin Hakim",
    nationality: "MYS",
    number: "A66778899",
    born: "200512",
    sex: "M",
    mykad: "200512141111",
    what: { ms: "Kanak-kanak: lorong lebar, dengan peneman", en: "Child: wide lane, with a companion" },
  },
];

/** The people of the demo with their documents as of `today`. */
export const demoTravellers = (today: LocalDate): readonly DemoTraveller[] =>
  people.map((person) => ({
    id: person.id,
    name: person.shown,
    number: person.number,
    what: person.what,
    mrz: zoneOf(person, today),
    chip: person.chip ?? "ok",
    face: person.face ?? "match",
  }));

const zoneOf = (person: Person, today: LocalDate): readonly string[] =>
  passportZone({
    country: person.nationality,
    names: person.names.replace("/", ""),
    number: person.number,
    birth: person.born,
    expiry: addMonths(today, person.validMonths ?? 48)
      .slice(2)
      .replaceAll("-", ""),
    sex: person.sex,
    optional: person.mykad ?? "",
  });
