import { parseMrz } from "../../../server/applicants/mrz";
import { currentMs } from "../ui/now";
import { dateOf } from "../words/when";

/** What a scanned document says of its holder, as far as a booking at the kiosk needs it. */
export interface DocumentRead {
  readonly number: string;
  readonly country: string;
  readonly name: string;
  /** YYYY-MM-DD; undefined when the zone names no whole date. */
  readonly expiresOn: string | undefined;
}

/** Reads a machine-readable zone; a zone with any doubtful character is not taken: scanning once more is quick. */
export const readDocument = (lines: readonly string[]): DocumentRead | undefined => {
  const read = parseMrz(lines.join("\n"), dateOf(currentMs()));
  if (!read.ok || read.value.findings.length > 0) return undefined;
  const { documentNumber, issuer, name, expiresOn } = read.value.mrz;
  return { number: documentNumber, country: issuer, name, expiresOn };
};
