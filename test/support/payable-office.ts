import { recordAsServer, type ServerOperation } from '@banso/server/sample/server-recorder.ts';
import { ensureRecords, partsOfAggregates, writeParts } from '@banso/server/store/parts.ts';
import { writeFeed } from '@banso/server/store/feed.ts';
import { reachOfAggregates } from '@banso/server/store/reach.ts';
import { lockTenantCounter, raiseTenantCounter } from '@banso/server/store/tenants.ts';
import type { EngagementInvoice } from '@banso/shared/engagement/engagement-invoice.ts';
import { type Engagement, engagementParts } from '@banso/shared/engagement/engagement.ts';
import type { Visit } from '@banso/shared/engagement/visit.ts';
import { SYSTEM } from '@banso/shared/operation/envelope.ts';
import type { PartBody } from '@banso/shared/operation/parts.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import { type Payee, payeeParts } from '@banso/shared/payee/payee.ts';
import { reckonRun } from '@banso/shared/payment/reckon-run.ts';
import { payablesOf } from '@banso/shared/payment/payables.ts';
import { type PaymentRun, paymentRunParts } from '@banso/shared/payment/payment-run.ts';
import { programmeParts } from '@banso/shared/programme/programme.ts';
import type { RuleSet } from '@banso/shared/rules/rule-set.ts';
import { carriesPart } from '@banso/shared/scope/reach.ts';
import { ACCOUNT, invoiceOf, PAYEE, payableEngagement, PAYER } from '../fixtures/payment.ts';
import { ADMINISTRATOR, ENGAGEMENT, EXPERT, PROGRAMME, TENANT } from './test-office.ts';
import type { TestServer } from './test-server.ts';

export const ACCOUNTANT = 'accountant-1';
export const OTHER_ACCOUNTANT = 'accountant-2';
/** A bank business day after the test's clock. */
export const TRANSFER_ON = '2026-05-29';

/** Two accountants, the payer's account, and what stands behind invoices of these engagements: visits, package, verified account. */
export const makePayable = async (
  office: TestServer,
  engagements: Readonly<Record<string, string>> = { [ENGAGEMENT]: EXPERT },
): Promise<void> => {
  const bySystem = { actor: SYSTEM, atMs: office.nowMs() } as const;
  await recordAsServer(office.server, TENANT, [
    ...[ACCOUNTANT, OTHER_ACCOUNTANT].map(
      (id): ServerOperation => ({
        ...bySystem,
        type: 'person-registered@1',
        kind: 'person',
        aggregate: id,
        body: {
          name: `見本 ${id}（サンプル）`,
          kana: '',
          roles: [{ role: 'accounting', programme: PROGRAMME }],
          registration: null,
        },
      }),
    ),
    {
      ...bySystem,
      actor: ACCOUNTANT,
      type: 'payer-account-registered@1',
      kind: 'programme',
      aggregate: PROGRAMME,
      body: { ...PAYER },
    },
  ]);
  for (const [engagement, expert] of Object.entries(engagements)) await makeInvoiced(office, { engagement, expert });
};

/** Where records are put: a server and one of its offices. */
type Office = { readonly server: TestServer['server']; readonly tenant?: string };

/** Five visits with an approved package, and a verified account of the expert, who `says` this of their invoices. */
export const makeInvoiced = async (
  office: Office,
  of: VisitedBy,
  says: Pick<Payee, 'statements'> = { statements: [] },
): Promise<void> => {
  const done = await visited(office, of);
  // Drawn from the visits as they now stand, by their own expert.
  const invoices = Object.fromEntries(
    Object.values(payableEngagement(of.engagement).invoices).map(({ id, number }): [string, EngagementInvoice] => [
      id,
      invoiceOf(done, { id, number, by: of.expert }),
    ]),
  );
  await keep(office, { kind: 'engagement', id: of.engagement }, engagementParts.toParts({ ...done, invoices }));
  await keepPayee(office, of.expert, { ...OFFICE_PAYEE, ...says });
};

/** Five visits of which nothing was claimed yet. */
export const makeVisited = async (office: Office, of: VisitedBy): Promise<void> => {
  const engagement: Engagement = { ...(await visited(office, of)), finalPackage: null };
  await keep(office, { kind: 'engagement', id: of.engagement }, engagementParts.toParts(engagement));
};

type VisitedBy = { readonly engagement: string; readonly expert: string };

const visited = async (office: Office, { engagement: id, expert }: VisitedBy): Promise<Engagement> => {
  const { core } = engagementParts.fromParts(await storedState(office, 'engagement', id));
  if (!core?.contract) throw new Error(`${id} has no contract`);
  const made = payableEngagement(id);
  const visits = Object.fromEntries(
    Object.values(made.visits).map((visit): [string, Visit] => [
      visit.id,
      { ...visit, submission: visit.submission && { ...visit.submission, by: expert } },
    ]),
  );
  const contract = { ...core.contract, concludedOn: '2025-08-01', from: '2025-08-01', to: '2027-01-31' };
  return { ...made, core: { ...core, contract }, visits, invoices: {} };
};

