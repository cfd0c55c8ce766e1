/** A point on the map, degrees. */
export interface Spot {
  readonly latitude: number;
  readonly longitude: number;
}

type Place = { readonly latitude: number | null; readonly longitude: number | null };

const earthRadiusKm = 6371;
const locationTimeoutMs = 10_000;

/** Kilometres as the crow flies (haversine), rounded; undefined for a place without coordinates. */
export const kilometresBetween = (from: Spot, to: Place): number | undefined => {
  if (to.latitude === null || to.longitude === null) return undefined;
  const rad = Math.PI / 180;
  const dLat = (to.latitude - from.latitude) * rad;
  const dLon = (to.longitude - from.longitude) * rad;
  const a =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(from.latitude * rad) * Math.cos(to.latitude * rad) * Math.sin(dLon / 2) ** 2;
  return Math.round(2 * earthRadiusKm * Math.asin(Math.sqrt(a)));
};

/** Sorts nearest first; places without coordinates last. */
export const byDistance =
  (from: Spot) =>
  (a: Place, b: Place): number =>
    (kilometresBetween(from, a) ?? Infinity) - (kilometresBetween(from, b) ?? Infinity);

/** Asks the device where it is; undefined when it is not told. The spot never leaves the device. */
export const whereAmI = (): Promise<Spot | undefined> =>
  new Promise((resolve) => {
    if (!("geolocation" in navigator)) return resolve(undefined);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ latitude: coords.latitude, longitude: coords.longitude }),
      () => resolve(undefined),
      { maximumAge: 600_000, timeout: locationTimeoutMs },
    );
  });
