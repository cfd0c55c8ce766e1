/**
 * Reads QR codes from camera frames, away from the page: WebAssembly needs `'wasm-unsafe-eval'`, which only this worker's
 * own response grants. Frames come in one at a time; each is answered by the text of its code, or null.
 */
import { BarcodeDetector, prepareZXingModule } from "barcode-detector/ponyfill";

export type ScanAnswer =
  | { readonly type: "read"; readonly text: string | null }
  | { readonly type: "broken"; readonly reason: string };

declare const self: {
  addEventListener(type: "message", listener: (event: MessageEvent<ImageBitmap>) => void): void;
  postMessage(answer: ScanAnswer): void;
};

prepareZXingModule({ overrides: { locateFile: (file: string) => `/worker/${file}` } });
const detector = new BarcodeDetector({ formats: ["qr_code"] });

self.addEventListener("message", async ({ data: frame }) => {
  try {
    const [found] = await detector.detect(frame);
    self.postMessage({ type: "read", text: found?.rawValue ?? null });
  } catch (cause) {
    self.postMessage({ type: "broken", reason: String(cause) });
  } finally {
    frame.close();
  }
});
