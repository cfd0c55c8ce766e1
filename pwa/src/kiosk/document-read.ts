import { maskDocumentNumber } from "../../../server/applicants/identity";
import { parseMrz } from "../../../server/applicants/mrz";
import { currentMs } from "../ui/now";
import { dateOf } from "../words/when";

/** What a scanned document says of its holder, as far as a kiosk needs it. */
export interface DocumentRead {
  /** The zone as it was read. */
  readonly lines: readonly string[];
  readonly number: string;
  /** As far as it may stand on a screen. */
  readonly masked: string;
  readonly country: string;
  /** As the zone has it. */
  readonly name: string;
  /** YYYY-MM-DD; undefined when the zone names no whole date. */
  readonly expiresOn: string | undefined;
}

export type ReadDocument = (lines: readonly string[]) => DocumentRead | undefined;

/** Reads a machine-readable zone; a zone with any doubtful character is not taken: scanning once more is quick. */
export const readDocument: ReadDocument = (lines) => {
  const read = parseMrz(lines.join("\n"), dateOf(currentMs()));
  if (!read.ok || read.value.findings.length > 0) return undefined;
  const { documentNumber, issuer, name, expiresOn } = read.value.mrz;
  return {
    lines,
    number: documentNumber,
    masked: maskDocumentNumber(documentNumber),
    country: issuer,
    name,
    expiresOn,
  };
};
