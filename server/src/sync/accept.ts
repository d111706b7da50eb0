import {
  confirmationBodySchema,
  confirmationStatement,
  guestConfirmationBodySchema,
} from '@banso/shared/evidence/confirmation.ts';
import { closingBodySchema } from '@banso/shared/engagement/operations/closing-signed.ts';
import type { Context } from '@banso/shared/operation/context.ts';
import type { Envelope } from '@banso/shared/operation/envelope.ts';
import type { PushAnswer } from '@banso/shared/protocol/sync.ts';
import type { Verdict } from '@banso/shared/protocol/verdict.ts';
import * as v from 'valibot';
import type { PasskeyProofs } from '../contract/passkey-proofs.ts';
import { confirmationCodeOf } from '../seal/confirmation-codes.ts';
import { type Keyring, keyName } from '../seal/keyring.ts';
import type { ServerKey } from '../seal/server-key.ts';
import { restoredAtMsFor } from '../backup/restoration.ts';
import { signatureStands } from '../seal/signatures.ts';
import { saveBranch, touchDevice } from '../store/devices.ts';
import { logByOperationIds } from '../store/log.ts';
import { receiptsByIds } from '../store/receipts.ts';
import type { DeviceRow, LogRow, Transaction } from '../store/schema.ts';
import { decide, type Decision, park } from './decide.ts';
import { noticeReasons, replannedVisits } from '../notices/notice-reasons.ts';
import { insertNotices, renewPlanNotices } from '../store/notices.ts';
import { boundsOf } from './bounds-of.ts';
import { lineUp, type Numbered } from './line-up.ts';
import type { Place } from './places.ts';
import { SERVER_DEVICE } from './server-device.ts';
import { quotedBy } from './time-bounds.ts';
import { openWorkingSet } from './working-set.ts';
import { type Decided, keyIdOfEnvelope, writeEffects } from './write-effects.ts';

export type AcceptDeps = {
  readonly keyring: Keyring;
  readonly serverKey: ServerKey;
  readonly newReceiptId: () => string;
  readonly reportBug: (error: unknown, operation: string) => void;
  /** What follows outside the records from what was just carried out, in the same transaction. */
  readonly follow: (tx: Transaction, tenant: string, carriedOut: readonly Envelope[]) => Promise<void>;
};

export type AcceptedPush = Numbered & {
  readonly appVersion: string;
  readonly pushSignature: string;
  readonly receivedAtMs: number;
  /** The device's person has just shown a sign-in factor. */
  readonly freshProof: boolean;
  /** What passkeys say inside of these operations, checked; absent: nobody was asked. */
  readonly passkeyProofs?: PasskeyProofs;
  /** Places that a former try could not write: they are parked this time. */
  readonly parkedSeqs: ReadonlySet<number>;
};

/**
 * Takes a push in, inside one transaction and under the device's lock: line up with what is known, decide in memory,
 * write in bulk, answer with a verdict for every place. The caller has verified the device's signature.
 */
export const accept = async (
  tx: Transaction,
  deps: AcceptDeps,
  device: DeviceRow,
  push: AcceptedPush,
): Promise<PushAnswer> => {
  const lined = await lineUp(tx, push);
  if ('behind' in lined) return { branch: lined.branch, have: lined.behind };
  const now = new Date(push.receivedAtMs);
  await touchDevice(tx, { id: device.id, appVersion: push.appVersion, at: now });
  const known = lined.known.map(verdictOfRow);
  if (lined.fresh.length === 0)
    return { branch: lined.branch.branch, verdicts: known, receipt: await lastReceipt(tx, lined.known) };

  const decided = await decideAll(tx, deps, { device, push, branch: lined.branch.branch, fresh: lined.fresh });
  const { verdicts, receipt } = await writeEffects(tx, deps, { push, branch: lined.branch.branch, decided, now });
  await tellCompanies(tx, deps, push, decided);
  const last = lined.fresh.at(-1);
  if (last) {
    await saveBranch(tx, { ...lined.branch, lastSeq: last.place.seq + last.place.span - 1, tip: last.chain });
  }
  // After the branch: what follows from the server's own operation continues on the same one.
  await deps.follow(tx, push.tenant, carriedOutIn(decided));
  return { branch: lined.branch.branch, verdicts: [...known, ...verdicts], receipt };
};

