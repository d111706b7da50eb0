import type { VisitFields } from '@banso/shared/engagement/visit.ts';
import type { Role } from '@banso/shared/operation/context.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import type { RuleSet } from '@banso/shared/rules/rule-set.ts';

/** An invented person of a sample office. `invitedAs`: how the announcement names who signs in by the link. */
export type SamplePerson = {
  readonly id: string;
  readonly name: string;
  readonly kana: string;
  readonly roles: readonly Role[];
  readonly invitedAs: string;
};

export type SampleCompany = BodyOf['company-registered@1'] & { readonly id: string };

export type SampleMeeting = {
  readonly when: 'before' | 'after';
  readonly present: string;
  readonly agreed: string;
};

export type SampleVisit = {
  readonly number: number;
  readonly schedule: Omit<BodyOf['visit-scheduled@1'], 'visit' | 'number'>;
  readonly held?: {
    readonly from: string;
    readonly to: string;
    readonly fields: Partial<VisitFields>;
    readonly until: 'signed' | 'submitted' | 'sentBack' | 'approved';
  };
  readonly meeting?: SampleMeeting;
};

/** An opinion on the visit of this number, given `days` before today, with the answer it got. */
export type SampleOpinion = {
  readonly number: number;
  readonly by: SamplePerson;
  readonly days: number;
  readonly said: string;
  readonly answer?: Pick<BodyOf['opinion-answered@1'], 'handling' | 'reply'>;
};

export type SampleEngagement = {
  readonly id: string;
  readonly company: SampleCompany;
  readonly expert: SamplePerson;
  /** False: the expert visits before one is chosen. */
  readonly chosen?: boolean;
  readonly contractNumber: string;
  /** What is planned for each visit; a programme without a plan form has none. */
  readonly planRows?: readonly string[];
  readonly officers?: BodyOf['team-named@1']['officers'];
  readonly visits: readonly SampleVisit[];
  readonly opinions?: readonly SampleOpinion[];
};

/** An office that runs one programme: a tenant of its own, with everything in it. */
export type SampleOffice = {
  readonly tenant: string;
  readonly name: string;
  readonly addressee: string;
  /** Where a company asks back. */
  readonly inquiries: string;
  readonly department: string;
  readonly programme: string;
  readonly ruleSet: RuleSet;
  readonly people: Readonly<Record<string, SamplePerson>> & {
    readonly administrator: SamplePerson;
    readonly approver: SamplePerson;
  };
  /** Who gets a sign-in link at every start, in this order. */
  readonly invited: readonly SamplePerson[];
  readonly companies: readonly SampleCompany[];
  readonly engagements: (nowMs: number) => readonly SampleEngagement[];
};
