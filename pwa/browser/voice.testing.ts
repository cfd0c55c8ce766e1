import type { Page } from "playwright-core";

/** One clip laid out on the page's audio clock. */
export interface SpokenClip {
  readonly clip: string;
  readonly atS: number;
  readonly lengthS: number;
}

/**
 * Runs in the page before its own scripts: notes which clip plays when. Nobody listens in a test, but what the page
 * hands to the audio clock is what the hall would hear.
 */
export const listenForVoice = (): void => {
  const spoken: SpokenClip[] = [];
  const nameByBytes = new WeakMap<ArrayBuffer, string>();
  const nameByBuffer = new WeakMap<AudioBuffer, string>();
  Object.assign(globalThis, { spokenClips: spoken });

  const readBytes = Response.prototype.arrayBuffer;
  Response.prototype.arrayBuffer = async function arrayBuffer(this: Response) {
    const bytes = await readBytes.call(this);
    nameByBytes.set(bytes, new URL(this.url).pathname);
    return bytes;
  };
  const decode = AudioContext.prototype.decodeAudioData;
  AudioContext.prototype.decodeAudioData = async function decodeAudioData(
    this: AudioContext,
    bytes: ArrayBuffer,
  ) {
    const name = nameByBytes.get(bytes) ?? "";
    const buffer = await decode.call(this, bytes);
    nameByBuffer.set(buffer, name);
    return buffer;
  };
  const start = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function play(this: AudioBufferSourceNode, atS = 0) {
    const { buffer } = this;
    if (buffer) spoken.push({ clip: nameByBuffer.get(buffer) ?? "", atS, lengthS: buffer.duration });
    start.call(this, atS);
  };
};

/** What the page has spoken so far, as `ms/number`, `ms/x`, `ms/0` … in order. */
export const spokenBy = async (page: Page): Promise<readonly SpokenClip[]> => {
  const clips = await page.evaluate(
    () => (globalThis as unknown as { spokenClips: SpokenClip[] }).spokenClips,
  );
  return clips.map((row) => ({ ...row, clip: row.clip.replace(/^\/voice\/(.*)\.mp3$/, "$1") }));
};
