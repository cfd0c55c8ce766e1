import { create } from "qrcode";

/** White modules on every side, by ISO/IEC 18004 section 9.1. */
const quietModules = 4;

/** Dark modules of one row that touch: the fewer shapes, the fewer seams on paper. */
export interface QrRun {
  readonly x: number;
  readonly y: number;
  readonly length: number;
}

interface Qr {
  readonly size: number;
  readonly runs: readonly QrRun[];
}

/** The QR code of a slip's text: level M, alphanumeric mode, quiet zone included in places and size. */
export const slipQr = (text: string): Qr => qrOf(text, "alphanumeric");

const qrOf = (text: string, mode: "alphanumeric" | "byte"): Qr => {
  const segment = mode === "byte" ? { data: Buffer.from(text), mode } : { data: text, mode };
  const { modules } = create([segment], { errorCorrectionLevel: "M" });
  const runs: QrRun[] = [];
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) {
      if (!modules.get(y, x)) continue;
      const start = x;
      while (x + 1 < modules.size && modules.get(y, x + 1)) x += 1;
      runs.push({ x: start + quietModules, y: y + quietModules, length: x + 1 - start });
    }
  }
  return { size: modules.size + 2 * quietModules, runs };
};

/**
 * The code as SVG, black on white in light and dark, without style attributes: a strict content security
 * policy drops those. `label` is plain text for those who cannot see it.
 */
export const slipQrSvg = (text: string, label: string): string => svgOf(slipQr(text), label);

/** The same of an address, in its small letters. */
export const linkQrSvg = (url: string, label: string): string => svgOf(qrOf(url, "byte"), label);

const svgOf = ({ size, runs }: Qr, label: string): string => {
  const path = runs.map(({ x, y, length }) => `M${x} ${y}h${length}v1h-${length}z`).join("");
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" role="img" aria-label="${escapeXml(label)}"` +
    ` shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`
  );
};

/** Text as content or attribute of HTML, SVG and XML. */
export const escapeXml = (text: string): string =>
  text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
