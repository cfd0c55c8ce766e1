import QRCode from "qrcode";
import { type Block, ticketWidthPx } from "./svg";

/** Dots to a module: one millimetre, what a hall's scanners and phones read at arm's length. */
const moduleDotsMax = 8;
const quietModules = 4;

/**
 * A QR code at level M, drawn as squares and centred with its quiet zone: the same picture on every printer. A text too
 * long for one millimetre a module gets smaller squares, always whole dots.
 */
export const qrBlock = (text: string): Block => {
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: "M" }).modules;
  const dots = Math.min(moduleDotsMax, Math.floor(ticketWidthPx / (size + 2 * quietModules)));
  const left = Math.floor((ticketWidthPx - size * dots) / 2);
  const top = quietModules * dots;
  let path = "";
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (!data[row * size + column]) continue;
      const start = column;
      while (column < size && data[row * size + column]) column++;
      const width = (column - start) * dots;
      path += `M${left + start * dots} ${top + row * dots}h${width}v${dots}h-${width}z`;
    }
  }
  return { svg: `<path d="${path}"/>`, heightPx: (size + 2 * quietModules) * dots };
};
