/**
 * The hall's voice: clips decoded once, each call laid out on the audio clock, so that no two clips ever overlap however
 * busy the page is. Which call is next, and when, is `call-queue.ts`; what is said, `speech.ts`.
 */
import { getAsset } from "../api";
import type { HallCall } from "./call-queue";
import { partsOf, scoreOf } from "./speech";

export interface Voice {
  /** How long saying this call takes, in ms, with the clips at hand; 0 for a hall without clips. */
  lengthMs(call: HallCall): number;
  /** Loads what the call needs. Missing clips are passed over, so this never fails. */
  prepare(call: HallCall): Promise<void>;
  say(call: HallCall): void;
  /** For an announcement: no words, so that none is spoken over a call's. */
  chime(): Promise<void>;
  /** Browsers keep quiet until somebody touches the page; a hall screen starts Chromium with autoplay allowed. */
  readonly allowed: () => boolean;
  allow(): Promise<void>;
  close(): void;
}

/** Silence left after the last word before the next call may come, in seconds. */
const breathS = 0.6;

export const createVoice = (context: AudioContext = new AudioContext()): Voice => {
  const clips = new Map<string, Promise<AudioBuffer | undefined>>();
  const ready = new Map<string, AudioBuffer>();

  const load = (clip: string): Promise<AudioBuffer | undefined> => {
    const known = clips.get(clip);
    if (known) return known;
    const loading = getAsset(`/voice/${clip}.mp3`)
      .then((bytes) => (bytes ? context.decodeAudioData(bytes) : undefined))
      .catch(() => undefined);
    clips.set(clip, loading);
    void loading.then((buffer) => {
      if (buffer) ready.set(clip, buffer);
      else clips.delete(clip);
    });
    return loading;
  };

  const scoreFor = (call: HallCall) => scoreOf(partsOf(call), (clip) => ready.get(clip)?.duration ?? 0);

  return {
    lengthMs: (call) => {
      const { lengthS } = scoreFor(call);
      return lengthS === 0 ? 0 : (lengthS + breathS) * 1_000;
    },
    prepare: async (call) => {
      await Promise.all(partsOf(call).map((part) => load(part.clip)));
    },
    say: (call) => {
      const startS = context.currentTime + 0.05;
      for (const { clip, atS } of scoreFor(call).notes) {
        const source = context.createBufferSource();
        source.buffer = ready.get(clip) ?? null;
        source.connect(context.destination);
        source.start(startS + atS);
      }
    },
    chime: async () => {
      const source = context.createBufferSource();
      source.buffer = (await load("all/chime")) ?? null;
      source.connect(context.destination);
      source.start();
    },
    allowed: () => context.state === "running",
    allow: () => context.resume(),
    close: () => void context.close(),
  };
};
