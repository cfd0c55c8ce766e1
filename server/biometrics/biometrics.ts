/** What is asked, for what, and for how long, before a face or a finger is taken. Rules only. */

/** What it is for, and how many days it is kept: suggestions, none are published. The shortest that serves the purpose. */
export const purposes = {
  /** The picture of an application that is made today. */
  application: { keepDays: 180 },
  /** A first enrolment at a counter, so that lanes may compare later (first visitors of 2023 had to enrol by hand). */
  lane_enrolment: { keepDays: 730 },
} as const;
export type Purpose = keyof typeof purposes;

const dayMs = 86_400_000;

export const keepUntil = (purpose: Purpose, nowMs: number): number =>
  nowMs + purposes[purpose].keepDays * dayMs;

/**
 * What the person agrees to, word for word: a new wording is a new version, and each record says which one it was. Biometric data is
 * sensitive (PDPA amendment of 2024): it is asked for expressly, and may be taken back.
 */
export const consent = {
  version: 1,
  ms: "Saya bersetuju gambar muka atau cap jari saya diambil untuk tujuan yang dinyatakan, disimpan dengan selamat sehingga tarikh yang ditunjukkan, dan dibandingkan hanya dengan dokumen saya sendiri. Saya boleh menarik balik persetujuan ini di mana-mana kaunter.",
  en: "I agree that a picture of my face or a fingerprint is taken for the purpose named, kept safely until the date shown, and compared with my own document only. I may take this back at any counter.",
} as const;

/** Fingers by their names (ISO/IEC 19794-2, table 6). */
export const fingers = [
  "right_thumb",
  "right_index",
  "right_middle",
  "right_ring",
  "right_little",
  "left_thumb",
  "left_index",
  "left_middle",
  "left_ring",
  "left_little",
] as const;
export type Finger = (typeof fingers)[number];

/** Below this a finger is asked for again (NFIQ 2 recommends re-capture under about 30 of 100). */
export const fingerQualityMin = 30;

/** As much as one request may carry beside the rest of its body. */
export const pictureBytesMax = 44 * 1024;

/** Width and height of a JPEG (ITU-T T.81, B.2.2); undefined: it is none, or not whole. What a file calls itself is not asked. */
export const jpegSize = (
  bytes: Uint8Array,
): { readonly widthPx: number; readonly heightPx: number } | undefined => {
  const isWhole = bytes[0] === 0xff && bytes[1] === 0xd8 && bytes.at(-2) === 0xff && bytes.at(-1) === 0xd9;
  if (!isWhole) return undefined;
  const word = (at: number) => (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; at += 2 + word(at + 2)) {
    const marker = bytes[at + 1]!;
    // Start of frame, all kinds but the tables that lie between them.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      const [heightPx, widthPx] = [word(at + 5), word(at + 7)];
      return widthPx > 0 && heightPx > 0 ? { widthPx, heightPx } : undefined;
    }
    if (word(at + 2) < 2) return undefined;
  }
  return undefined;
};
