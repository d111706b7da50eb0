import * as v from 'valibot';
import { filledTextSchema, textSchema } from '../lib/text.ts';
import type { Role, RoleGrant } from '../operation/context.ts';
import { partIdSchema } from '../operation/envelope.ts';
import { onePartKind } from '../operation/parts.ts';

/** What kind of accident it is, as whoever finds it would say. */
export const INCIDENT_TYPES = {
  lost: '紛失・盗難',
  misdirected: '誤送信・誤交付',
  seen: '見られた・聞かれた',
  intrusion: '不正アクセス・ウイルス',
  destroyed: '消失・誤った廃棄',
  misused: '目的外の利用・持ち出し',
  risk: '事故のおそれ',
} as const;
export type IncidentType = keyof typeof INCIDENT_TYPES;

/** To whom an incident is reported. `commission`: 個人情報保護委員会, which is told twice. */
export const REPORTED_TO = {
  office: '事務局の責任者',
  commissioner: '委託元（県・センター）',
  commissionFirst: '個人情報保護委員会（速報）',
  commissionFinal: '個人情報保護委員会（確報）',
  persons: '本人への通知',
  police: '警察',
  other: 'その他',
} as const;
export type ReportedTo = keyof typeof REPORTED_TO;

const keysOf = <Key extends string>(words: Readonly<Record<Key, string>>) =>
  // Object.keys forgets the keys' type.
  Object.keys(words) as [Key, ...Key[]];

const instant = v.pipe(v.number(), v.integer(), v.minValue(0));
const TEXT_LIMIT = 4_000;

/** What is known in the first minute; nothing more is asked before it can be recorded. */
export const raisedBody = v.strictObject({
  type: v.picklist(keysOf(INCIDENT_TYPES)),
  /** 発覚: when somebody first knew. */
  foundAtMs: instant,
  what: filledTextSchema(TEXT_LIMIT),
  /** What was done at once to stop the damage; blank when nothing could be. */
  stopped: textSchema(TEXT_LIMIT),
  /** The programme whose data it is; null when it is not known or several. */
  programme: v.nullable(partIdSchema),
});

/** One line of the incident's course: a measure, an order received, a report given. */
export const entrySchema = v.variant('type', [
  v.strictObject({ type: v.literal('measure'), atMs: instant, text: filledTextSchema(TEXT_LIMIT) }),
  v.strictObject({
    type: v.literal('instructed'),
    atMs: instant,
    from: filledTextSchema(200),
    text: filledTextSchema(TEXT_LIMIT),
  }),
  v.strictObject({
    type: v.literal('reported'),
    atMs: instant,
    to: v.picklist(keysOf(REPORTED_TO)),
    /** How, and to whom by name of the post: 電話、受付番号 … */
    text: filledTextSchema(TEXT_LIMIT),
  }),
]);
export type IncidentEntry = v.InferOutput<typeof entrySchema>;

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000_000));

/** The nine things that the written report says, in its order (FP-14-2; 施行規則 第8条). Blank until it is known. */
export const REPORT_ITEMS = {
  course: '経緯',
  damage: '被害状況',
  extent: '範囲（漏えい等した、又はそのおそれのある項目）',
  numbers: '件数（本人の数）',
  cause: '原因',
  secondary: '二次被害又はそのおそれ',
  persons: '本人への対応',
  publication: '公表の実施状況',
  prevention: '再発防止の措置',
} as const;
export type ReportItem = keyof typeof REPORT_ITEMS;

/**
 * What the investigation has found so far. `people`: of how many persons; null while it is not known.
 * - `sensitive`: 要配慮個人情報
 * - `property`: 不正に利用されると財産的被害が生じるおそれ
 * - `malicious`: 不正の目的をもって行われたおそれ
 * - `publicBody`: the data is held by an administrative body, to which the lower number of persons applies
 */
export const findingsSchema = v.strictObject({
  people: v.nullable(count),
  sensitive: v.boolean(),
  property: v.boolean(),
  malicious: v.boolean(),
  publicBody: v.boolean(),
  items: v.strictObject({
    course: textSchema(TEXT_LIMIT),
    damage: textSchema(TEXT_LIMIT),
    extent: textSchema(TEXT_LIMIT),
    numbers: textSchema(TEXT_LIMIT),
    cause: textSchema(TEXT_LIMIT),
    secondary: textSchema(TEXT_LIMIT),
    persons: textSchema(TEXT_LIMIT),
    publication: textSchema(TEXT_LIMIT),
    prevention: textSchema(TEXT_LIMIT),
  }),
});
export type IncidentFindings = v.InferOutput<typeof findingsSchema>;

type By = { readonly by: string; readonly atMs: number };

/** 事故, or the risk of one: from the first word about it to its closing. Nothing of it is ever taken back. */
export type Incident = v.InferOutput<typeof raisedBody> & {
  readonly id: string;
  readonly raisedBy: string;
  readonly raisedAtMs: number;
  /** In the order in which they were recorded; each says itself when it was. */
  readonly entries: readonly (IncidentEntry & { readonly by: string })[];
  readonly findings: (IncidentFindings & By) | null;
  readonly closed: (By & { readonly reason: string }) | null;
};

/** Class B: evidence that the programme's rules were kept. */
export const incidentParts = onePartKind<Incident>('B');

/** Everybody who works with the data may and must speak up; who only looks in from outside tells the office. */
export const RAISERS = [
  'expert',
  'supportOfficer',
  'staff',
  'approver',
  'accounting',
  'administrator',
  'privacyManager',
] as const satisfies readonly Role[];

/** Who leads an incident for the office. */
export const LEADERS = ['staff', 'approver', 'administrator', 'privacyManager'] as const satisfies readonly Role[];

/** Whether somebody with these roles leads incidents of this programme. */
export const leadsIncident = (roles: readonly RoleGrant[], programme: string | null): boolean =>
  roles.some(
    ({ role, programme: where }) =>
      LEADERS.some((one) => one === role) && (where === null || programme === null || where === programme),
  );
