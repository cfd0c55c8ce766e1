/**
 * The dozen ESC/POS commands this product needs, as bytes. Pure.
 * Source: Epson ESC/POS command reference; the text of GS ( H is quoted where it matters.
 */

/** A picture of one bit per dot, rows padded to whole bytes, most significant bit left, 1 is black. */
export interface Bitmap {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly data: Uint8Array;
}

const DLE = 0x10;
const ESC = 0x1b;
const GS = 0x1d;

/** Rows per GS v 0: 8 mm of paper, so that small receive buffers keep printing while the rest arrives. */
const bandRowsMax = 64;

/** A whole ticket as a picture: looks alike on every model and in every script. */
export const rasterTicket = (bitmap: Bitmap): Uint8Array => join([...bands(bitmap), cut]);

/** ESC @: forget fonts, margins and half-set modes. */
export const initialise = Uint8Array.of(ESC, 0x40);

/** GS V 66 0: feed to the knife and cut, leaving one point so that the ticket does not fall. */
export const cut = Uint8Array.of(GS, 0x56, 66, 0);

/** GS a 255: from now on, until the next ESC @, the printer tells each change of its state by itself. */
export const watchStatus = Uint8Array.of(GS, 0x61, 0xff);

/** DLE EOT n, answered in real time, even offline: 1 printer, 2 offline cause, 3 error cause, 4 paper. */
export const askRealTime = (about: 1 | 2 | 3 | 4): Uint8Array => Uint8Array.of(DLE, 0x04, about);

/** GS r 1: asks for the paper sensor in its turn, after everything sent before it. */
export const askInTurn = Uint8Array.of(GS, 0x72, 1);

/**
 * GS ( H function 48: "when the related data is printing data, the process ID response is transmitted when the printing
 * is completed". The only honest end of a job. `id` is four characters from space to `~`.
 */
export const askProcessId = (id: string): Uint8Array => {
  if (!/^[ -~]{4}$/.test(id)) throw new Error(`a process id is four printable characters, not "${id}"`);
  return join([Uint8Array.of(GS, 0x28, 0x48, 6, 0, 0x30, 0x30), new TextEncoder().encode(id)]);
};

/**
 * Completes a picture that the last owner of the line left half sent: more NUL bytes than any of our bands holds. In a
 * picture they are white, between commands they mean nothing. (receiptio does the same with a silent printer.)
 */
export const finishBrokenCommand = new Uint8Array(8192);

const bands = ({ widthPx, heightPx, data }: Bitmap): Uint8Array[] => {
  const rowBytes = Math.ceil(widthPx / 8);
  const out: Uint8Array[] = [];
  for (let top = 0; top < heightPx; top += bandRowsMax) {
    const rows = Math.min(bandRowsMax, heightPx - top);
    const header = Uint8Array.of(GS, 0x76, 0x30, 0, rowBytes & 255, rowBytes >> 8, rows & 255, rows >> 8);
    out.push(header, hideRealTimeCommands(data.slice(top * rowBytes, (top + rows) * rowBytes)));
  }
  return out;
};

/**
 * Printers obey DLE EOT, DLE ENQ and DLE DC4 the moment they arrive, also inside a picture: a pattern of dots could
 * open a drawer or clear the buffer. One dot more (10h becomes 30h) is invisible and harmless.
 */
const hideRealTimeCommands = (dots: Uint8Array): Uint8Array => {
  for (let i = 0; i + 1 < dots.length; i++) {
    const next = dots[i + 1];
    if (dots[i] === DLE && (next === 0x04 || next === 0x05 || next === 0x14)) dots[i] = 0x30;
  }
  return dots;
};

/** Bytes one after the other. */
export const join = (parts: readonly Uint8Array[]): Uint8Array => {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
};
