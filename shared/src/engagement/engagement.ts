import type { Confirmation } from '../evidence/confirmation.ts';
import type { Retention } from '../operation/define.ts';
import type { Part, PartBody, PartsOfKind } from '../operation/parts.ts';
import type { Day } from '../time/day.ts';
import type { ExpertReading } from './expert-reading.ts';
import type { FinalReport } from './final-report.ts';
import type { ActionItem, BusinessPlan, Hearing, Kpi } from './growth.ts';
import type { ContractEnding, ContractPaper } from './contract-paper.ts';
import type { Paper } from './paper.ts';
import type { Photo } from './photo.ts';
import type { Plan } from './plan.ts';
import type { Invitation } from './invitation.ts';
import type { CallBack } from './call-back.ts';
import type { Query } from './query.ts';
import type { ClosingConfirmation } from './closing-confirmation.ts';
import type { EngagementInvoice } from './engagement-invoice.ts';
import type { FinalPackage } from './final-package.ts';
import type { Objection } from './objection.ts';
import type { JointMeeting, Opinion, Team } from './team.ts';
import type { TripRecord } from './trip-record.ts';
import type { Visit } from './visit.ts';

export type Contract = {
  readonly number: string;
  readonly concludedOn: Day;
  readonly from: Day;
  readonly to: Day;
  /** Whose contract it is, and its paper here; absent for one that was recorded from a paper made elsewhere. */
  readonly expert?: string;
  readonly paper?: string;
  /** Ended before its time; `on`: its last day. Absent: it was not. */
  readonly ended?: { readonly on: Day; readonly how: 'terminated' | 'cancelled'; readonly ending: string };
};

/** One company × its expert in one programme: who, under which contract. */
export type EngagementCore = {
  readonly id: string;
  readonly programme: string;
  readonly company: string;
  readonly contract: Contract | null;
  /** Contracts that another one followed: of experts who were replaced, or that had ended. Oldest first. */
  readonly formerContracts?: readonly Contract[];
  readonly expert: string | null;
  /** What was said of the expert's reading after the contract; absent: nothing was. */
  readonly reading?: ExpertReading;
  /** Why this expert was chosen (F-2-1, F-2-2), newest last. */
  readonly assignments: readonly {
    readonly expert: string;
    readonly on: Day;
    readonly department: string;
    readonly reason: string;
    readonly by: string;
  }[];
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
  readonly team: Team | null;
  readonly closing: FinalReport | null;
  readonly hearing: Hearing | null;
  readonly businessPlan: BusinessPlan | null;
  readonly visits: Readonly<Record<string, Visit>>;
  readonly confirmations: Readonly<Record<string, Confirmation>>;
  readonly invitations: Readonly<Record<string, Invitation>>;
  readonly delegations: Readonly<Record<string, Delegation>>;
  /** By visit. */
  readonly locations: Readonly<Record<string, VisitLocations>>;
  readonly photos: Readonly<Record<string, Photo>>;
  readonly papers: Readonly<Record<string, Paper>>;
  readonly objections: Readonly<Record<string, Objection>>;
  readonly callBacks: Readonly<Record<string, CallBack>>;
  readonly meetings: Readonly<Record<string, JointMeeting>>;
  readonly opinions: Readonly<Record<string, Opinion>>;
  readonly queries: Readonly<Record<string, Query>>;
  readonly actions: Readonly<Record<string, ActionItem>>;
  readonly kpis: Readonly<Record<string, Kpi>>;
  readonly contractPapers: Readonly<Record<string, ContractPaper>>;
  readonly contractEndings: Readonly<Record<string, ContractEnding>>;
  /** By visit. */
  readonly trips: Readonly<Record<string, TripRecord>>;
  readonly closingConfirmations: Readonly<Record<string, ClosingConfirmation>>;
  readonly invoices: Readonly<Record<string, EngagementInvoice>>;
  readonly finalPackage: FinalPackage | null;
};

export const EMPTY_ENGAGEMENT: Engagement = {
  core: null,
  plan: null,
  team: null,
  closing: null,
  hearing: null,
  businessPlan: null,
  visits: {},
  confirmations: {},
  invitations: {},
  delegations: {},
  locations: {},
  photos: {},
  papers: {},
  objections: {},
  callBacks: {},
  meetings: {},
  opinions: {},
  queries: {},
  actions: {},
  kpis: {},
  contractPapers: {},
  contractEndings: {},
  trips: {},
  closingConfirmations: {},
  invoices: {},
  finalPackage: null,
};

