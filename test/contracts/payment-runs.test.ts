import { createHash, randomUUID } from 'node:crypto';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import { type Payee, stateOfAccount } from '@banso/shared/payee/payee.ts';
import { lastResult, stateOfRun } from '@banso/shared/payment/payment-run.ts';
import { expect, test } from 'vitest';
import { eachDatabase } from '../support/databases.ts';
import {
  ACCOUNTANT,
  CHECKER,
  keepPayee,
  makePayable,
  OFFICE_PAYEE,
  OTHER_ACCOUNTANT,
  runBody,
  storedPayee,
  storedRun,
  TRANSFER_ON,
  withNewAccount,
} from '../support/payable-office.ts';
import { APPROVER, ENGAGEMENT, EXPERT, OTHER_ENGAGEMENT, OTHER_EXPERT, PROGRAMME } from '../support/test-office.ts';
import { jsonPost, type TestServer, testServers } from '../support/test-server.ts';

type Phone = Awaited<ReturnType<TestServer['phone']>>;

const record = <Type extends keyof BodyOf & `pay${string}`>(
  phone: Phone,
  run: string,
  type: Type,
  body: BodyOf[Type],
) => phone.record({ type, kind: 'paymentRun', aggregate: run, body });

/** Everybody of the office on a device of their own. */
const people = async (office: TestServer) => {
  const of = async (person: string) => {
    office.advance(1);
    return office.phone(person);
  };
  return {
    accountant: await of(ACCOUNTANT),
    checker: await of(CHECKER),
    approver: await of(APPROVER),
  };
};

const UNDECIDED: Payee = {
  ...OFFICE_PAYEE,
  decisions: [{ kind: 'undecided', reason: '確かめ直し', by: ACCOUNTANT, atMs: 9 }],
};

type People = Awaited<ReturnType<typeof people>>;

const done = async (office: TestServer, phone: Phone): Promise<readonly (string | null)[]> =>
  (await office.push(phone, { cookie: phone.cookie })).map(({ outcome, code }) => code ?? outcome);

/** Made, checked and approved. */
const approvedRun = async (
  office: TestServer,
  { accountant, checker, approver }: People,
  engagements = [ENGAGEMENT],
) => {
  const run = randomUUID();
  record(accountant, run, 'payment-run-made@1', await runBody(office, engagements));
  expect(await done(office, accountant)).toEqual(['accepted']);
  record(checker, run, 'payment-run-checked@1', {});
  expect(await done(office, checker)).toEqual(['accepted']);
  record(approver, run, 'payment-run-approved@1', { decisionNumber: 'サンプル-決5' });
  expect(await done(office, approver)).toEqual(['accepted']);
  return run;
};

const askFile = async (office: TestServer, { cookie }: Phone, run: string) => {
  const response = await office.fetch(`/api/payments/runs/${run}/file`, jsonPost({}, { cookie }));
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
};

const takeFile = (office: TestServer, { cookie }: Phone, run: string) =>
  office.fetch(`/api/payments/runs/${run}/file`, { headers: { cookie } });

const knows = async (office: TestServer, person: string, run: string): Promise<readonly string[]> => {
  office.advance(1);
  const device = await office.phone(person);
  const { pull } = await office.sync(device, { pull: { cursor: 0, epoch: 1 }, cookie: device.cookie });
  if (!pull || !('rows' in pull)) throw new Error('nothing was pulled');
  return pull.rows
    .filter(({ kind, aggregate, body }) => kind === 'paymentRun' && aggregate === run && body !== null)
    .map(({ part }) => part)
    .toSorted();
};

