import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

/** Reads the QR codes of a picture (PNG bytes) with a decoder the project did not write. */
export const readQrCodes = async (png: Uint8Array) => {
  const wasm = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
  prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(readFileSync(wasm)).buffer } });
  const found = await readBarcodes(png, { formats: ["QRCode"] });
  return found.map(({ text, ecLevel, version }) => ({ text, level: ecLevel, version }));
};
