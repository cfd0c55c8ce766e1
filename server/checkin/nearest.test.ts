import fc from "fast-check";
import { expect, test } from "vitest";
import { distanceKm, nearest } from "./nearest";

const kualaLumpur = { latitude: 3.139, longitude: 101.6869 };
const kotaKinabalu = { latitude: 5.9804, longitude: 116.0735 };

test("Kuala Lumpur to Kota Kinabalu is about 1,620 km", () => {
  expect(distanceKm(kualaLumpur, kotaKinabalu)).toBeGreaterThan(1600);
  expect(distanceKm(kualaLumpur, kotaKinabalu)).toBeLessThan(1640);
});

test("a degree along the equator is 111.2 km", () => {
  expect(distanceKm({ latitude: 0, longitude: 101 }, { latitude: 0, longitude: 102 })).toBeCloseTo(
    111.195,
    2,
  );
});

test("the nearest come first, no more than asked for, in tenths of a kilometre", () => {
  const places = [kotaKinabalu, { latitude: 3.2, longitude: 101.7 }, { latitude: 2.9, longitude: 101.7 }];
  const found = nearest(kualaLumpur, places, 2);
  expect(found.map(({ place }) => place)).toEqual([places[1], places[2]]);
  expect(
    found.every(({ km }) => Number.isInteger(Math.round(km * 10)) && Math.round(km * 10) / 10 === km),
  ).toBe(true);
});

const place = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});

test("a distance is the same both ways, nothing from itself, and never more than half around the Earth", () => {
  fc.assert(
    fc.property(place, place, (a, b) => {
      expect(distanceKm(a, b)).toBeCloseTo(distanceKm(b, a), 6);
      expect(distanceKm(a, a)).toBe(0);
      expect(distanceKm(a, b)).toBeLessThanOrEqual(20_016);
    }),
  );
});
