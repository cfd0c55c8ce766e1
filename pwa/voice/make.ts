/**
 * Makes the built-in voice clips with Debian's `espeak-ng` and `ffmpeg`: `bun pwa/voice/make.ts`.
 * MP3, because both Chromium and every Safari decode it in WebAudio; mono, 22.05 kHz, 24 kbit/s.
 */
import { mkdir, rm } from "node:fs/promises";
import { clipTexts, voiceLanguages, type VoiceLanguage } from "./phrases";

const folder = `${import.meta.dir}/clips`;
const sampleRate = 22_050;

/** Words a minute and pitch: slow enough for a hall that echoes. */
const speakers: Readonly<Record<VoiceLanguage, readonly string[]>> = {
  ms: ["-v", "ms+f2", "-s", "138", "-p", "48"],
  en: ["-v", "en-gb+f2", "-s", "140", "-p", "48"],
};

const run = async (command: readonly string[], input: Uint8Array): Promise<Uint8Array> => {
  const child = Bun.spawn([...command], { stdin: input, stdout: "pipe", stderr: "pipe" });
  const [output, complaint] = await Promise.all([
    new Response(child.stdout).arrayBuffer(),
    new Response(child.stderr).text(),
  ]);
  if ((await child.exited) !== 0) throw new Error(`${command[0]} failed: ${complaint}`);
  return new Uint8Array(output);
};

const encode = async (
  sound: Uint8Array,
  inputFormat: readonly string[],
  filters: string,
): Promise<Uint8Array> =>
  run(
    [
      "ffmpeg",
      "-hide_banner",
      "-loglevel",
      "error",
      ...inputFormat,
      "-i",
      "pipe:0",
      "-af",
      filters,
      "-ar",
      String(sampleRate),
      "-ac",
      "1",
      "-c:a",
      "libmp3lame",
      "-b:a",
      "24k",
      "-map_metadata",
      "-1",
      "-id3v2_version",
      "0",
      "-bitexact",
      "-f",
      "mp3",
      "pipe:1",
    ],
    sound,
  );

/** Cuts the synthesiser's silence off both ends, so that the sequencer alone decides the pauses. */
const trimmed = (() => {
  const head = "silenceremove=start_periods=1:start_threshold=-48dB:start_silence=0.01";
  return `${head},areverse,${head},areverse,highpass=f=90,speechnorm=e=12:p=0.85`;
})();

/** Two soft bells a third apart, the second a little later: heard over talk, frightening nobody. */
const chime = (): Uint8Array => {
  const samples = new Float32Array(Math.round(sampleRate * 1.25));
  const bells = [
    { startS: 0, hertz: 783.99 },
    { startS: 0.34, hertz: 622.25 },
  ];
  for (const { startS, hertz } of bells) {
    for (let i = Math.round(startS * sampleRate); i < samples.length; i++) {
      const t = i / sampleRate - startS;
      const ring =
        Math.sin(2 * Math.PI * hertz * t) + 0.28 * Math.sin(4 * Math.PI * hertz * t) * Math.exp(-3 * t);
      samples[i] = (samples[i] ?? 0) + 0.34 * ring * Math.exp(-4.2 * t) * Math.min(1, t / 0.006);
    }
  }
  return new Uint8Array(samples.buffer);
};

await rm(folder, { recursive: true, force: true });
await mkdir(`${folder}/all`, { recursive: true });
const clips: Record<string, string[]> = { all: ["chime"] };
await Bun.write(
  `${folder}/all/chime.mp3`,
  await encode(chime(), ["-f", "f32le", "-ar", String(sampleRate), "-ac", "1"], "alimiter=limit=0.9"),
);
for (const language of voiceLanguages) {
  await mkdir(`${folder}/${language}`);
  const texts = clipTexts(language);
  for (const [name, words] of texts) {
    const spoken = await run(
      ["espeak-ng", ...speakers[language], "--stdout", "--stdin"],
      new TextEncoder().encode(words),
    );
    await Bun.write(`${folder}/${language}/${name}.mp3`, await encode(spoken, ["-f", "wav"], trimmed));
  }
  clips[language] = [...texts.keys()];
}
await Bun.write(`${folder}/clips.json`, `${JSON.stringify({ format: "mp3", clips }, undefined, 2)}\n`);
