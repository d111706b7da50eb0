import { randomUUID } from 'node:crypto';
import { type Engagement, engagementParts } from '@banso/shared/engagement/engagement.ts';
import { stoppedPaymentBasis } from '@banso/shared/engagement/operations/stopped-payment.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import { expect, test } from 'vitest';
import { endingGiven } from '../fixtures/settlement.ts';
import { eachDatabase } from '../support/databases.ts';
import { ACCOUNTANT, CHECKER, keep, makePayable, runBody, storedEngagementOf } from '../support/payable-office.ts';
import { APPROVER, ENGAGEMENT, PROGRAMME } from '../support/test-office.ts';
import { type TestServer, testServers } from '../support/test-server.ts';

type Phone = Awaited<ReturnType<TestServer['phone']>>;

const record = <Type extends keyof BodyOf & `pay${string}`>(
  phone: Phone,
  run: string,
  type: Type,
  body: BodyOf[Type],
) => phone.record({ type, kind: 'paymentRun', aggregate: run, body });

const done = async (office: TestServer, phone: Phone): Promise<readonly (string | null)[]> =>
  (await office.push(phone, { cookie: phone.cookie })).map(({ outcome, code }) => code ?? outcome);

/** Somebody of the office on a device of their own. */
const phoneOf = (office: TestServer, person: string): Promise<Phone> => {
  office.advance(1);
  return office.phone(person);
};

eachDatabase('What stands against paying', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L13.421] a decision to pay after an end because of organized crime is not turned while a run holds the invoice', async () => {
    const office = await openOffice();
    await makePayable(office);
    const before = await storedEngagementOf(office, ENGAGEMENT);
    const contract = before.core?.contract;
    if (!before.core || !contract) throw new Error('no contract');
    const how = { how: 'cancelled', on: '2026-01-31' } as const;
    const decision = { pays: true, reason: '実施した分（サンプル）', decisionNumber: '決-9' };
    const ending = endingGiven({ ...how, because: 'organizedCrime', decision });
    const ended = {
      ...before,
      core: { ...before.core, contract: { ...contract, ended: { ...how, ending: ending.id } } },
      contractEndings: { [ending.id]: ending },
    };
    await keep(office, { kind: 'engagement', id: ENGAGEMENT }, engagementParts.toParts(ended));
    const accountant = await phoneOf(office, ACCOUNTANT);
    const approver = await phoneOf(office, APPROVER);
    const [run, anew] = [randomUUID(), { ending: ending.id, reason: '新しい事情', decisionNumber: '決-12' }];
    record(accountant, run, 'payment-run-made@1', await runBody(office));
    expect(await done(office, accountant)).toEqual(['accepted']);
    const redecide = (state: Engagement, pays: boolean) =>
      approver.record({
        type: 'stopped-payment-redecided@1',
        aggregate: ENGAGEMENT,
        basis: stoppedPaymentBasis(state, ending.id),
        body: { ...anew, pays },
      });
    redecide(ended, false);
    expect(await done(office, approver)).toEqual(['already_paying']);
    record(accountant, run, 'payment-run-cancelled@1', { reason: '決定を改めるため', bankHasNoFile: true });
    expect(await done(office, accountant)).toEqual(['accepted']);
    redecide(ended, false);
    expect(await done(office, approver)).toEqual(['accepted']);
    record(accountant, randomUUID(), 'payment-run-made@1', await runBody(office));
    expect(await done(office, accountant)).toEqual(['payment_held']);
    redecide(await storedEngagementOf(office, ENGAGEMENT), true);
    expect(await done(office, approver)).toEqual(['accepted']);
    record(accountant, randomUUID(), 'payment-run-made@1', await runBody(office));
    expect(await done(office, accountant)).toEqual(['accepted']);
  });

  test('[L13.427] accounting is told what stands against an invoice by everything the office has, and nobody else is', async () => {
    const office = await openOffice();
    await makePayable(office);
    const accountant = await phoneOf(office, ACCOUNTANT);
    const checker = await phoneOf(office, CHECKER);
    const ask = ({ cookie }: Phone) => office.fetch(`/api/payments/holds/${PROGRAMME}`, { headers: { cookie } });
    const [invoice] = Object.keys((await storedEngagementOf(office, ENGAGEMENT)).invoices);
    expect(await (await ask(accountant)).json()).toEqual({
      invoices: [{ engagement: ENGAGEMENT, invoice, codes: [] }],
    });
    // A visit without its signature: accounting's device holds no signatures.
    const before = await storedEngagementOf(office, ENGAGEMENT);
    const [, ...signed] = Object.entries(before.confirmations);
    const unsigned = { ...before, confirmations: Object.fromEntries(signed) };
    await office.server.store.transact('fukuoka', async (tx) => {
      await tx.deleteFrom('part').where('part', 'like', 'confirmation/%').execute();
    });
    await keep(office, { kind: 'engagement', id: ENGAGEMENT }, engagementParts.toParts(unsigned));
    expect(await (await ask(accountant)).json()).toEqual({
      invoices: [{ engagement: ENGAGEMENT, invoice, codes: ['finding'] }],
    });
    record(accountant, randomUUID(), 'payment-run-made@1', await runBody(office));
    expect(await done(office, accountant)).toEqual(['payment_held']);
    expect((await ask(checker)).status).toBe(404);
    expect((await office.fetch('/api/payments/holds/nowhere', { headers: { cookie: accountant.cookie } })).status).toBe(
      404,
    );
  });
});
