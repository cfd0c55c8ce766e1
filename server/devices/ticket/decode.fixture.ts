import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import npos from "npos";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { encodePng } from "../../../hardware/emulator/png";
import type { Bitmap } from "../../../hardware/printer/escpos";

/** What npos, a decoder this project did not write, sees in bytes for a printer: the picture and the commands. */
export const decodePaper = async (bytes: Uint8Array): Promise<{ picture: Bitmap; commands: string[] }> => {
  const { error, tree, entries } = await npos.parser().parse(Buffer.from(bytes));
  if (error !== undefined) throw new Error(`npos does not understand the ticket: ${String(error)}`);
  const seen = entries.find((entry) => entry.type === "raster")?.data;
  if (!seen) throw new Error("npos found no picture");
  const rowBytes = Math.ceil(seen.width / 8);
  const data = new Uint8Array(rowBytes * seen.height);
  for (let y = 0; y < seen.height; y++) {
    for (let x = 0; x < seen.width; x++) {
      const at = y * rowBytes + (x >> 3);
      if (seen.getPixel(x, y) === 0) data[at] = (data[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  const commands = tree.map(({ ascii, fn }) => `${ascii} ${fn}`);
  return { picture: { widthPx: seen.width, heightPx: seen.height, data }, commands };
};

/** The texts of all QR codes that zxing reads in a picture. */
export const readQr = async (picture: Bitmap): Promise<string[]> => {
  const wasm = new URL("../../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm", import.meta.url);
  const { buffer } = new Uint8Array(readFileSync(wasm.pathname));
  await prepareZXingModule({ overrides: { wasmBinary: buffer }, fireImmediately: true });
  const codes = await readBarcodes(encodePng(picture), { formats: ["QRCode"] });
  return codes.map((code) => code.text);
};

/** True where zbar is installed: the second opinion. */
export const hasZbar = existsSync("/usr/bin/zbarimg");

export const readQrWithZbar = (picture: Bitmap): string => {
  const folder = mkdtempSync(join(tmpdir(), "sto-zbar-"));
  try {
    const file = join(folder, "ticket.png");
    writeFileSync(file, encodePng(picture));
    return execFileSync("/usr/bin/zbarimg", ["-q", "--raw", file], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trimEnd();
  } finally {
    rmSync(folder, { recursive: true });
  }
};