/**
 * What companies have to be told because of this push. What the server itself records, a sample above all, is told to nobody,
 * but for what a company confirmed through it on its own device.
 */
const tellCompanies = async (
  tx: Transaction,
  { serverKey }: AcceptDeps,
  { tenant, device, receivedAtMs }: AcceptedPush,
  decided: Decided,
): Promise<void> => {
  const carriedOut = carriedOutIn(decided);
  const told = device === SERVER_DEVICE ? carriedOut.filter(({ type }) => type === 'guest-confirmed@1') : carriedOut;
  const at = new Date(receivedAtMs);
  for (const place of replannedVisits(told)) await renewPlanNotices(tx, { ...place, now: at });
  await insertNotices(tx, noticeReasons(decided.set, told, { key: serverKey, tenant, at }));
};

const carriedOutIn = ({ decisions }: Decided): readonly Envelope[] =>
  decisions.flatMap(({ place, decision, operationId }) =>
    place.envelope && operationId && (decision.outcome === 'accepted' || decision.outcome === 'flagged')
      ? [place.envelope]
      : [],
  );

type Fresh = readonly { readonly place: Place; readonly chain: string }[];

const decideAll = async (
  tx: Transaction,
  deps: AcceptDeps,
  {
    device,
    push,
    branch,
    fresh,
  }: { readonly device: DeviceRow; readonly push: AcceptedPush; readonly branch: number; readonly fresh: Fresh },
): Promise<Decided> => {
  const envelopes = fresh.flatMap(({ place }) => (place.envelope ? [place.envelope] : []));
  // What could not be written can make reading fail as well: it names records that no database can hold.
  const judged = fresh.flatMap(({ place }) =>
    place.envelope && !push.parkedSeqs.has(place.seq) && !device.revokedAt ? [place.envelope] : [],
  );
  const set = await openWorkingSet(tx, judged);
  const erasedKeys = await deps.keyring.destroyedKeys(
    tx,
    envelopes.flatMap((envelope) => keyIdOfEnvelope(envelope) ?? []),
  );
  const earlier = await logByOperationIds(tx, [...new Set(envelopes.flatMap(({ id, after }) => [id, ...after]))]);
  const outcomes = new Map(earlier.flatMap((row) => (row.operationId ? [[row.operationId, row.verdict]] : [])));
  const seen = new Set(earlier.map(({ operationId }) => operationId));
  const quotes = await quotedBy(tx, {
    key: deps.serverKey,
    tenant: push.tenant,
    device: device.id,
    branch,
    fresh,
    taken: seen,
  });

  const restoredAtMs = await restoredAtMsFor(tx, judged);
  const decisions = fresh.map(({ place, chain }) => {
    const { envelope } = place;
    const taken = envelope !== null && seen.has(envelope.id);
    const decision: Decision = push.parkedSeqs.has(place.seq)
      ? park('write_failed')
      : device.revokedAt && place.shape !== 'gap'
        ? // Whoever holds a lost phone may be anybody: what it sends is evidence, and has no effect (L1, L5).
          park('device_revoked')
        : taken
          ? // The id has its verdict for ever; other bytes under it are kept, and never a second effect.
            park('altered', [envelope.id])
          : decide({
              set,
              place,
              holder: {
                tenant: push.tenant,
                device: device.id,
                person: device.id === SERVER_DEVICE ? null : device.person,
              },
              bounds: boundsOf({
                key: deps.serverKey,
                tenant: push.tenant,
                device: device.id,
                envelope,
                receivedAtMs: push.receivedAtMs,
              }),
              quoted: quotes.get(place.seq) ?? [],
              freshProof: push.freshProof,
              restoredAtMs,
              proofs: (one) => ({
                ...proofsOf(one, { device, tenant: push.tenant, serverKey: deps.serverKey }),
                ...passkeyProofOf(push.passkeyProofs, one),
              }),
              isErased: (one) => {
                const id = keyIdOfEnvelope(one);
                return id !== null && erasedKeys.has(keyName(id));
              },
              carriedOut: (id) => outcomes.get(id) === 'accepted' || outcomes.get(id) === 'flagged',
              reportBug: deps.reportBug,
            });
    if (envelope && !taken) {
      seen.add(envelope.id);
      outcomes.set(envelope.id, decision.outcome);
    }
    return { place, chain, decision, operationId: envelope && !taken ? envelope.id : null };
  });
  return { set, decisions, erasedKeys };
};