/** Parts of which there may be many, named by the key they have in their record: `visit/<id>`, `location/<visit>`. */
const MANY = [
  { records: 'visits', name: 'visit', retention: 'B' },
  { records: 'confirmations', name: 'confirmation', retention: 'B' },
  { records: 'invitations', name: 'invitation', retention: 'B' },
  { records: 'delegations', name: 'delegation', retention: 'B' },
  { records: 'locations', name: 'location', retention: 'C' },
  { records: 'photos', name: 'photo', retention: 'C' },
  { records: 'papers', name: 'paper', retention: 'B' },
  { records: 'objections', name: 'objection', retention: 'B' },
  { records: 'callBacks', name: 'callBack', retention: 'B' },
  { records: 'meetings', name: 'meeting', retention: 'B' },
  { records: 'opinions', name: 'opinion', retention: 'B' },
  { records: 'queries', name: 'query', retention: 'B' },
  { records: 'actions', name: 'action', retention: 'B' },
  { records: 'kpis', name: 'kpi', retention: 'B' },
  { records: 'contractPapers', name: 'contractPaper', retention: 'A' },
  { records: 'contractEndings', name: 'contractEnding', retention: 'A' },
  { records: 'trips', name: 'trip', retention: 'A' },
  { records: 'closingConfirmations', name: 'closingConfirmation', retention: 'B' },
  { records: 'invoices', name: 'invoice', retention: 'A' },
] as const satisfies readonly { records: keyof Engagement; name: string; retention: Retention }[];

/** Parts of which there is one. `core` carries the contract; what was heard is working data, what is made of it is not. */
const ONE = [
  { part: 'core', retention: 'A' },
  { part: 'plan', retention: 'B' },
  { part: 'team', retention: 'B' },
  { part: 'closing', retention: 'B' },
  { part: 'hearing', retention: 'C' },
  { part: 'businessPlan', retention: 'B' },
  { part: 'finalPackage', retention: 'A' },
] as const satisfies readonly { part: keyof Engagement; retention: Retention }[];

/** The first words of all parts' names. */
export const ENGAGEMENT_PART_NAMES: readonly string[] = [
  ...ONE.map(({ part }) => part),
  ...MANY.map(({ name }) => name),
];

/** The parts of the two tables above. */
export const engagementParts: PartsOfKind<Engagement> = {
  empty: EMPTY_ENGAGEMENT,
  toParts: (engagement) => [
    ...ONE.flatMap(({ part, retention }) => {
      const one = engagement[part];
      return one ? [partOf(part, retention, one)] : [];
    }),
    ...MANY.flatMap((many) => partsOfMany(many, engagement[many.records])),
  ],
  fromParts: (parts) => parts.reduce(withPart, EMPTY_ENGAGEMENT),
};

/** Visits in the order of their numbers; stubs last. */
export const visitsInOrder = (engagement: Engagement): readonly Visit[] =>
  Object.values(engagement.visits).toSorted(
    (a, b) => (a.number ?? Number.MAX_SAFE_INTEGER) - (b.number ?? Number.MAX_SAFE_INTEGER) || (a.id < b.id ? -1 : 1),
  );

/** Visits that took place: begun and ended, and not cancelled since. */
export const heldVisits = (engagement: Pick<Engagement, 'visits'>): readonly Visit[] =>
  Object.values(engagement.visits).filter(({ status, time }) => status !== 'cancelled' && time?.to);

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

const partsOfMany = (
  { name, retention }: (typeof MANY)[number],
  records: Readonly<Record<string, object>>,
): readonly PartBody[] => {
  const known = partsByRecords.get(records);
  if (known) return known;
  const parts = Object.entries(records).map(([key, one]) => partOf(`${name}/${key}`, retention, one));
  // No record at all is one object for all names.
  if (parts.length > 0) partsByRecords.set(records, parts);
  return parts;
};

/** An operation changes one or two of eighteen records, and is looked at whole before and after it. */
const partsByRecords = new WeakMap<object, readonly PartBody[]>();

const partOf = (part: string, retention: Retention, body: object): PartBody => ({
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
  if (ONE.some((one) => one.part === part)) return { ...engagement, [part]: JSON.parse(body) as unknown };
  const many = MANY.find(({ name }) => part.startsWith(`${name}/`));
  // A part of a later version says nothing here.
  if (!many) return engagement;
  const key = part.slice(many.name.length + 1);
  return { ...engagement, [many.records]: { ...engagement[many.records], [key]: JSON.parse(body) as unknown } };
};
