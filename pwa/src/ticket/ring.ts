/** The phone's own bell: two notes made by the browser, no file to load. Silent until somebody switched it on by a touch. */
import { signal } from "@preact/signals";

/** Browsers let a page sound only after a touch, so it is off on every new page. */
export const isSoundOn = signal(false);

let context: AudioContext | undefined;

/** On, with one ring to hear how loud it will be; or off again. */
export const switchSound = (): void => {
  isSoundOn.value = !isSoundOn.value;
  if (!isSoundOn.value) return;
  context ??= new AudioContext();
  void context.resume().then(ring);
};

/** The two notes of a door bell, in hertz. */
const notesHz = [880, 659] as const;
const noteS = 0.35;
const loudness = 0.5;

/** Rings once, where sound is on. */
export const ring = (): void => {
  if (!isSoundOn.value || !context) return;
  const startS = context.currentTime + 0.02;
  for (const [at, hz] of notesHz.entries()) {
    const fromS = startS + at * noteS;
    const note = context.createOscillator();
    const volume = context.createGain();
    note.frequency.value = hz;
    volume.gain.setValueAtTime(loudness, fromS);
    volume.gain.exponentialRampToValueAtTime(0.001, fromS + noteS);
    note.connect(volume).connect(context.destination);
    note.start(fromS);
    note.stop(fromS + noteS);
  }
};