eachDatabase('Payment runs', (databases) => {
  const { openOffice } = testServers(databases);

  test('[L13.334] of two devices that chose one invoice without a network, one pays it: the other is refused by name', async () => {
    const office = await openOffice();
    await makePayable(office, { [ENGAGEMENT]: EXPERT, [OTHER_ENGAGEMENT]: OTHER_EXPERT });
    const { accountant } = await people(office);
    office.advance(1);
    const other = await office.phone(OTHER_ACCOUNTANT);
    const [one, two] = [randomUUID(), randomUUID()];
    record(accountant, one, 'payment-run-made@1', await runBody(office, [ENGAGEMENT]));
    record(other, two, 'payment-run-made@1', await runBody(office, [ENGAGEMENT, OTHER_ENGAGEMENT]));
    // Both at once: whoever gets the engagement's lock first has the invoice.
    const outcomes = await Promise.all([done(office, accountant), done(office, other)]);
    expect(new Set(outcomes.flat())).toEqual(new Set(['accepted', 'payment_held']));
    const runs = (await Promise.all([one, two].map((id) => storedRun(office, id)))).filter((run) => run !== null);
    expect(runs).toHaveLength(1);
  });

  test('[L13.334] in one push the second of two runs sees the first', async () => {
    const office = await openOffice();
    await makePayable(office);
    const { accountant } = await people(office);
    const body = await runBody(office);
    record(accountant, randomUUID(), 'payment-run-made@1', body);
    record(accountant, randomUUID(), 'payment-run-made@1', body);
    expect(await done(office, accountant)).toEqual(['accepted', 'payment_held']);
  });

  test('[L13.334][L13.335] ten devices at once: one run; given up, the invoice can be paid again', async () => {
    const office = await openOffice();
    await makePayable(office);
    const body = await runBody(office);
    const phones: Phone[] = [];
    for (let i = 0; i < 10; i += 1) {
      office.advance(1);
      phones.push(await office.phone(i % 2 === 0 ? ACCOUNTANT : OTHER_ACCOUNTANT));
    }
    const runs = phones.map(() => randomUUID());
    for (const [i, one] of phones.entries()) record(one, runs[i] ?? '', 'payment-run-made@1', body);
    const outcomes = (await Promise.all(phones.map((phone) => done(office, phone)))).flat();
    expect(outcomes.filter((one) => one === 'accepted')).toHaveLength(1);
    const live = outcomes.indexOf('accepted');
    const phone = phones[live];
    if (!phone) throw new Error('nobody made it');
    record(phone, runs[live] ?? '', 'payment-run-cancelled@1', { reason: '日を改める', bankHasNoFile: true });
    record(phone, randomUUID(), 'payment-run-made@1', body);
    expect(await done(office, phone)).toEqual(['accepted', 'accepted']);
  });

  test('[L13.333] a body with other amounts, another account or a held invoice is refused', async () => {
    const office = await openOffice();
    await makePayable(office);
    const { accountant } = await people(office);
    const body = await runBody(office);
    const [payment] = body.payments;
    if (!payment) throw new Error('no payment');
    const { withheldYen, totalYen } = payment;
    const less = {
      ...body,
      payments: [{ ...payment, withheldYen: withheldYen - 1, transferYen: totalYen - withheldYen + 1 }],
    };
    record(accountant, randomUUID(), 'payment-run-made@1', less);
    expect(await done(office, accountant)).toEqual(['basis_changed']);
    await keepPayee(office, EXPERT, withNewAccount(OFFICE_PAYEE));
    record(accountant, randomUUID(), 'payment-run-made@1', body);
    expect(await done(office, accountant)).toEqual(['basis_changed']);
    await keepPayee(office, EXPERT, UNDECIDED);
    record(accountant, randomUUID(), 'payment-run-made@1', body);
    record(accountant, randomUUID(), 'payment-run-made@1', { ...body, transferOn: '2026-05-30' });
    expect(await done(office, accountant)).toEqual(['payment_held', 'payment_held']);
  });

  test('[L13.336] the file is made once, of an approved run; it is the same bytes each time, and whoever takes it is logged', async () => {
    const office = await openOffice();
    await makePayable(office);
    const all = await people(office);
    const { accountant, checker } = all;
    const run = await approvedRun(office, all);
    expect((await askFile(office, checker, run)).status).toBe(404);
    const asked = await Promise.all([askFile(office, accountant, run), askFile(office, accountant, run)]);
    expect(asked.map(({ status }) => status)).toEqual([200, 200]);
    expect(asked[0]?.answer).toEqual(asked[1]?.answer);
    expect(asked[0]?.answer).toMatchObject({ count: 1, totalYen: 152_407 });
    const files = [await takeFile(office, accountant, run), await takeFile(office, accountant, run)];
    const texts = await Promise.all(
      files.map(async (file) => Buffer.from(await file.arrayBuffer()).toString('latin1')),
    );
    expect(texts[0]).toBe(texts[1]);
    // Four records of 120 bytes: header with MMDD, one transfer, the sum, the end.
    const records = (texts[0] ?? '').split('\r\n');
    expect(records.map((one) => one.length)).toEqual([120, 120, 120, 120, 0]);
    expect([records[0]?.slice(54, 58), records[1]?.slice(80, 90)]).toEqual(['0529', '0000152407']);
    expect((await takeFile(office, checker, run)).status).toBe(404);
    const log = await office.server.store.read('fukuoka', (tx) =>
      tx.selectFrom('accessLog').select(['event', 'person']).where('event', '=', 'bankFileTaken').execute(),
    );
    expect(log).toEqual([
      { event: 'bankFileTaken', person: ACCOUNTANT },
      { event: 'bankFileTaken', person: ACCOUNTANT },
    ]);
    const sealed = await office.server.store.read('fukuoka', (tx) =>
      tx.selectFrom('paymentFile').select('sealed').executeTakeFirstOrThrow(),
    );
    expect(Buffer.from(sealed.sealed).toString('latin1')).not.toContain('1234567');
  });

  test('[L13.336] no file before the approval, after what came to light since, or after the day', async () => {
    const office = await openOffice();
    await makePayable(office);
    const all = await people(office);
    const made = randomUUID();
    record(all.accountant, made, 'payment-run-made@1', await runBody(office));
    await done(office, all.accountant);
    expect(await askFile(office, all.accountant, made)).toMatchObject({
      status: 409,
      answer: { code: 'payment_stopped' },
    });
    record(all.accountant, made, 'payment-run-cancelled@1', { reason: '作り直し', bankHasNoFile: true });
    await done(office, all.accountant);
    const run = await approvedRun(office, all);
    await keepPayee(office, EXPERT, UNDECIDED);
    const stopped = await askFile(office, all.accountant, run);
    expect(stopped).toMatchObject({ status: 409, answer: { code: 'payment_stopped' } });
    expect(String(stopped.answer['detail'])).toContain('税務確認中');
    await keepPayee(office, EXPERT, withNewAccount(OFFICE_PAYEE));
    expect(String((await askFile(office, all.accountant, run)).answer['detail'])).toContain('口座か金額が変わって');
    office.advance(10 * 24 * 60);
    expect((await askFile(office, await office.phone(ACCOUNTANT), run)).status).toBe(409);
  });

  test('[L13.338][L13.340] sent, come back, paid again: the account goes back to form 6, and the notice reaches whoever is paid', async () => {
    const office = await openOffice();
    await makePayable(office, { [ENGAGEMENT]: EXPERT, [OTHER_ENGAGEMENT]: OTHER_EXPERT });
    const all = await people(office);
    const { accountant } = all;
    const run = await approvedRun(office, all, [ENGAGEMENT, OTHER_ENGAGEMENT]);
    const { answer } = await askFile(office, accountant, run);
    expect(await knows(office, EXPERT, run)).toEqual([]);
    record(accountant, run, 'payment-run-sent@1', { on: '2026-05-20', sha256: String(answer['sha256']) });
    expect(await done(office, accountant)).toEqual(['accepted']);
    expect(await knows(office, EXPERT, run)).toEqual(['core', `payment/${EXPERT}`]);
    office.advance(9 * 24 * 60);
    record(accountant, run, 'payment-results-recorded@2', {
      results: [
        { payee: EXPERT, outcome: 'failed', on: TRANSFER_ON, reason: '該当口座なし' },
        { payee: OTHER_EXPERT, outcome: 'paid', on: TRANSFER_ON, reason: '' },
      ],
    });
    record(accountant, run, 'payment-run-closed@1', {});
    expect(await done(office, accountant)).toEqual(['accepted', 'accepted']);
    const account = (await storedPayee(office, EXPERT))?.accounts['account-1'];
    expect(account && stateOfAccount(account)).toBe('sentBack');
    expect(account?.checks.at(-1)).toMatchObject({ by: ACCOUNTANT });
    expect(account?.checks.at(-1)?.reason).toContain('該当口座なし');
    const stored = await storedRun(office, run);
    expect(stored && stateOfRun(stored)).toBe('closed');
    expect(stored?.payments[OTHER_EXPERT] && lastResult(stored.payments[OTHER_EXPERT])?.outcome).toBe('paid');
    // Not into the same account; into another one that was verified it is paid again.
    const body = { ...(await runBody(office)), transferOn: '2026-06-05' };
    record(accountant, randomUUID(), 'payment-run-made@1', body);
    expect(await done(office, accountant)).toEqual(['payment_held']);
    await keepPayee(office, EXPERT, withNewAccount(OFFICE_PAYEE));
    const anew = { ...(await runBody(office)), transferOn: '2026-06-05' };
    record(accountant, randomUUID(), 'payment-run-made@1', anew);
    expect(await done(office, accountant)).toEqual(['accepted']);
    const other = { ...(await runBody(office, [OTHER_ENGAGEMENT])), transferOn: '2026-06-05' };
    record(accountant, randomUUID(), 'payment-run-made@1', other);
    expect(await done(office, accountant)).toEqual(['payment_held']);
  });

  test('[L13.339] the payer’s account reaches those alone who pay, the budget nobody outside the office', async () => {
    const office = await openOffice();
    await makePayable(office);
    const { accountant } = await people(office);
    const budget = { yen: 5_000_000, from: '2026-04-01', basis: '交付決定（サンプル）' };
    accountant.record({ type: 'budget-set@1', kind: 'programme', aggregate: PROGRAMME, body: budget });
    expect(await done(office, accountant)).toEqual(['accepted']);
    const readers: Record<string, readonly string[]> = {};
    for (const person of [ACCOUNTANT, CHECKER, EXPERT]) {
      office.advance(1);
      const device = await office.phone(person);
      const { pull } = await office.sync(device, { pull: { cursor: 0, epoch: 1 }, cookie: device.cookie });
      const rows = pull && 'rows' in pull ? pull.rows : [];
      readers[person] = rows
        .filter(({ kind, part, body }) => kind === 'programme' && body !== null && ['payer', 'budget'].includes(part))
        .map(({ part }) => part);
    }
    expect(readers).toEqual({ [ACCOUNTANT]: ['payer', 'budget'], [CHECKER]: ['budget'], [EXPERT]: [] });
    const expert = await office.phone(EXPERT);
    expert.record({ type: 'budget-set@1', kind: 'programme', aggregate: PROGRAMME, body: budget });
    expect(await done(office, expert)).toEqual(['not_allowed']);
  });

  test('[L13.347] while a restoration is open no run is made or approved and no file is made; what the bank has is recorded', async () => {
    const office = await openOffice();
    await makePayable(office);
    const all = await people(office);
    const run = await approvedRun(office, all);
    const restored = new Date(office.nowMs() - 60_000);
    await office.server.store.transact('fukuoka', async (tx) => {
      await tx.updateTable('tenant').set({ restoredAt: restored, restoredFrom: restored }).execute();
    });
    expect(await askFile(office, all.accountant, run)).toMatchObject({ status: 409, answer: { code: 'restoring' } });
    record(all.accountant, randomUUID(), 'payment-run-made@1', await runBody(office));
    record(all.approver, run, 'payment-run-approved@1', { decisionNumber: '決' });
    expect(await done(office, all.accountant)).toEqual(['restoring']);
    expect(await done(office, all.approver)).toEqual(['restoring']);
    record(all.accountant, run, 'payment-run-sent@1', { on: '2026-05-20', sha256: 'f'.repeat(64) });
    expect(await done(office, all.accountant)).toEqual(['accepted']);
  });

  test('[L13.345] a ledger that is taken out stands in the access log, with how much and never what', async () => {
    const office = await openOffice();
    await makePayable(office);
    const { accountant } = await people(office);
    const note = { ledger: 'documents', format: 'csv', rows: 12 };
    const { cookie } = accountant;
    expect((await office.fetch('/api/payments/exports', jsonPost(note, { cookie }))).status).toBe(204);
    const [row] = await office.server.store.read('fukuoka', (tx) =>
      tx.selectFrom('accessLog').select(['person', 'text']).where('event', '=', 'ledgerExported').execute(),
    );
    expect(row?.person).toBe(ACCOUNTANT);
    expect(JSON.parse(row?.text ?? '{}')).toMatchObject({ purpose: 'payment', detail: note });
  });

  test('[L13.341] a notice as a paper is for whoever was paid and for those who read amounts, and is found genuine', async () => {
    const office = await openOffice();
    await makePayable(office, { [ENGAGEMENT]: EXPERT, [OTHER_ENGAGEMENT]: OTHER_EXPERT });
    const all = await people(office);
    const run = await approvedRun(office, all, [ENGAGEMENT, OTHER_ENGAGEMENT]);
    const { answer } = await askFile(office, all.accountant, run);
    record(all.accountant, run, 'payment-run-sent@1', { on: '2026-05-20', sha256: String(answer['sha256']) });
    await done(office, all.accountant);
    office.advance(1);
    const { cookie } = await office.phone(EXPERT);
    const paper = (payee: string) =>
      office.fetch(`/api/payments/runs/${run}/notices/${payee}.pdf`, { headers: { cookie } });
    const own = await paper(EXPERT);
    expect([own.status, own.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect((await paper(OTHER_EXPERT)).status).toBe(404);
    const fileHash = createHash('sha256')
      .update(new Uint8Array(await own.arrayBuffer()))
      .digest('hex');
    const verified = await office.fetch('/api/verify', jsonPost({ code: null, fileHash }));
    expect(await verified.json()).toMatchObject({ result: 'genuine', paper: { form: '支払通知書' } });
  });
});
