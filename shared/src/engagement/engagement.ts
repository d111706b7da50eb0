import type { Confirmation } from '../evidence/confirmation.ts';
import type { Part, PartBody, PartsOfKind } from '../operation/parts.ts';
import type { Day } from '../time/day.ts';
import { type Photo, photoInPart, photoPart } from './photo.ts';
import type { CallBack } from './call-back.ts';
import type { Objection } from './objection.ts';
import type { Visit } from './visit.ts';

export type Contract = {
  readonly number: string;
  readonly concludedOn: Day;
  readonly from: Day;
  readonly to: Day;
};

/** One company × its expert in one programme: who, under which contract. */
export type EngagementCore = {
  readonly id: string;
  readonly programme: string;
  readonly company: string;
  readonly contract: Contract | null;
  readonly expert: string | null;
  /** Why this expert was chosen (F-2-1, F-2-2), newest last. */
  readonly assignments: readonly {
    readonly expert: string;
    readonly on: Day;
    readonly department: string;
    readonly reason: string;
    readonly by: string;
  }[];
};

export type PlanRow = {
  readonly number: number;
  readonly month: number | null;
  readonly third: 'early' | 'middle' | 'late' | '';
  readonly content: string;
};

/** 様式第2号, as far as it has been written. */
export type Plan = {
  readonly situation: string;
  readonly issues: string;
  readonly goal: string;
  readonly deliverable: string;
  readonly rows: readonly PlanRow[];
  readonly actualFareWanted: boolean;
  readonly nearestStop: string;
  readonly submittedAtMs: number | null;
  readonly submittedBy: string | null;
};

/** 委任: somebody who may confirm for the representative, as the representative told the office. */
export type Delegation = {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly from: Day;
  readonly to: Day | null;
  readonly toldBy: 'letter' | 'mail' | 'telephone' | 'inPerson';
  readonly note: string;
  readonly by: string;
  readonly atMs: number;
  readonly ended: { readonly on: Day; readonly reason: string; readonly by: string; readonly atMs: number } | null;
};

/** How far the expert's phone was from the company's registered address; with consent, and only at the two taps. */
export type LocationNote = {
  readonly operation: string;
  readonly atMs: number;
  readonly distanceMetres: number;
  readonly accuracyMetres: number;
};

export type VisitLocations = {
  readonly visit: string;
  readonly start: LocationNote | null;
  readonly end: LocationNote | null;
};

/** A support engagement 支援案件, decided whole and stored in parts. */
export type Engagement = {
  readonly core: EngagementCore | null;
  readonly plan: Plan | null;
  readonly visits: Readonly<Record<string, Visit>>;
  readonly confirmations: Readonly<Record<string, Confirmation>>;
  readonly delegations: Readonly<Record<string, Delegation>>;
  /** By visit. */
  readonly locations: Readonly<Record<string, VisitLocations>>;
  readonly photos: Readonly<Record<string, Photo>>;
  readonly objections: Readonly<Record<string, Objection>>;
  readonly callBacks: Readonly<Record<string, CallBack>>;
};

export const EMPTY_ENGAGEMENT: Engagement = {
  core: null,
  plan: null,
  visits: {},
  confirmations: {},
  delegations: {},
  locations: {},
  photos: {},
  objections: {},
  callBacks: {},
};

/**
 * Parts: `core` (A: it carries the contract); `plan`, `visit/<id>`, `confirmation/<id>`, `delegation/<id>`,
 * `objection/<id>`, `callBack/<id>` (B); `location/<visit>`, `photo/<id>` (C).
 */
export const engagementParts: PartsOfKind<Engagement> = {
  empty: EMPTY_ENGAGEMENT,
  toParts: ({ core, plan, visits, confirmations, delegations, locations, photos, objections, callBacks }) => [
    ...(core ? [partOf('core', 'A', core)] : []),
    ...(plan ? [partOf('plan', 'B', plan)] : []),
    ...Object.values(visits).map((visit) => partOf(`visit/${visit.id}`, 'B', visit)),
    ...Object.values(confirmations).map((one) => partOf(`confirmation/${one.id}`, 'B', one)),
    ...Object.values(delegations).map((one) => partOf(`delegation/${one.id}`, 'B', one)),
    ...Object.values(locations).map((one) => partOf(`location/${one.visit}`, 'C', one)),
    ...Object.values(photos).map((photo) => partOf(photoPart(photo.id), 'C', photo)),
    ...Object.values(objections).map((one) => partOf(`objection/${one.id}`, 'B', one)),
    ...Object.values(callBacks).map((one) => partOf(`callBack/${one.id}`, 'B', one)),
  ],
  fromParts: (parts) => parts.reduce(withPart, EMPTY_ENGAGEMENT),
};