/** The programme says otherwise than its rules did from the beginning, without waiting for a day to come. */
export const changeRules = async (
  office: Office,
  programme: string,
  change: (rules: RuleSet) => RuleSet,
): Promise<void> => {
  const stored = programmeParts.fromParts(await storedState(office, 'programme', programme));
  if (!stored) throw new Error(`${programme} is not here`);
  await keep(
    office,
    { kind: 'programme', id: programme },
    programmeParts.toParts({ ...stored, ruleSets: stored.ruleSets.map(change) }),
  );
};

export const keepPayee = (office: Office, person: string, payee: Payee): Promise<void> =>
  keep(office, { kind: 'payee', id: person }, payeeParts.toParts(payee));

/** Its owner is called otherwise than on the account, which accounting let pass. */
const released = { ...ACCOUNT, checks: ACCOUNT.checks.map((check) => ({ ...check, released: true })) };
export const OFFICE_PAYEE: Payee = { ...PAYEE, accounts: { 'account-1': released } };

/** Another account of this person, verified. */
export const withNewAccount = (payee: Payee): Payee => ({
  ...payee,
  accounts: { ...payee.accounts, 'account-2': { ...released, id: 'account-2', number: '7777777' } },
});

/** What other operations would have made, put where they would have put it, and into every feed that carries it. */
export const keep = (
  { server, tenant = TENANT }: Office,
  { kind, id }: { readonly kind: string; readonly id: string },
  parts: readonly PartBody[],
): Promise<void> =>
  server.store.transact(tenant, async (tx) => {
    await ensureRecords(tx, [{ kind, id }]);
    const before = new Map((await partsOfAggregates(tx, [{ kind, id }])).map((row) => [row.part, row.version]));
    const reach = await reachOfAggregates(tx, [{ kind, id }]);
    const { head, logPosition, chain } = await lockTenantCounter(tx);
    const now = { head: head + 1 };
    await writeParts(
      tx,
      parts.map((part) => ({ kind, aggregateId: id, ...part, version: (before.get(part.part) ?? 0) + 1, ...now })),
    );
    const feed = [...new Set(reach.map(({ scope }) => scope))].flatMap((scope) =>
      parts
        .filter(({ part }) => carriesPart(scope, kind, part))
        .map(({ part }) => ({ scope, kind, aggregateId: id, part, present: true, ...now })),
    );
    if (feed.length > 0) await writeFeed(tx, feed);
    await raiseTenantCounter(tx, { ...now, logPosition, chain });
  });

const storedState = ({ server, tenant = TENANT }: Office, kind: string, id: string) =>
  server.store.read(tenant, (tx) => partsOfAggregates(tx, [{ kind, id }]));

export const storedEngagementOf = async (office: TestServer, id: string): Promise<Engagement> =>
  engagementParts.fromParts(await storedState(office, 'engagement', id));

export const storedRun = async (office: TestServer, id: string): Promise<PaymentRun | null> =>
  paymentRunParts.fromParts(await storedState(office, 'paymentRun', id));

export const storedPayee = async (office: TestServer, person: string): Promise<Payee | null> =>
  payeeParts.fromParts(await storedState(office, 'payee', person));

/** What accounting's screen would record for these engagements, as the records now stand. */
export const runBody = async (
  office: TestServer,
  engagements: readonly string[] = [ENGAGEMENT],
): Promise<BodyOf['payment-run-made@1']> => {
  const programme = programmeParts.fromParts(await storedState(office, 'programme', PROGRAMME));
  if (!programme) throw new Error('no programme');
  const payees = new Map<string, Payee | null>();
  const states = await Promise.all(
    engagements.map(async (id) => ({ id, engagement: await storedEngagementOf(office, id) })),
  );
  for (const { engagement } of states)
    for (const { by } of Object.values(engagement.invoices)) payees.set(by, await storedPayee(office, by));
  const payables = states.flatMap(({ id, engagement }) =>
    payablesOf({
      id,
      engagement,
      programme,
      runs: [],
      payeeOf: (person) => payees.get(person) ?? null,
      nameOf: () => null,
    }),
  );
  const rule = programme.ruleSets.at(-1)?.money?.withholding;
  if (!rule) throw new Error('nothing is paid');
  return {
    programme: PROGRAMME,
    transferOn: TRANSFER_ON,
    rule: { ...rule },
    payments: reckonRun(payables, { rule, transferOn: TRANSFER_ON }).map((payment) => ({
      ...payment,
      invoices: payment.invoices.map((one) => ({ ...one, groups: one.groups.map((group) => ({ ...group })) })),
    })),
  };
};

export const CHECKER = ADMINISTRATOR;
