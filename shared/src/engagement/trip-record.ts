import { sha256Hex } from '../lib/hash.ts';
import type { Trip } from '../money/travel.ts';
import type { Engagement } from './engagement.ts';

/** How the expert wants one way paid: not at all, the flat amount, or the fare of public transport (要領第5条第2項). */
export const TRIP_WISHES = ['none', 'flat', 'actual'] as const;
export type TripWish = (typeof TRIP_WISHES)[number];

/**
 * The way to one visit as the expert wrote it; kept under its visit's id. `origin` and `destination` are addresses; `metres` is
 * one way, `method` how it was measured (地図の経路 …); `yen` is there and back. `receipt`: a photo of the receipt (`Paper`).
 * `ruling`: what the office decided about this very record; a record that is written anew has none. Source: F-5-2, X-11.
 */
export type TripRecord = {
  readonly visit: string;
  readonly wish: TripWish;
  readonly paidBy: 'expert' | 'office';
  readonly origin: string;
  readonly destination: string;
  readonly distance: { readonly metres: number; readonly method: string } | null;
  readonly fare: { readonly yen: number; readonly route: string; readonly receipt: string | null } | null;
  readonly by: string;
  readonly atMs: number;
  readonly operation: string;
  readonly ruling: TripRuling | null;
};

/** The office looked at a fare: it pays it, or the flat amount instead. `reading`: how 「(1)及び(2)」 was read then. */
export type TripRuling = {
  readonly accepted: boolean;
  readonly reason: string;
  readonly reading: 'either' | 'both';
  readonly by: string;
  readonly atMs: number;
};

/** The hash of what the expert wrote about a way: a ruling and an invoice are about this text and no other. */
export const tripBasis = (engagement: Pick<Engagement, 'trips'>, visit: string): string | null => {
  const trip = engagement.trips[visit];
  if (!trip) return null;
  const { wish, paidBy, origin, destination, distance, fare } = trip;
  return sha256Hex(
    JSON.stringify([
      'banso-trip-basis-1',
      visit,
      wish,
      paidBy,
      origin,
      destination,
      distance && [distance.metres, distance.method],
      fare && [fare.yen, fare.route, fare.receipt],
    ]),
  );
};

/** The way as money reckons with it. */
export const tripForMoney = (record: TripRecord): Trip => {
  const { wish, paidBy, origin, destination, distance, fare, by, ruling } = record;
  return {
    wish,
    paidBy,
    origin,
    destination,
    distance: distance && { ...distance, by },
    fare: fare && { yen: fare.yen, route: fare.route, evidence: fare.receipt ?? '' },
    ruling,
  };
};
