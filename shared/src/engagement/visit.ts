import type { ClockReading, TimeBounds } from '../time/clock-reading.ts';
import type { ClockTime, Day } from '../time/day.ts';

/** What the person wrote about a visit. Text fields are '' until written. */
export type VisitFields = {
  readonly mode: 'onSite' | 'online';
  readonly place: string;
  readonly present: string;
  readonly breakMinutes: number;
  readonly gist: string;
  readonly content: string;
  readonly effect: string;
  readonly progress: 'asPlanned' | 'changed' | '';
  readonly changeReason: string;
  readonly nextOn: string;
  readonly nextFrom: string;
  readonly nextTo: string;
  readonly nextContent: string;
  readonly message: string;
};

export type VisitField = keyof VisitFields;

/** A start or an end, with everything that can later speak for or against it. */
export type Tap = {
  readonly operation: string;
  readonly device: string;
  readonly seq: number;
  readonly reading: ClockReading;
  readonly bounds: TimeBounds;
};

/** Day and minutes in Japan as shown and signed: from the taps, or typed with a reason. */
export type VisitTime = {
  readonly on: Day;
  readonly from: ClockTime;
  readonly to: ClockTime | null;
  /** The day of the end, when the clock passed midnight (usually a visit that nobody ended). */
  readonly toOn: Day;
};

export type TypedTime = {
  readonly operation: string;
  readonly by: string;
  readonly reason: string;
  readonly atMs: number;
};

export type Schedule = {
  readonly on: Day;
  readonly from: ClockTime;
  readonly to: ClockTime;
  readonly mode: 'onSite' | 'online';
  readonly place: string;
};

export type TextConflict = {
  readonly id: string;
  readonly field: VisitField;
  readonly value: string | number;
  readonly by: string;
  readonly atMs: number;
};

export type Comment = { readonly field: VisitField | 'time' | 'signature' | 'whole'; readonly text: string };

/** 差戻し, with what the visit looked like then, so that the desk sees what changed. */
export type SentBack = {
  readonly by: string;
  readonly atMs: number;
  readonly comments: readonly Comment[];
  readonly seen: { readonly fields: VisitFields; readonly time: VisitTime | null };
};

export type Release = {
  readonly finding: string;
  /** What was found when it was released (`Judgement.about`); absent: it stands whatever is found under this code. */
  readonly about?: string | null;
  readonly reason: string;
  readonly decisionNumber: string;
  readonly by: string;
  readonly atMs: number;
};

/** A visit that did not take place as it stood in the calendar: who said so, and why. */
export type Setback = {
  readonly how: 'cancelled' | 'postponed' | 'startedByMistake';
  readonly requestedBy: 'company' | 'expert' | 'office' | 'disaster';
  readonly reason: string;
  readonly by: string;
  readonly atMs: number;
  readonly was: { readonly schedule: Schedule | null; readonly time: VisitTime | null };
};

/** A fact that the visit could not take in, kept whole beside it. */
export type KeptFact = {
  readonly operation: string;
  readonly type: string;
  readonly by: string;
  readonly atMs: number;
  readonly body: string;
};

export type VisitStatus = 'scheduled' | 'started' | 'ended' | 'submitted' | 'sentBack' | 'approved' | 'cancelled';

/** One visit 支援回. `number` is null only in a stub: a visit whose facts arrived before its schedule. */
export type Visit = {
  readonly id: string;
  readonly number: number | null;
  readonly status: VisitStatus;
  readonly schedule: Schedule | null;
  readonly start: Tap | null;
  readonly end: Tap | null;
  readonly time: VisitTime | null;
  readonly typedTime: TypedTime | null;
  readonly fields: VisitFields;
  readonly conflicts: readonly TextConflict[];
  readonly submission: { readonly by: string; readonly atMs: number; readonly operation: string } | null;
  readonly sentBack: readonly SentBack[];
  readonly approval: { readonly by: string; readonly atMs: number; readonly operation: string } | null;
  readonly releases: readonly Release[];
  readonly setbacks: readonly Setback[];
  /** A start or an end that was tapped again: the first one stands. */
  readonly repeatedTaps: readonly KeptFact[];
  /** What came after the approval: what was approved stands, until somebody decides (L1). */
  readonly lateFacts: readonly KeptFact[];
};

export const BLANK_FIELDS: VisitFields = {
  mode: 'onSite',
  place: '',
  present: '',
  breakMinutes: 0,
  gist: '',
  content: '',
  effect: '',
  progress: '',
  changeReason: '',
  nextOn: '',
  nextFrom: '',
  nextTo: '',
  nextContent: '',
  message: '',
};

/** A visit nobody knows anything about yet. */
export const blankVisit = (id: string): Visit => ({
  id,
  number: null,
  status: 'scheduled',
  schedule: null,
  start: null,
  end: null,
  time: null,
  typedTime: null,
  fields: BLANK_FIELDS,
  conflicts: [],
  submission: null,
  sentBack: [],
  approval: null,
  releases: [],
  setbacks: [],
  repeatedTaps: [],
  lateFacts: [],
});
