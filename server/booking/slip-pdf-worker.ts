/** Draws PDFs beside the main thread: one takes 65 to 290 ms, which no counter should wait for. */
import { loadSlipFonts } from "./slip-fonts";
import { slipPdf } from "./slip-pdf";
import type { SlipView } from "./slip-view";

declare const self: Worker;

const fonts = loadSlipFonts();

self.onmessage = async ({ data }: MessageEvent<{ readonly no: number; readonly view: SlipView }>) => {
  try {
    const bytes = await slipPdf(data.view, await fonts);
    self.postMessage({ no: data.no, bytes });
  } catch (cause) {
    self.postMessage({ no: data.no, error: String(cause) });
  }
};
