import type { TicketLanguage } from "./words";

/** "Khamis, 11 Februari 2027 · 10.14 pagi", in the ticket's language. `timeZone` is the branch's, by IANA name. */
export const ticketTime = (atMs: number, timeZone: string, language: TicketLanguage): string => {
  const part = partsIn(timeZone, atMs);
  const weekday = weekdays[language][part.weekday] ?? "";
  const clock = `${part.hour % 12 === 0 ? 12 : part.hour % 12}.${String(part.minute).padStart(2, "0")}`;
  if (language === "zh") {
    return `${part.year}年${part.month}月${part.day}日 ${weekday} · ${part.hour < 12 ? "上午" : "下午"}${clock.replace(".", ":")}`;
  }
  const month = months[language][part.month - 1] ?? "";
  const date = `${weekday}, ${part.day} ${month} ${part.year}`;
  if (language === "en") return `${date} · ${clock} ${part.hour < 12 ? "am" : "pm"}`;
  if (language === "ta") return `${date} · ${tamilDayPart(part.hour)} ${clock}`;
  return `${date} · ${clock} ${malayDayPart(part.hour)}`;
};

/** Pagi until noon, tengah hari until two, petang until seven, then malam: how the day is spoken of in Malay. */
const malayDayPart = (hour: number): string =>
  hour < 12 ? "pagi" : hour < 14 ? "tengah hari" : hour < 19 ? "petang" : "malam";

const tamilDayPart = (hour: number): string =>
  hour < 12 ? "காலை" : hour < 16 ? "பிற்பகல்" : hour < 19 ? "மாலை" : "இரவு";

const formats = new Map<string, Intl.DateTimeFormat>();

const partsIn = (timeZone: string, atMs: number) => {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      hourCycle: "h23",
    });
    formats.set(timeZone, format);
  }
  const value: Record<string, number> = {};
  for (const { type, value: text } of format.formatToParts(atMs)) value[type] = Number(text);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = value;
  return { year, month, day, hour, minute, weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() };
};

const weekdays: Readonly<Record<TicketLanguage, readonly string[]>> = {
  ms: ["Ahad", "Isnin", "Selasa", "Rabu", "Khamis", "Jumaat", "Sabtu"],
  en: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
  zh: ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"],
  ta: ["ஞாயிறு", "திங்கள்", "செவ்வாய்", "புதன்", "வியாழன்", "வெள்ளி", "சனி"],
};

const months: Readonly<Record<Exclude<TicketLanguage, "zh">, readonly string[]>> = {
  ms: "Januari Februari Mac April Mei Jun Julai Ogos September Oktober November Disember".split(" "),
  en: "January February March April May June July August September October November December".split(" "),
  ta: "ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்".split(" "),
};
