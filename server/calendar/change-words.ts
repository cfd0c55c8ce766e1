/** Changes in words: for the people hit, and for the book of changes. */
import type { BilingualText } from "../catalogue/catalogue";
import type { PolicyInForce } from "../queue/policy";
import type { Change } from "./change";
import { weekInWords } from "./hours-words";
import type { ZoneName } from "./time-zone";
import { formatDate, formatLocalDate, formatTime, type OfficeLang as Lang } from "./words";

/** Why the office offers somebody another time. */
export const reasonOf = (change: Change): BilingualText => {
  switch (change.type) {
    case "closure":
      return {
        ms: `Pejabat ditutup pada masa temu janji anda: ${change.note.ms}`,
        en: `The office is closed at the time of your appointment: ${change.note.en}`,
      };
    case "special_opening":
      return {
        ms: `Waktu pejabat pada hari temu janji anda berubah: ${change.note.ms}`,
        en: `The office hours on the day of your appointment have changed: ${change.note.en}`,
      };
    case "hours":
    case "every_n_weeks":
      return {
        ms: "Waktu pejabat telah berubah dan tidak lagi meliputi masa temu janji anda.",
        en: "The office hours have changed and no longer cover the time of your appointment.",
      };
    case "capacity":
      return {
        ms: "Pejabat tidak lagi dapat melayan semua orang pada masa temu janji anda.",
        en: "The office can no longer serve everybody at the time of your appointment.",
      };
    case "service":
      return {
        ms: "Urusan ini kini memerlukan masa yang lebih lama dan tidak muat pada masa temu janji anda.",
        en: "This business now takes longer and does not fit the time of your appointment.",
      };
    case "batches":
      return {
        ms: "Masa nombor tanpa temu janji dikeluarkan telah berubah; temu janji anda kekal.",
        en: "The times of numbers without an appointment have changed; your appointment stands.",
      };
  }
};

/** A line of the branch's book: a change of its calendar, a calling policy declared, or a counter freed. */
export const whatWasDone = (what: string, after: unknown, zone: ZoneName): BilingualText => {
  if (what === "policy") {
    const { version } = (after as PolicyInForce).policy;
    return {
      ms: `Cara memanggil nombor, versi ${version}`,
      en: `How numbers are called, version ${version}`,
    };
  }
  if (what === "counter") {
    const { no, officer, state, groups } = after as {
      readonly no: number;
      readonly officer: string;
      readonly state: string;
      /** What it takes from then on; rows of before supervisors moved counters have none. */
      readonly groups?: readonly string[];
    };
    if (state !== "closed") {
      const taken = groups?.join(", ") ?? "";
      return { ms: `Kaunter ${no} dibuka untuk ${taken}`, en: `Counter ${no} open for ${taken}` };
    }
    return { ms: `Kaunter ${no} dibebaskan daripada ${officer}`, en: `Counter ${no} freed from ${officer}` };
  }
  return whatChanged(after as Change, zone);
};

/** What was changed, in one line. */
const whatChanged = (change: Change, zone: ZoneName): BilingualText => {
  const say = (words: (lang: Lang) => string): BilingualText => ({ ms: words("ms"), en: words("en") });
  const days = (lang: Lang, from: Parameters<typeof formatLocalDate>[2], to: typeof from | null) =>
    to === null
      ? `${{ ms: "mulai", en: "from" }[lang]} ${formatLocalDate(lang, "date", from)}`
      : from === to
        ? formatLocalDate(lang, "date", from)
        : `${formatLocalDate(lang, "date", from)} – ${formatLocalDate(lang, "date", to)}`;
  const times = (
    lang: Lang,
    { openMin, closeMin }: { readonly openMin: number; readonly closeMin: number },
  ) => `${formatTime(lang, openMin)}–${formatTime(lang, closeMin % 1440)}`;
  switch (change.type) {
    case "closure": {
      const at = (lang: Lang, ms: number) =>
        `${formatDate(lang, "date", ms, zone)}, ${formatDate(lang, "time", ms, zone)}`;
      return say((lang) => {
        const groups = change.groups ? ` (${change.groups.join(", ")})` : "";
        const span = `${at(lang, change.fromMs)} – ${at(lang, change.toMs)}`;
        return `${{ ms: "Tutup", en: "Closed" }[lang]}${groups}: ${span}. ${change.note[lang]}`;
      });
    }
    case "special_opening":
      return say((lang) => {
        const head = { ms: "Buka khas", en: "Special opening" }[lang];
        return `${head}: ${days(lang, change.date, change.date)}, ${times(lang, change)}. ${change.note[lang]}`;
      });
    case "hours":
      return say((lang) => {
        const week = "pattern" in change ? change.pattern : weekInWords(lang, change, []);
        return `${{ ms: "Waktu pejabat", en: "Office hours" }[lang]} ${days(lang, change.from, change.to)}: ${week}`;
      });
    case "every_n_weeks":
      return say((lang) => {
        const head = {
          ms: `Buka setiap ${change.everyWeeks} minggu`,
          en: `Open every ${change.everyWeeks} weeks`,
        }[lang];
        return `${head} ${days(lang, change.from, change.to)}: ${weekInWords(lang, { weekly: [change] }, [])}`;
      });
    case "capacity":
      return say((lang) => {
        const { group, unitsPerStart: units, slotMinutes: minutes } = change;
        const what = {
          ms: `${units} orang setiap ${minutes} minit`,
          en: `${units} people every ${minutes} minutes`,
        }[lang];
        return `${{ ms: "Kumpulan", en: "Group" }[lang]} ${group} ${days(lang, change.from, change.to)}: ${what}`;
      });
    case "service":
      return say((lang) => {
        const { service, ...settings } = change.settings;
        const list = Object.entries(settings).map(
          ([name, value]) => `${settingWords[name as keyof typeof settings][lang]} ${value}`,
        );
        return `${service} ${days(lang, change.from, change.to)}: ${list.join(", ")}`;
      });
    case "batches":
      return say((lang) => {
        const head = { ms: "Nombor tanpa temu janji", en: "Numbers without an appointment" }[lang];
        const group = change.group === null ? "" : ` (${change.group})`;
        const list = change.batches.map(
          ({ opensAtMin, numbers }) => `${formatTime(lang, opensAtMin)}: ${numbers}`,
        );
        return `${head}${group} ${days(lang, change.from, change.to)}: ${list.join("; ")}`;
      });
  }
};

const settingWords = {
  units: { ms: "unit slot", en: "slot units" },
  noticeHours: { ms: "jam notis", en: "hours of notice" },
  earlyMin: { ms: "minit awal", en: "minutes early" },
  lateMin: { ms: "minit lewat", en: "minutes late" },
  bookableBy: { ms: "ditempah oleh", en: "booked by" },
} as const;
