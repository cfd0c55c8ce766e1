/** A face from the camera of an officer's device: the middle of the picture, upright, measured and made small enough to send. */
import { pictureBytesMax } from "../../../server/biometrics/biometrics";
import { type FaceFigures, greyOf, measureFace } from "../../../server/biometrics/quality";

/** Upright, as on a passport (4 to 5): what the guide on the screen shows. */
const [widthPx, heightPx] = [480, 600];
const ratio = widthPx / heightPx;

export interface Shot {
  /** JPEG, base64. */
  readonly picture: string;
  readonly figures: FaceFigures;
}

/** Shows the camera in `video` until the returned function is called. `onTrouble`: no camera, or no permission. */
export const showCamera = (video: HTMLVideoElement, onTrouble: () => void): (() => void) => {
  let stream: MediaStream | undefined;
  let stopped = false;
  const stop = () => {
    stopped = true;
    for (const track of stream?.getTracks() ?? []) track.stop();
    video.srcObject = null;
  };
  const start = async () => {
    try {
      const wish = { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 960 } };
      stream = await navigator.mediaDevices.getUserMedia({ video: wish });
      if (stopped) return stop();
      video.srcObject = stream;
      await video.play();
    } catch {
      if (!stopped) onTrouble();
    }
    return undefined;
  };
  void start();
  return stop;
};

/** Takes what the guide shows now. A camera with fewer dots gives a smaller picture: it is never made larger than it is. */
export const shoot = (video: HTMLVideoElement): Shot | undefined => {
  const high = Math.min(video.videoHeight, video.videoWidth / ratio);
  const scale = Math.min(1, heightPx / high);
  const canvas = document.createElement("canvas");
  canvas.height = Math.round(high * scale);
  canvas.width = Math.round(high * ratio * scale);
  const context = canvas.getContext("2d");
  if (!context || canvas.width === 0) return undefined;
  const [left, top] = [(video.videoWidth - high * ratio) / 2, (video.videoHeight - high) / 2];
  context.drawImage(video, left, top, high * ratio, high, 0, 0, canvas.width, canvas.height);
  const dots = context.getImageData(0, 0, canvas.width, canvas.height).data;
  const figures = measureFace(greyOf(dots), canvas.width, canvas.height);
  const picture = smallEnough(canvas);
  return picture === undefined ? undefined : { picture, figures };
};

/** The best quality that fits one request. */
const smallEnough = (canvas: HTMLCanvasElement): string | undefined => {
  for (const quality of [0.9, 0.8, 0.7, 0.6, 0.5, 0.4]) {
    const text = canvas.toDataURL("image/jpeg", quality).split(",")[1] ?? "";
    if (text.length <= Math.floor(pictureBytesMax / 3) * 4) return text;
  }
  return undefined;
};
