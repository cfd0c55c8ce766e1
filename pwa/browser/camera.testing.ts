/** A camera that sees one thing: a slip's code, as the short film Chromium takes for its camera. */
import type { Page } from "playwright-core";
import QRCode from "qrcode";

const widthPx = 640;
const heightPx = 480;
const frames = 10;
/** Modules of white that a code needs around it (ISO/IEC 18004). */
const quietModules = 4;
const black = 16;
const white = 235;

/** YUV4MPEG2 with planes Y, U, V (I420): ten frames of the code on white paper in the middle of the picture. */
export const filmOfCode = (text: string): Uint8Array => {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: "M" });
  const modulePx = Math.floor(heightPx / (modules.size + 2 * quietModules));
  const sidePx = modulePx * modules.size;
  const left = Math.floor((widthPx - sidePx) / 2);
  const top = Math.floor((heightPx - sidePx) / 2);
  const light = new Uint8Array(widthPx * heightPx).fill(white);
  for (let y = 0; y < sidePx; y++) {
    for (let x = 0; x < sidePx; x++) {
      const dark = modules.get(Math.floor(y / modulePx), Math.floor(x / modulePx));
      if (dark) light[(top + y) * widthPx + left + x] = black;
    }
  }
  const noColour = new Uint8Array((widthPx * heightPx) / 2).fill(128);
  const head = Buffer.from(`YUV4MPEG2 W${widthPx} H${heightPx} F10:1 Ip A1:1 C420\n`);
  const frame = Buffer.concat([Buffer.from("FRAME\n"), light, noColour]);
  return Buffer.concat([head, ...Array.from({ length: frames }, () => frame)]);
};

/** What makes Chromium use the film, and allow the camera without asking. */
export const cameraFlags = (film: string): readonly string[] => [
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  `--use-file-for-fake-video-capture=${film}`,
];

/** Gives a page a camera that sees a drawing with edges and many greys, of this size: good enough to be kept, if it is large enough. */
export const drawnCamera = (page: Page, size: { readonly width: number; readonly height: number }) =>
  page.evaluate(({ width, height }) => {
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const context = canvas.getContext("2d")!;
    const draw = () => {
      for (let x = 0; x < width; x += 10)
        for (let y = 0; y < height; y += 10) {
          const light = 50 + Math.round((130 * x) / width) + ((x / 10 + y / 10) % 2 ? 30 : -20);
          context.fillStyle = `rgb(${light} ${light} ${light})`;
          context.fillRect(x, y, 10, 10);
        }
    };
    draw();
    setInterval(draw, 100);
    navigator.mediaDevices.getUserMedia = () => Promise.resolve(canvas.captureStream(10));
  }, size);
