import fc from "fast-check";
import { expect, test } from "vitest";
import { type FaceFigures, greyOf, judgeFace, measureFace } from "./quality";

const [widthPx, heightPx] = [480, 600];

/** A drawn picture: light from the left, with edges every 12 dots; `soft` takes the edges away. */
const drawn = ({ soft = false, gain = 1, shift = 0 } = {}) => {
  const grey = new Uint8Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) {
      const slope = 50 + (130 * x) / widthPx;
      const edge = soft ? 0 : ((x / 12) & 1) === ((y / 12) & 1) ? 30 : -20;
      grey[y * widthPx + x] = Math.max(0, Math.min(255, (slope + edge) * gain + shift));
    }
  return grey;
};
const judged = (grey: Uint8Array, width = widthPx, height = heightPx) =>
  judgeFace(measureFace(grey, width, height));

test("a picture with edges, even light and many greys will do", () => {
  expect(judged(drawn())).toEqual([]);
});

test("each fault is found by itself", () => {
  expect(judged(drawn({ soft: true }))).toEqual(["blurred"]);
  expect(judged(drawn({ gain: 0.3 }))).toContain("too_dark");
  expect(judged(drawn({ shift: 120 }))).toContain("too_bright");
  expect(judged(drawn({ gain: 0.4, shift: 70 }))).toContain("too_flat");
  expect(judged(drawn().subarray(0, 400 * 600), 400, 600)).toContain("too_small");
});

test("grey weighs the colours as eyes do", () => {
  expect([...greyOf([255, 255, 255, 255, 0, 0, 0, 255, 255, 0, 0, 255, 0, 255, 0, 255])]).toEqual([
    255, 0, 76, 150,
  ]);
});

test("any dots at all have figures in their range", () => {
  fc.assert(
    fc.property(fc.nat(12), fc.nat(12), fc.infiniteStream(fc.nat(255)), (width, height, values) => {
      const grey = Uint8Array.from({ length: width * height }, () => values.next().value ?? 0);
      const figures: FaceFigures = measureFace(grey, width, height);
      for (const share of [figures.darkShare, figures.burntShare]) {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }
      expect(figures.sharpness).toBeGreaterThanOrEqual(0);
      expect(figures.greys).toBeLessThanOrEqual(256);
    }),
  );
});
