import type { RegisteredDevice } from '@banso/shared/protocol/devices.ts';

type Missing = NonNullable<RegisteredDevice['missing']>;
type ExpectedVisit = Missing['visits'][number];

/**
 * What is known or expected not to have arrived from one person, over all devices in use.
 * - `waiting`: as their devices last said; `oldestMs`: since when
 * - `missingNumbers`: numbers their devices had recorded and the office has not
 * - `gaps`: numbers that a device itself could no longer produce: a known loss
 * - `visits`: due before today, and not at their end
 * - `silent`: devices with something waiting, or with a visit due, that have not been heard of for days
 */
export type MissingFromPerson = {
  readonly owner: string;
  readonly waiting: { readonly operations: number; readonly photos: number; readonly oldestMs: number | null };
  readonly missingNumbers: number;
  readonly gaps: number;
  readonly photosWithoutBytes: number;
  readonly visits: readonly ExpectedVisit[];
  readonly silent: readonly RegisteredDevice[];
};

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Without a word for so long somebody asks whether the device is still in its owner's hands. */
const SILENT_MS = 3 * DAY_MS;

/** Whom to call, the one with the oldest first; nobody from whom nothing is missing. */
export const missingByPerson = (devices: readonly RegisteredDevice[], nowMs: number): readonly MissingFromPerson[] => {
  const inUse = devices.filter(({ state }) => state === 'inUse' || state === 'undeclared');
  const owners = [...new Set(inUse.map(({ owner }) => owner))];
  return owners
    .map((owner) =>
      ofPerson(
        owner,
        inUse.filter((device) => device.owner === owner),
        nowMs,
      ),
    )
    .filter(isMissing)
    .toSorted((a, b) => sinceMs(a) - sinceMs(b));
};

const ofPerson = (owner: string, devices: readonly RegisteredDevice[], nowMs: number): MissingFromPerson => {
  const missing = devices.flatMap((device) => device.missing ?? []);
  // Visits and photos are told of the person, on each of their devices alike.
  const [own] = missing;
  const sum = (count: (one: Missing) => number) => missing.reduce((total, one) => total + count(one), 0);
  const oldest = missing.flatMap(({ oldestMs }) => oldestMs ?? []);
  const visits = own?.visits ?? [];
  return {
    owner,
    waiting: {
      operations: sum(({ operations }) => operations),
      photos: sum(({ photos }) => photos),
      oldestMs: oldest.length === 0 ? null : Math.min(...oldest),
    },
    missingNumbers: sum(({ missingNumbers }) => missingNumbers),
    gaps: sum(({ gaps }) => gaps),
    photosWithoutBytes: own?.photosWithoutBytes ?? 0,
    visits,
    silent: devices.filter(
      ({ lastContactMs, missing: of }) =>
        nowMs - lastContactMs > SILENT_MS && (visits.length > 0 || (of !== null && of.operations + of.photos > 0)),
    ),
  };
};

const isMissing = ({ waiting, missingNumbers, gaps, photosWithoutBytes, visits }: MissingFromPerson): boolean =>
  waiting.operations + waiting.photos + missingNumbers + gaps + photosWithoutBytes + visits.length > 0;

/** Since when something is missing: the oldest that waits, or the first visit's day. */
const sinceMs = ({ waiting, visits }: MissingFromPerson): number =>
  Math.min(
    waiting.oldestMs ?? Number.POSITIVE_INFINITY,
    ...visits.flatMap(({ on }) => (on === null ? [] : Date.parse(`${on}T00:00:00+09:00`))),
  );

/** What to ask on the telephone, in the order of what matters most. */
export type Question = 'send' | 'gap' | 'start' | 'end' | 'confirmation' | 'silent';

export const questionsFor = (missing: MissingFromPerson): readonly Question[] => {
  const { waiting, missingNumbers, photosWithoutBytes, gaps, visits, silent } = missing;
  const lacks = new Set(visits.map((visit) => visit.lacks));
  const sends = waiting.operations + waiting.photos + missingNumbers + photosWithoutBytes > 0;
  return [
    ...(silent.length > 0 ? (['silent'] as const) : []),
    ...(sends ? (['send'] as const) : []),
    ...(gaps > 0 ? (['gap'] as const) : []),
    ...(['start', 'end', 'confirmation'] as const).filter((one) => lacks.has(one)),
  ];
};
