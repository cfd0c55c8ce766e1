/** The one Worker that draws PDFs, started with the first of them. */
import { workerPath } from "../workers";
import type { SlipView } from "./slip-view";

interface Waiting {
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (cause: Error) => void;
}

/** More than this many at once are refused: the page can ask again, the hall cannot wait. */
const waitingMax = 16;

let worker: Worker | undefined;
let next = 0;
const waiting = new Map<number, Waiting>();

/** The PDF of a slip, or undefined when too many are being drawn already. */
export const drawSlipPdf = (view: SlipView): Promise<Uint8Array> | undefined => {
  if (waiting.size >= waitingMax) return undefined;
  worker ??= startWorker();
  const no = next++;
  return new Promise((resolve, reject) => {
    waiting.set(no, { resolve, reject });
    worker!.postMessage({ no, view });
  });
};

const startWorker = (): Worker => {
  const started = new Worker(workerPath("slipPdf"), { ref: false });
  started.onmessage = ({ data }: MessageEvent<{ no: number; bytes?: Uint8Array; error?: string }>) => {
    const asked = waiting.get(data.no);
    waiting.delete(data.no);
    if (data.bytes) asked?.resolve(data.bytes);
    else asked?.reject(new Error(data.error));
  };
  started.onerror = (event) => {
    for (const asked of waiting.values()) asked.reject(new Error(event.message));
    waiting.clear();
    worker = undefined;
  };
  return started;
};
