import { grossMinutes } from '../engagement/net-minutes.ts';
import type { Tap, Visit } from '../engagement/visit.ts';

/** A 証明済み, B 矛盾なし, C 申告 (L11). */
export type Grade = 'A' | 'B' | 'C';

/** The grade in the words that screens and papers show. */
export const GRADE_WORDS: Readonly<Record<Grade, string>> = { A: '証明済み', B: '矛盾なし', C: '申告' };

export type GradeReason =
  | 'proven_by_server'
  | 'consistent'
  | 'typed'
  | 'not_finished'
  | 'outside_bounds'
  | 'clock_jumped'
  | 'order_broken';

export type EvidenceGrade = { readonly grade: Grade; readonly reason: GradeReason };

const MINUTE_MS = 60_000;
/** A proves the claimed length to within this (L11). */
export const PROOF_TOLERANCE_MINUTES = 10;
/** Phones and servers differ by network delay and drift; more than this contradicts. */
const CLOCK_TOLERANCE_MS = 2 * MINUTE_MS;

/**
 * How well the times of a visit are proven, by the server's bounds alone for A; B needs the device's wall clock, monotonic
 * clock and order to agree with those bounds; everything typed or contradicted is C. Null before the visit has an end.
 */
export const gradeVisit = (visit: Visit): EvidenceGrade | null => {
  const minutes = grossMinutes(visit);
  if (minutes === null) return null;
  if (visit.typedTime) return { grade: 'C', reason: 'typed' };
  const { start, end } = visit;
  if (!start || !end) return { grade: 'C', reason: 'not_finished' };
  const contradiction = contradictionBetween(start, end);
  if (contradiction) return { grade: 'C', reason: contradiction };
  return provenMinutes(start, end) >= minutes - PROOF_TOLERANCE_MINUTES
    ? { grade: 'A', reason: 'proven_by_server' }
    : { grade: 'B', reason: 'consistent' };
};

/** Minutes that certainly passed between two taps, by server bounds alone; negative infinity without them. */
export const provenMinutes = (start: Tap, end: Tap): number =>
  end.bounds.notBeforeMs === null || start.bounds.notAfterMs === null
    ? Number.NEGATIVE_INFINITY
    : (end.bounds.notBeforeMs - start.bounds.notAfterMs) / MINUTE_MS;

const contradictionBetween = (start: Tap, end: Tap): GradeReason | null => {
  if (start.device === end.device && start.seq >= end.seq) return 'order_broken';
  if (end.reading.wallMs < start.reading.wallMs) return 'order_broken';
  if (brokenBound(start) || brokenBound(end)) return 'outside_bounds';
  return jumped(start, end) ? 'clock_jumped' : null;
};

/** Which of the server's bounds the device's wall clock contradicts; null if neither. */
export const brokenBound = ({ reading, bounds }: Tap): keyof Tap['bounds'] | null => {
  if (bounds.notBeforeMs !== null && reading.wallMs < bounds.notBeforeMs - CLOCK_TOLERANCE_MS) return 'notBeforeMs';
  if (bounds.notAfterMs !== null && reading.wallMs > bounds.notAfterMs + CLOCK_TOLERANCE_MS) return 'notAfterMs';
  return null;
};

/** The monotonic clock may stand still while a phone sleeps, so it can only contradict a wall clock that moved *less*. */
const jumped = (start: Tap, end: Tap): boolean => {
  if (start.device !== end.device || start.reading.page !== end.reading.page) return false;
  const wall = end.reading.wallMs - start.reading.wallMs;
  const mono = end.reading.monoMs - start.reading.monoMs;
  return mono < 0 || mono > wall + CLOCK_TOLERANCE_MS;
};
