/**
 * Whether a picture of a face is good enough to compare with later, from its dots alone. Pure: the page that took it measures, the
 * node judges the figures. That there is one face, and whose, no dots say here: the officer does.
 */

export interface FaceFigures {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Variance of the Laplacian (Pech-Pacheco and others, 2000): small in a picture without edges. */
  readonly sharpness: number;
  /** Mean light, 0 black to 255 white. */
  readonly light: number;
  /** Shares of dots, 0 to 1, in which nothing is to be seen any more. */
  readonly darkShare: number;
  readonly burntShare: number;
  /** How many different greys there are. */
  readonly greys: number;
}

export type QualityFinding = "too_small" | "blurred" | "too_dark" | "too_bright" | "too_flat";

/** Each threshold with its source. */
export const faceQuality = {
  /** ISO/IEC 19794-5, full frontal: 90 dots between the eyes, which is a picture of 420 by 525 when the head fills the guide. */
  widthPxMin: 420,
  heightPxMin: 525,
  /** Ours, tried on drawn edges only: a picture of a face must be tried on real cameras. */
  sharpnessMin: 60,
  /** ICAO portrait guidance asks for even light without figures; these are ours. */
  lightMin: 60,
  lightMax: 200,
  darkShareMax: 0.3,
  burntShareMax: 0.15,
  /** ISO/IEC 19794-5, 7.4: seven bits of intensity in the region of the face. */
  greysMin: 128,
} as const;

const dark = 20;
const burnt = 250;

/** `grey`: one byte a dot, row by row. */
export const measureFace = (grey: Uint8Array, widthPx: number, heightPx: number): FaceFigures => {
  const counts = new Uint32Array(256);
  for (const value of grey) counts[value]!++;
  const dots = Math.max(1, grey.length);
  const share = (from: number, to: number) => counts.slice(from, to).reduce((sum, n) => sum + n, 0) / dots;
  return {
    widthPx,
    heightPx,
    sharpness: sharpnessOf(grey, widthPx, heightPx),
    light: grey.reduce((sum, value) => sum + value, 0) / dots,
    darkShare: share(0, dark),
    burntShare: share(burnt, 256),
    greys: counts.reduce((sum, n) => sum + (n > 0 ? 1 : 0), 0),
  };
};

/** What is to be done better; none: it will do. */
export const judgeFace = (figures: FaceFigures): readonly QualityFinding[] => {
  const { widthPx, heightPx, sharpness, light, darkShare, burntShare, greys } = figures;
  const found: QualityFinding[] = [];
  if (widthPx < faceQuality.widthPxMin || heightPx < faceQuality.heightPxMin) found.push("too_small");
  if (sharpness < faceQuality.sharpnessMin) found.push("blurred");
  if (light < faceQuality.lightMin || darkShare > faceQuality.darkShareMax) found.push("too_dark");
  if (light > faceQuality.lightMax || burntShare > faceQuality.burntShareMax) found.push("too_bright");
  if (greys < faceQuality.greysMin) found.push("too_flat");
  return found;
};

/** Red, green, blue and opacity to grey (ITU-R BT.601). */
export const greyOf = (rgba: ArrayLike<number>): Uint8Array => {
  const grey = new Uint8Array(Math.floor(rgba.length / 4));
  for (let at = 0; at < grey.length; at++)
    grey[at] = Math.round(0.299 * rgba[at * 4]! + 0.587 * rgba[at * 4 + 1]! + 0.114 * rgba[at * 4 + 2]!);
  return grey;
};

const sharpnessOf = (grey: Uint8Array, widthPx: number, heightPx: number): number => {
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let y = 1; y < heightPx - 1; y++) {
    for (let x = 1; x < widthPx - 1; x++) {
      const at = y * widthPx + x;
      const edge = grey[at - widthPx]! + grey[at + widthPx]! + grey[at - 1]! + grey[at + 1]! - 4 * grey[at]!;
      sum += edge;
      squares += edge * edge;
      count++;
    }
  }
  if (count === 0) return 0;
  const mean = sum / count;
  return squares / count - mean * mean;
};
