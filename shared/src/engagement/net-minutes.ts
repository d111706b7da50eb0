import { daysBetween, minutesBetween } from '../time/day.ts';
import type { Visit } from './visit.ts';

const MINUTES_A_DAY = 24 * 60;

/** Minutes from start to end as shown and signed (HH:MM, seconds dropped), before any break; null while the visit runs. */
export const grossMinutes = ({ time }: Pick<Visit, 'time'>): number | null =>
  time?.to ? minutesBetween(time.from, time.to) + daysBetween(time.on, time.toOn) * MINUTES_A_DAY : null;

/** Gross minutes less the break. Negative when the end lies before the start: a finding says so, nothing is hidden. Source: requirements F-5-1-c. */
export const netMinutes = (visit: Pick<Visit, 'time' | 'fields'>): number | null => {
  const gross = grossMinutes(visit);
  return gross === null ? null : gross - visit.fields.breakMinutes;
};