/** Visits in the order of their numbers; stubs last. */
export const visitsInOrder = (engagement: Engagement): readonly Visit[] =>
  Object.values(engagement.visits).toSorted(
    (a, b) => (a.number ?? Number.MAX_SAFE_INTEGER) - (b.number ?? Number.MAX_SAFE_INTEGER) || (a.id < b.id ? -1 : 1),
  );

/** Confirmations of one visit, newest last (ids are UUIDv7). */
export const confirmationsOf = (engagement: Engagement, visit: string): readonly Confirmation[] =>
  Object.values(engagement.confirmations)
    .filter((confirmation) => confirmation.visit === visit)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** Those who may confirm for the representative on this day. */
export const delegatesOn = (engagement: Engagement, day: Day): readonly Delegation[] =>
  Object.values(engagement.delegations).filter(
    ({ from, to, ended }) => from <= day && (to === null || day <= to) && (ended === null || day < ended.on),
  );

/** Photos of one visit that nobody took out, oldest first (ids are UUIDv7). */
export const photosOf = (engagement: Engagement, visit: string): readonly Photo[] =>
  Object.values(engagement.photos)
    .filter((photo) => photo.visit === visit && photo.removed === null)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));

export const withPhoto = (engagement: Engagement, photo: Photo): Engagement => ({
  ...engagement,
  photos: { ...engagement.photos, [photo.id]: photo },
});

export const withVisit = (engagement: Engagement, visit: Visit): Engagement => ({
  ...engagement,
  visits: { ...engagement.visits, [visit.id]: visit },
});

export const withObjection = (engagement: Engagement, objection: Objection): Engagement => ({
  ...engagement,
  objections: { ...engagement.objections, [objection.id]: objection },
});

export const withCallBack = (engagement: Engagement, callBack: CallBack): Engagement => ({
  ...engagement,
  callBacks: { ...engagement.callBacks, [callBack.id]: callBack },
});

const partOf = (part: string, retention: 'A' | 'B' | 'C', body: object): PartBody => ({
  part,
  retention,
  body: textOf(body),
});

/** A part that did not change is the same object: its text, strokes and all, is written once, not at every operation. */
const texts = new WeakMap<object, string>();
const textOf = (body: object): string => {
  const text = texts.get(body) ?? JSON.stringify(body);
  texts.set(body, text);
  return text;
};

const withPart = (engagement: Engagement, { part, body }: Pick<Part, 'part' | 'body'>): Engagement => {
  // The text was written by toParts above; its shape is that of the part's name.
  if (part === 'core') return { ...engagement, core: JSON.parse(body) as EngagementCore };
  if (part === 'plan') return { ...engagement, plan: JSON.parse(body) as Plan };
  if (part.startsWith('visit/')) return withVisit(engagement, JSON.parse(body) as Visit);
  if (part.startsWith('delegation/')) {
    const delegation = JSON.parse(body) as Delegation;
    return { ...engagement, delegations: { ...engagement.delegations, [delegation.id]: delegation } };
  }
  if (part.startsWith('location/')) {
    const location = JSON.parse(body) as VisitLocations;
    return { ...engagement, locations: { ...engagement.locations, [location.visit]: location } };
  }
  const photo = photoInPart({ part, body });
  if (photo) return withPhoto(engagement, photo);
  if (part.startsWith('objection/')) return withObjection(engagement, JSON.parse(body) as Objection);
  if (part.startsWith('callBack/')) return withCallBack(engagement, JSON.parse(body) as CallBack);
  const confirmation = JSON.parse(body) as Confirmation;
  return { ...engagement, confirmations: { ...engagement.confirmations, [confirmation.id]: confirmation } };
};
