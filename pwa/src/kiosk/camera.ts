/** The camera beside its decoder: frames go to the worker one at a time, codes come back. */
import type { ScanAnswer } from "./scan-worker";

const workerAddress = "/worker/scan.js";
/** A slip held still is read within a few frames; more would only heat the kiosk. */
const frameGapMs = 100;
/** Side of the square taken from the middle of the picture, in camera pixels: the frame drawn on the screen. */
const squarePxMax = 900;

export interface CameraHandlers {
  /** A code was read; `false` asks for more frames, `true` ends the camera's work. */
  readonly onCode: (text: string) => boolean;
  /** No camera, no permission or no decoder: the page offers the other ways. */
  readonly onTrouble: () => void;
}

/** Shows the camera in `video` and reads codes until stopped. `facingMode`: of a screen that people stand before, or of one in a hand. */
export const startCamera = (
  video: HTMLVideoElement,
  { onCode, onTrouble }: CameraHandlers,
  facingMode: "user" | "environment" = "user",
): (() => void) => {
  let stopped = false;
  let stream: MediaStream | undefined;
  let worker: Worker | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const stop = () => {
    stopped = true;
    clearTimeout(timer);
    worker?.terminate();
    for (const track of stream?.getTracks() ?? []) track.stop();
    video.srcObject = null;
  };
  const giveUp = () => {
    if (stopped) return;
    stop();
    onTrouble();
  };

  const sendFrame = async () => {
    if (stopped || !worker) return;
    const sidePx = Math.min(video.videoWidth, video.videoHeight, squarePxMax);
    if (sidePx === 0) {
      timer = setTimeout(() => void sendFrame(), frameGapMs);
      return;
    }
    const left = (video.videoWidth - sidePx) / 2;
    const top = (video.videoHeight - sidePx) / 2;
    const frame = await createImageBitmap(video, left, top, sidePx, sidePx);
    if (stopped) frame.close();
    else worker.postMessage(frame, [frame]);
  };

  const begin = async () => {
    const wanted = { facingMode, width: { ideal: 1280 }, height: { ideal: 960 } };
    stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
    if (stopped) {
      stop();
      return;
    }
    video.srcObject = stream;
    await video.play();
    worker = new Worker(workerAddress);
    worker.addEventListener("error", giveUp);
    worker.addEventListener("message", ({ data }: MessageEvent<ScanAnswer>) => {
      if (stopped) return;
      if (data.type === "broken") giveUp();
      else if (data.text !== null && onCode(data.text)) stop();
      else timer = setTimeout(() => void sendFrame().catch(giveUp), frameGapMs);
    });
    await sendFrame();
  };

  // Without a secure context there is no `mediaDevices` at all: the same trouble.
  void Promise.resolve().then(begin).catch(giveUp);
  return stop;
};
