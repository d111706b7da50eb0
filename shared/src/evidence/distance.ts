import * as v from 'valibot';

/** Degrees, four decimals: about ten metres. */
export type Position = { readonly latitude: number; readonly longitude: number };

/** Schema of a place on the map, rounded so that it says which building and no more. */
export const positionSchema = v.strictObject({
  latitude: v.pipe(v.number(), v.minValue(-90), v.maxValue(90), v.check(isRounded)),
  longitude: v.pipe(v.number(), v.minValue(-180), v.maxValue(180), v.check(isRounded)),
});

/** Metres between two places over the round earth, to the nearest ten. */
export const metresBetween = (a: Position, b: Position): number => {
  const [lat, otherLat] = [radians(a.latitude), radians(b.latitude)];
  const halfLat = Math.sin((otherLat - lat) / 2) ** 2;
  const halfLong = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  const angle = 2 * Math.asin(Math.min(1, Math.sqrt(halfLat + Math.cos(lat) * Math.cos(otherLat) * halfLong)));
  return Math.round((angle * EARTH_RADIUS_METRES) / 10) * 10;
};

const EARTH_RADIUS_METRES = 6_371_009;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

function isRounded(degrees: number): boolean {
  return Math.abs(degrees * 10_000 - Math.round(degrees * 10_000)) < 1e-6;
}
