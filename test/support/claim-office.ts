import { closingOf } from '@banso/shared/claim/closing-rows.ts';
import { currentInvoice } from '@banso/shared/claim/current-invoice.ts';
import { draftInvoice } from '@banso/shared/claim/draft-invoice.ts';
import { standingReport } from '@banso/shared/claim/standing-report.ts';
import { type Engagement, engagementParts } from '@banso/shared/engagement/engagement.ts';
import type { Visit } from '@banso/shared/engagement/visit.ts';
import { packageBasis } from '@banso/shared/engagement/operations/final-package.ts';
import { confirmationStatement } from '@banso/shared/evidence/confirmation.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import { FUKUOKA_R7 } from '@banso/shared/programmes/fukuoka-r7.ts';
import type { RuleSet } from '@banso/shared/rules/rule-set.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { closingBody, fiveVisits, ISSUER } from '../fixtures/claim-cases.ts';
import { paperOf } from '../fixtures/paper-cases.ts';
import { reportHandedIn } from '../fixtures/written-cases.ts';
import { given } from './given.ts';
import { keep, keepPayee, OFFICE_PAYEE, storedEngagementOf } from './payable-office.ts';
import { ENGAGEMENT, EXPERT } from './test-office.ts';
import type { TestDevice } from './test-device.ts';
import type { TestServer } from './test-server.ts';

type Phone = Awaited<ReturnType<TestServer['phone']>>;

/** Rules under which everything that these tests hand in comes in time. */
export const IN_TIME: RuleSet = {
  ...FUKUOKA_R7,
  programmeEndsOn: { ...FUKUOKA_R7.programmeEndsOn, value: '2027-01-31' },
};

/** Five signed visits, approved unless told otherwise, with a final report and a receipt, and the expert's account: what an invoice can be made of. */
export const makeClaimable = async (
  office: TestServer,
  {
    engagement: id = ENGAGEMENT,
    expert = EXPERT,
    status = 'approved',
  }: { readonly engagement?: string; readonly expert?: string; readonly status?: Visit['status'] } = {},
): Promise<void> => {
  const { core } = await storedEngagementOf(office, id);
  const contract = { ...given(core?.contract), concludedOn: '2025-08-01', from: '2025-08-01', to: '2027-01-31' };
  const made = fiveVisits();
  const visits = Object.fromEntries(
    Object.values(made.visits).map((visit) => [
      visit.id,
      { ...visit, status, submission: visit.submission && { ...visit.submission, by: expert } },
    ]),
  );
  const engagement: Engagement = {
    ...made,
    core: { ...given(core), contract },
    visits,
    closing: reportHandedIn.closing,
    papers: { 'paper-1': paperOf({ by: expert }) },
  };
  await keep(office, { kind: 'engagement', id }, engagementParts.toParts(engagement));
  await keepPayee(office, expert, OFFICE_PAYEE);
};

type Taps = { readonly office: TestServer; readonly phone: Phone };

const record = <Type extends keyof BodyOf>(phone: Phone, type: Type, body: BodyOf[Type], basis: string | null = null) =>
  phone.record({ type, aggregate: ENGAGEMENT, body, basis });

/** The company's word over all visits, under this device's key. */
export const closingBodyOf = (
  engagement: Engagement,
  { signText }: { readonly signText: (text: string) => string },
): BodyOf['closing-signed@1'] => {
  const signed = closingBody(engagement);
  return { ...signed, deviceSignature: signText(confirmationStatement(signed)) };
};

/** The invoice as the expert's screen would make it of what stands. */
export const invoiceBodyOf = (
  engagement: Engagement,
  {
    ruleSet = IN_TIME,
    nowMs,
    ...change
  }: Partial<BodyOf['invoice-issued@1']> & {
    readonly ruleSet?: RuleSet;
    readonly nowMs: number;
    readonly invoice: string;
  },
): BodyOf['invoice-issued@1'] => {
  const on = dayInJapan(nowMs);
  const { totalYen, taxYen } = given(draftInvoice({ engagement, ruleSet, issuer: ISSUER, on })).invoice;
  const issuer = { ...ISSUER, registration: ISSUER.registration && { ...ISSUER.registration } };
  return { on, issuer, seen: { totalYen, taxYen }, replaces: null, ...change };
};

/** What stands, handed in. */
export const packageBodyOf = (engagement: Engagement, account = 'account-1'): BodyOf['package-submitted@1'] => ({
  finalReport: given(standingReport(engagement)),
  invoice: given(currentInvoice(engagement)).id,
  confirmation: given(closingOf(engagement)).confirmation.id,
  account,
});

export const signClosing = async ({ office, phone }: Taps): Promise<void> => {
  record(phone, 'closing-signed@1', closingBodyOf(await storedEngagementOf(office, ENGAGEMENT), phone));
};

export const issueInvoice = async (
  { office, phone }: Taps,
  change: Partial<BodyOf['invoice-issued@1']> & { readonly invoice: string },
): Promise<void> => {
  const engagement = await storedEngagementOf(office, ENGAGEMENT);
  record(phone, 'invoice-issued@1', invoiceBodyOf(engagement, { nowMs: office.nowMs(), ...change }));
};

export const handIn = async ({ office, phone }: Taps, account?: string): Promise<void> => {
  record(phone, 'package-submitted@1', packageBodyOf(await storedEngagementOf(office, ENGAGEMENT), account));
};

/** Somebody of the desk decides about the package as it stands. */
export const judge = async <
  Type extends 'package-checked@1' | 'package-approved@1' | 'package-sent-back@1' | 'late-filing-decided@1',
>(
  { office, phone }: Taps,
  type: Type,
  body: BodyOf[Type],
): Promise<void> => {
  record(phone, type, body, packageBasis(await storedEngagementOf(office, ENGAGEMENT)));
};

/** What the server says of everything that waits on this phone. */
export const verdictsOf = async ({ office, phone }: Taps): Promise<readonly string[]> =>
  (await office.push(phone, { cookie: phone.cookie })).map(({ outcome, code, detail }) =>
    [code ?? outcome, ...detail].join(' '),
  );

/** Every operation on what comes at the end; whether it is carried out is the types' own tests to say, not who may ask for it. */
export const endBodies = (
  state: Engagement,
  { office, device }: { readonly office: TestServer; readonly device: Pick<TestDevice, 'person' | 'signText'> },
) => {
  const made = invoiceBodyOf(state, { nowMs: office.nowMs(), invoice: `invoice-of-${device.person}` });
  const decision = { pays: true, reason: '見本', decisionNumber: '決-1' };
  return {
    'closing-signed@1': closingBodyOf(state, device),
    'invoice-issued@1': made,
    'statement-made@1': made,
    'statement-confirmed@1': { invoice: 'i' },
    'invoice-voided@1': { invoice: 'i', reason: '見本' },
    'package-submitted@1': { finalReport: 'f', invoice: 'i', confirmation: 'c', account: 'a' },
    'package-sent-back@1': { reason: '見本' },
    'package-checked@1': {},
    'package-approved@1': {},
    'late-filing-decided@1': decision,
    'stopped-payment-decided@1': { ending: 'e', ...decision },
    'stopped-payment-redecided@1': { ending: 'e', ...decision },
  } satisfies Partial<{ readonly [Type in keyof BodyOf]: BodyOf[Type] }>;
};
