import type { SlipView, Words } from "./slip-view";
import { arriveByWords, slipWords, spacedReference } from "./slip-words";

/**
 * The booking as a calendar entry (RFC 5545). Its UID is the booking and its SEQUENCE the revision, so
 * that a later file moves or removes the earlier entry instead of adding a second one (RFC 5546).
 * Times are UTC: every calendar shows them in its own zone, and no zone table can be out of date.
 */
export const slipIcs = (view: SlipView): string => {
  const stands = view.state === "confirmed";
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//STO edge//Slip//MS",
    "CALSCALE:GREGORIAN",
    `METHOD:${stands ? "PUBLISH" : "CANCEL"}`,
    "BEGIN:VEVENT",
    `UID:${text(view.bookingId)}`,
    `SEQUENCE:${view.rev}`,
    `DTSTAMP:${utc(view.changedAtMs)}`,
    `DTSTART:${utc(view.startsAtMs)}`,
    `DTEND:${utc(view.endsAtMs)}`,
    `STATUS:${stands ? "CONFIRMED" : "CANCELLED"}`,
    `SUMMARY:${text(`Temujanji: ${view.service.ms} / Appointment: ${view.service.en}`)}`,
    `LOCATION:${text([view.branch.name.ms, ...view.branch.addressLines].join(", "))}`,
    `DESCRIPTION:${text(description(view))}`,
    `ORGANIZER;CN=${quoted(view.branch.name.ms)}:${uri(new URL(view.manageUrl).origin)}`,
    `URL:${uri(view.manageUrl)}`,
    ...(stands ? reminder(view) : []),
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join("");
};

const description = (view: SlipView): string => {
  const inLanguage = (language: keyof Words) =>
    [
      view.state === "confirmed" ? arriveByWords(view)[language] : slipWords[view.state][language],
      `${slipWords.reference[language]}: ${spacedReference(view.reference)}`,
      `${slipWords.bring[language]}: ${view.bring.map((document) => document[language]).join("; ")}`,
      `${slipWords.fee[language]}: ${view.fee[language]}`,
    ].join("\n");
  return `${inLanguage("ms")}\n\n${inLanguage("en")}`;
};

/** The day before: time to look for the documents. */
const reminder = (view: SlipView): readonly string[] => [
  "BEGIN:VALARM",
  "ACTION:DISPLAY",
  "TRIGGER:-P1D",
  `DESCRIPTION:${text(`${slipWords.bring.ms} / ${slipWords.bring.en}: ${view.bring.map(({ ms }) => ms).join("; ")}`)}`,
  "END:VALARM",
];

/** 20270211T023000Z */
const utc = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;

/** A TEXT value, RFC 5545 section 3.3.11. */
const text = (value: string): string =>
  withoutControls(value.replace(/\r\n?/g, "\n"))
    .replace(/[\\;,]/g, "\\$&")
    .replace(/\n/g, "\\n");

/** A parameter value in quotes: it has no escape for a quote, so there is none. */
const quoted = (value: string): string => `"${withoutControls(value).replace(/["\n]/g, "")}"`;

const uri = (value: string): string => new URL(value).href;

const withoutControls = (value: string): string => value.replace(/(?!\n)\p{Cc}/gu, "");

/** Lines of at most 75 octets, never cut inside a character (RFC 5545 section 3.1). */
const fold = (line: string): string => {
  const utf8 = new TextEncoder();
  let folded = "";
  let octets = 0;
  for (const char of line) {
    const size = utf8.encode(char).length;
    if (octets + size > 75) {
      folded += "\r\n ";
      octets = 1;
    }
    folded += char;
    octets += size;
  }
  return folded;
};
