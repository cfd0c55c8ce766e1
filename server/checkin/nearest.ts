/** The nearest of several places, by great-circle distance: good enough to say "12 km", no map needed. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** Mean radius of the Earth (IUGG R1). */
const earthKm = 6371.0088;

/** Haversine distance in kilometres. */
export const distanceKm = (a: Place, b: Place): number => {
  const dLat = radians(b.latitude - a.latitude);
  const dLon = radians(b.longitude - a.longitude);
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(dLon / 2) ** 2;
  return 2 * earthKm * Math.asin(Math.min(1, Math.sqrt(h)));
};

/** The `count` nearest, in order of distance, with the distance in kilometres to one decimal. */
export const nearest = <P extends Place>(
  here: Place,
  places: readonly P[],
  count: number,
): readonly { readonly place: P; readonly km: number }[] =>
  places
    .map((place) => ({ place, exactKm: distanceKm(here, place) }))
    .toSorted((a, b) => a.exactKm - b.exactKm)
    .slice(0, count)
    .map(({ place, exactKm }) => ({ place, km: Math.round(exactKm * 10) / 10 }));

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
