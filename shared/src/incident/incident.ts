import type * as v from 'valibot';
import type { Role, RoleGrant } from '../operation/context.ts';
import { holdsRole } from '../operation/holds-role.ts';
import { onePartKind } from '../operation/parts.ts';
import type { damageBody, entrySchema, findingsSchema, raisedBody } from './bodies.ts';

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

export type IncidentEntry = v.InferOutput<typeof entrySchema>;

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
  /** In the order in which they were recorded; absent where nobody has to make anything good. */
  readonly damages?: readonly Damage[];
};

/** 損害賠償 or 求償 (契約書第12条), as it was recorded. */
export type Damage = Omit<v.InferOutput<typeof damageBody>, 'damage'> & By & { readonly id: string };

/** What stands, and what another one has put right since. */
export const damagesOf = ({
  damages = [],
}: Pick<Incident, 'damages'>): readonly (Damage & { readonly stands: boolean })[] => {
  const corrected = new Set(damages.map(({ corrects }) => corrects));
  return damages.map((damage) => ({ ...damage, stands: !corrected.has(damage.id) }));
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
  holdsRole(roles, LEADERS, programme);
