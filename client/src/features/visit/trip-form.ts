import type { TripRecord } from '@banso/shared/engagement/trip-record.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';

/** What is typed on the screen of a way; every field is text, as it is kept. `officePaid`: 'yes' or ''. */
export type TripForm = {
  readonly wish: TripRecord['wish'];
  readonly officePaid: string;
  readonly origin: string;
  readonly destination: string;
  readonly km: string;
  readonly method: string;
  readonly yen: string;
  readonly route: string;
  readonly receipt: string;
};

/** The form as it was recorded last; else from where the expert went last time to the company's address. */
export const tripFormOf = (
  trip: TripRecord | null,
  { origin, destination }: { readonly origin: string; readonly destination: string },
): TripForm => ({
  wish: trip?.wish ?? 'flat',
  officePaid: trip?.paidBy === 'office' ? 'yes' : '',
  origin: trip?.origin ?? origin,
  destination: trip?.destination ?? destination,
  km: trip?.distance ? String(trip.distance.metres / METRES_A_KM) : '',
  method: trip?.distance?.method ?? '',
  yen: trip?.fare ? String(trip.fare.yen) : '',
  route: trip?.fare?.route ?? '',
  receipt: trip?.fare?.receipt ?? '',
});

const METRES_A_KM = 1_000;
const MOST_KM = 20_000;

/** Which fields cannot be read; empty when the form can be recorded. */
export const tripErrors = (form: TripForm): readonly ('km' | 'method' | 'yen')[] => {
  if (form.wish !== 'actual') return [];
  return [
    ...(form.km.trim() !== '' && metresOf(form.km) === null ? (['km'] as const) : []),
    ...(metresOf(form.km) !== null && form.method.trim() === '' ? (['method'] as const) : []),
    ...(form.yen.trim() !== '' && yenOf(form.yen) === null ? (['yen'] as const) : []),
  ];
};

/** What is recorded of the form. Fields that the wish does not ask for stay: whoever changes their mind finds them again. */
export const tripBodyOf = (visit: string, form: TripForm): BodyOf['trip-recorded@1'] => {
  const metres = metresOf(form.km);
  const method = cleanText(form.method).trim();
  const yen = yenOf(form.yen);
  return {
    visit,
    wish: form.wish,
    paidBy: form.officePaid === 'yes' ? 'office' : 'expert',
    origin: cleanText(form.origin).trim(),
    destination: cleanText(form.destination).trim(),
    distance: metres === null || method === '' ? null : { metres, method },
    fare:
      yen === null
        ? null
        : { yen, route: cleanText(form.route).trim(), receipt: form.receipt === '' ? null : form.receipt },
  };
};

/** Metres of a distance typed in kilometres, in any width; null where it is none. 50.0 and 50.05 km are told apart. */
export const metresOf = (km: string): number | null => {
  const typed = km.normalize('NFKC').replace(/km$/i, '').trim();
  if (!/^\d{1,5}(\.\d{1,3})?$/.test(typed)) return null;
  const [whole = '0', part = ''] = typed.split('.');
  const metres = Number(whole) * METRES_A_KM + Number(part.padEnd(3, '0'));
  return metres <= MOST_KM * METRES_A_KM ? metres : null;
};

/** Whole yen typed in any width, with or without commas. */
export const yenOf = (typed: string): number | null => {
  const digits = typed.normalize('NFKC').replace(/[,円\s]/g, '');
  return /^\d{1,7}$/.test(digits) ? Number(digits) : null;
};
