import { crc32, deflateSync } from "node:zlib";
import type { Bitmap } from "../printer/escpos";

/** A bitmap as a black-and-white PNG (1 bit, grey). */
export const encodePng = ({ widthPx, heightPx, data }: Bitmap): Uint8Array => {
  const rowBytes = Math.ceil(widthPx / 8);
  const lines = Buffer.alloc((rowBytes + 1) * heightPx);
  for (let y = 0; y < heightPx; y++) {
    // PNG says 1 is white, paper says 1 is black. Byte 0 of a line is its filter: none.
    for (let i = 0; i < rowBytes; i++)
      lines[y * (rowBytes + 1) + 1 + i] = ~(data[y * rowBytes + i] ?? 0) & 255;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header[8] = 1;
  return Buffer.concat([
    Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(lines)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
};

const chunk = (name: string, body: Uint8Array): Buffer => {
  const named = Buffer.concat([Buffer.from(name, "latin1"), body]);
  const out = Buffer.alloc(named.length + 8);
  out.writeUInt32BE(body.length, 0);
  named.copy(out, 4);
  out.writeUInt32BE(crc32(named), named.length + 4);
  return out;
};
