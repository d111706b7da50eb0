import { createHash } from 'node:crypto';
import { type Envelope, SYSTEM } from '@banso/shared/operation/envelope.ts';
import { bankFileOf } from '@banso/shared/payment/bank-file.ts';
import { HOLDS } from '@banso/shared/payment/holds.ts';
import { samePayments } from '@banso/shared/payment/payment-facts.ts';
import { type PaymentRun, stateOfRun } from '@banso/shared/payment/payment-run.ts';
import { payerAccountOf } from '@banso/shared/programme/payer-account.ts';
import type { BankFileAnswer } from '@banso/shared/protocol/payments.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { appendAccess } from '../access/record-access.ts';
import { requireProof } from '../auth/proof.ts';
import type { Session } from '../auth/sessions.ts';
import { Problem } from '../http/problem.ts';
import { keyName, type KeyId } from '../seal/keyring.ts';
import { openBytes, sealBytes } from '../seal/seal.ts';
import type { Server } from '../server.ts';
import { insertPaymentFile, paymentFileOf } from '../store/payment-files.ts';
import type { Transaction } from '../store/schema.ts';
import { lockDevice } from '../store/devices.ts';
import { restorationOf } from '../store/tenants.ts';
import { recordAsServer } from '../sync/record-as-server.ts';
import { SERVER_DEVICE } from '../sync/server-device.ts';
import { factsFor, openWorkingSet } from '../sync/working-set.ts';
import { holdsRole, type RunRecords, runRecords } from './run-records.ts';

/** Key of what a run keeps sealed: evidence for tax, like the run itself. */
const keyOf = (run: string): KeyId => ({ owner: `paymentRun/${run}`, class: 'A' });

/**
 * Makes the bank's file of an approved run, once: whoever asks again gets the hash of the one there is. In one transaction the bytes
 * are sealed and the run says so. Throws `not_found` to everybody who does not pay for this programme, `proof_needed`,
 * `restoring`, `no_payer`, and `payment_stopped` with the reasons.
 */
export const makeBankFile = async (server: Server, session: Session, id: string): Promise<BankFileAnswer> => {
  await requireProof(server, session);
  const { tenant, person } = session;
  return server.store.transact(tenant, async (tx) => {
    // Before records, as every push does it: two who ask at once come one after the other.
    await lockDevice(tx, SERVER_DEVICE);
    const records = await recordsFor(tx, server, { person, id });
    const { run } = records;
    if (run.file) return { sha256: run.file.sha256, count: run.file.count, totalYen: run.file.totalYen };
    if (await restorationOf(tx)) throw new Problem('restoring');
    const today = dayInJapan(server.clock.nowMs());
    if (stateOfRun(run) !== 'approved') throw new Problem('payment_stopped', '支払がまだ承認されていません。');
    if (run.transferOn < today) throw new Problem('payment_stopped', '振込の日を過ぎています。');
    await stopIfHeld(tx, server, { tenant, run });
    const { bytes, count, totalYen } = fileOf(records);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const [key] = (await server.keyring.keysForWriting(tx, tenant, [keyOf(id)])).values();
    if (!key) throw new Error('a key for writing is missing');
    const atMs = server.clock.nowMs();
    await insertPaymentFile(tx, { run: id, sha256, sealed: sealBytes(key, bytes), madeAt: new Date(atMs) });
    await recordAsServer(tx, {
      server,
      tenant,
      operations: [
        {
          type: 'payment-file-made@1',
          kind: 'paymentRun',
          aggregate: id,
          actor: SYSTEM,
          atMs,
          body: { by: person, sha256, count, totalYen },
        },
      ],
    });
    return { sha256, count, totalYen };
  });
};

/** The bytes as they were made, for those who bring them to the bank; each time is written into the access log first. */
export const giveBankFile = async (
  server: Server,
  session: Session,
  id: string,
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly fileName: string }> => {
  await requireProof(server, session);
  const { tenant, person } = session;
  return server.store.transact(tenant, async (tx) => {
    const { run } = await recordsFor(tx, server, { person, id });
    const file = await paymentFileOf(tx, id);
    if (!file || run.file?.sha256 !== file.sha256 || run.cancelled) throw new Problem('not_found');
    const keys = await server.keyring.keysForReading(tx, tenant, [keyOf(id)]);
    const key = keys.get(keyName(keyOf(id)));
    if (!key) throw new Problem('not_found');
    const bytes = Uint8Array.from(openBytes(key, file.sealed));
    await appendAccess(tx, server.clock.nowMs(), [
      {
        event: 'bankFileTaken',
        purpose: 'payment',
        person,
        device: session.device ?? null,
        subject: { kind: 'paymentRun', aggregate: id, part: 'file' },
        detail: { sha256: file.sha256, count: run.file.count },
      },
    ]);
    return { bytes, fileName: `${run.transferOn.replaceAll('-', '')}_総合振込_${run.file.count}件.txt` };
  });
};

/** One same answer for what is not there and for whoever does not pay (L9). */
const recordsFor = async (
  tx: Transaction,
  { clock }: Pick<Server, 'clock'>,
  { person, id }: { readonly person: string; readonly id: string },
): Promise<RunRecords> => {
  const records = await runRecords(tx, id);
  const today = dayInJapan(clock.nowMs());
  const by = ['accounting'] as const;
  const pays = records && (await holdsRole(tx, { person, programme: records.run.programme, by, today }));
  if (!pays) throw new Problem('not_found');
  return records;
};

const fileOf = ({ run, programme, payeeOf }: RunRecords) => {
  const payer = payerAccountOf(programme);
  if (!payer) throw new Problem('no_payer');
  const made = bankFileOf(run, {
    payer,
    accountOf: (payee, account) => payeeOf(payee)?.accounts[account] ?? null,
  });
  if ('refused' in made)
    throw new Problem('payment_stopped', made.refused.map(({ reason, mend }) => `${reason}${mend}`).join(''));
  return made;
};

/** Looks once more at everything, under the same locks as a decision: what came to light since the approval stops the file. */
const stopIfHeld = async (
  tx: Transaction,
  server: Server,
  { tenant, run }: { readonly tenant: string; readonly run: PaymentRun },
): Promise<void> => {
  const asked: Envelope = {
    v: 1,
    id: '00000000-0000-7000-8000-000000000000',
    tenant,
    device: SERVER_DEVICE,
    seq: 1,
    actor: SYSTEM,
    type: 'payment-file-made@1',
    kind: 'paymentRun',
    aggregate: run.id,
    clock: { wallMs: server.clock.nowMs(), monoMs: 0, page: SERVER_DEVICE, offsetMs: 0 },
    anchor: null,
    after: [],
    basis: null,
    salt: 'AAAAAAAAAAAAAAAAAAAAAA',
    body: {},
  };
  const { payment } = factsFor(await openWorkingSet(tx, [asked]), asked, {
    needs: ['payment'],
    day: dayInJapan(server.clock.nowMs()),
  });
  if (!payment) throw new Problem('not_found');
  const words = [
    ...payment.stops.map((code) => HOLDS[code].what),
    ...payment.held.map(({ number, codes }) => `${number}：${codes.map((code) => HOLDS[code].what).join('')}`),
  ];
  if (words.length > 0) throw new Problem('payment_stopped', words.join(' '));
  if (!samePayments(Object.values(run.payments), payment.payments))
    throw new Problem('payment_stopped', '承認の後に、口座か金額が変わっています。');
};