/** The types whose body is the company's word on one visit, signed by the key of the device it was given on. */
const CONFIRMS = /^(confirmation-(signed|entered)|guest-confirmed)@/;

/** Its word over all visits at the end, given in the same way. */
const CLOSES = /^closing-signed@/;

const NO_PROOFS = { deviceProof: null, codeProof: null };

const closingProof = ({ body }: Envelope, { publicKey }: DeviceRow): Pick<Context, 'deviceProof' | 'codeProof'> => {
  const read = v.safeParse(closingBodySchema, body);
  if (!read.success) return NO_PROOFS;
  const { deviceSignature } = read.output;
  return {
    deviceProof: signatureStands(publicKey, confirmationStatement(read.output), deviceSignature),
    codeProof: null,
  };
};

/** What can be proven of the confirmation inside this operation: the device's signature, and the code if one was typed. */
const proofsOf = (
  envelope: Envelope,
  { device, tenant, serverKey }: { readonly device: DeviceRow; readonly tenant: string; readonly serverKey: ServerKey },
): Pick<Context, 'deviceProof' | 'codeProof'> => {
  if (CLOSES.test(envelope.type)) return closingProof(envelope, device);
  if (!CONFIRMS.test(envelope.type)) return NO_PROOFS;
  const body = v.safeParse(v.union([confirmationBodySchema, guestConfirmationBodySchema]), envelope.body);
  if (!body.success) return NO_PROOFS;
  const { manner, visit, deviceSignature } = body.output;
  // A guest's confirmation is recorded by the server, and signed by the key that the guest's browser made for it.
  const publicKey = 'guest' in body.output ? body.output.guest.publicKey : device.publicKey;
  return {
    deviceProof: signatureStands(publicKey, confirmationStatement(body.output), deviceSignature),
    codeProof:
      manner.by === 'typedName'
        ? manner.code === confirmationCodeOf(serverKey, { tenant, engagement: envelope.aggregate, visit })
        : null,
  };
};

/** Nothing where the operation has no passkey's word, so that contexts of others stay as they were. */
const passkeyProofOf = (proofs: PasskeyProofs | undefined, { id }: Envelope): Pick<Context, 'passkeyProof'> =>
  proofs?.has(id) ? { passkeyProof: proofs.get(id) ?? null } : {};

export const verdictOfRow = (row: LogRow): Verdict => ({
  ...detailOf(row.verdictDetail),
  seq: row.seq,
  operation: row.operationId,
  // Written by `writeEffects` from a Decision.
  outcome: row.verdict as Verdict['outcome'],
  head: row.head,
  receipt: row.receipt ?? '',
});

const detailOf = (text: string): Pick<Verdict, 'code' | 'detail' | 'flags'> =>
  // The text was written by `writeEffects`.
  JSON.parse(text) as Pick<Verdict, 'code' | 'detail' | 'flags'>;

const lastReceipt = async (tx: Transaction, known: readonly LogRow[]) => {
  const id = known.at(-1)?.receipt;
  const [receipt] = id ? await receiptsByIds(tx, [id]) : [];
  return receipt ? { id: receipt.id, text: receipt.text, signature: receipt.signature } : null;
};
