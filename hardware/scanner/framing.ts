/**
 * Bytes of a scanner's line in, scans out. Pure and total: whatever comes, in packets of whatever size.
 *
 *   STX text ETX            one scan, its lines divided by CR or LF (Desko: STX line1 CR line2 CR [line3 CR] ETX)
 *   text CR|LF|Tab          one scan, at once
 *   line CR line CR ...     the lines of one machine-readable zone (ICAO 9303), until it is whole
 *   text, then silence      one scan, where the scanner puts nothing behind it
 *
 * A scan with a byte that no scanner sends, one that is too long, and one whose frame was not ended are dropped whole: a text with a
 * hole in it is worse than none. The next frame, or the next silence, begins anew.
 */

/** Longer than the largest slip (about 300 characters) by far; the rest of such a scan is noise. */
export const scanCharsMax = 2_048;
/** Serial lines and their servers make no pause this long inside a scan (hardware notes, scanners). */
export const silenceMs = 50;
/** A frame that began ends within this time, also behind a slow network. */
export const frameMsMax = 1_000;

export interface Framing {
  /** Whole lines of a scan that is not whole yet. */
  readonly lines: readonly string[];
  readonly rest: string;
  readonly inFrame: boolean;
  /** What came of this scan is not to be believed; bytes are counted and thrown away. */
  readonly spoiled: boolean;
}

export interface Framed {
  readonly framing: Framing;
  readonly texts: readonly string[];
  /** Bytes that belong to no scan. */
  readonly garbage: number;
}

export const idleFraming: Framing = { lines: [], rest: "", inFrame: false, spoiled: false };

/** How long to wait for more before `quiet` is called; undefined: nothing is under way. */
export const quietAfterMs = (framing: Framing): number | undefined => {
  if (framing.inFrame) return frameMsMax;
  return framing.rest !== "" || framing.lines.length > 0 || framing.spoiled ? silenceMs : undefined;
};

/** Takes a packet in. */
export const take = (before: Framing, packet: Uint8Array): Framed => {
  const texts: string[] = [];
  let garbage = 0;
  let { rest, inFrame, spoiled } = before;
  let lines = [...before.lines];
  let chars = lengthOf(before);

  const begin = () => {
    lines = [];
    rest = "";
    spoiled = false;
    chars = 0;
  };
  const drop = () => {
    garbage += chars;
    begin();
  };
  const spoil = () => {
    drop();
    spoiled = true;
    garbage++;
  };
  const tell = () => {
    const text = textOf(lines);
    if (text.trim() !== "") texts.push(text);
    begin();
  };
  const endLine = () => {
    if (rest === "") return;
    // A line that cannot go on with those before it is a scan of its own.
    if (!inFrame && lines.length > 0 && !goesOn(lines, rest)) {
      const next = rest;
      tell();
      rest = next;
      chars = next.length;
    }
    lines.push(rest);
    rest = "";
    chars++;
    if (!inFrame && !waitsForMore(lines)) tell();
  };

  for (const byte of packet) {
    if (byte === stx) {
      drop();
      inFrame = true;
    } else if (byte === etx) {
      if (inFrame && !spoiled) {
        endLine();
        tell();
      } else {
        // The end of a frame whose beginning was lost: nobody knows how much of it is missing.
        drop();
        garbage++;
      }
      inFrame = false;
    } else if (byte === cr || byte === lf || byte === tab) {
      if (!spoiled) endLine();
      else if (!inFrame) begin();
    } else if (spoiled) garbage++;
    else if (isPrintable(byte) && chars < scanCharsMax) {
      rest += String.fromCharCode(byte);
      chars++;
    } else if (!isFiller(byte)) spoil();
  }
  return { framing: { lines, rest, inFrame, spoiled }, texts, garbage };
};

/** Nothing came for as long as `quietAfterMs` says: what is there is a scan, or a frame that lost its end. */
export const quiet = (framing: Framing): Framed => {
  const { lines, rest, inFrame, spoiled } = framing;
  if (inFrame || spoiled) return { framing: idleFraming, texts: [], garbage: lengthOf(framing) };
  const scans = rest === "" || goesOn(lines, rest) ? [[...lines, rest]] : [lines, [rest]];
  const texts = scans.map(textOf).filter((text) => text.trim() !== "");
  return { framing: idleFraming, texts, garbage: 0 };
};

/** Lines of a zone by their length: how many make a whole one (ICAO 9303 parts 4 to 7). */
export const mrzLinesByChars: { readonly [chars: number]: number } = { 44: 2, 36: 2, 30: 3 };

/** Letters come out large only where the text is a whole zone: a slip's code, a reference, a web address stay as they are. */
const textOf = (lines: readonly string[]): string => {
  const said = lines.filter((line) => line !== "");
  const large = said.map((line) => line.toUpperCase());
  const isZone = large.length === mrzLinesByChars[large[0]?.length ?? 0] && fitTogether(large);
  // The code of a slip (base45) may end with a space: nothing is trimmed.
  return (isZone ? large : said).join("\n");
};

const fitTogether = (lines: readonly string[]): boolean =>
  lines.every((line) => line.length === lines[0]?.length && /^[0-9A-Z<]+$/i.test(line));

const waitsForMore = (lines: readonly string[]): boolean =>
  fitTogether(lines) && lines.length < (mrzLinesByChars[lines[0]?.length ?? 0] ?? 0);

const goesOn = (lines: readonly string[], next: string): boolean => fitTogether([...lines, next]);

const lengthOf = ({ lines, rest }: Framing): number =>
  lines.reduce((sum, line) => sum + line.length + 1, rest.length);

const stx = 0x02;
const etx = 0x03;
const tab = 0x09;
const lf = 0x0a;
const cr = 0x0d;

const isPrintable = (byte: number): boolean => byte >= 0x20 && byte < 0x7f;
/** NUL, XON and XOFF: serial lines fill and hold with them. */
const isFiller = (byte: number): boolean => byte === 0 || byte === 0x11 || byte === 0x13;
