import { pushStatement } from '@banso/shared/operation/chain.ts';
import { OPERATION_TYPES } from '@banso/shared/operation/register.ts';
import { officePlace } from '@banso/shared/protocol/office-place.ts';
import type { Envelope } from '@banso/shared/operation/envelope.ts';
import type { PushAnswer, SyncRequest } from '@banso/shared/protocol/sync.ts';
import type { PasskeyProofs } from '../contract/passkey-proofs.ts';
import { problemBody } from '../http/problem.ts';
import { officeBoxOf } from '../seal/office-box.ts';
import { signatureStands } from '../seal/signatures.ts';
import { isDataError } from '../store/data-error.ts';
import { deviceById, lockDevice } from '../store/devices.ts';
import type { Store } from '../store/open-store.ts';
import { accept, type AcceptDeps, type AcceptedPush } from './accept.ts';
import { SERVER_DEVICE } from './server-device.ts';
import { isForLaterProgram } from './leave-to-later.ts';
import { type OpenCopy, placesOf } from './places.ts';

export type Push = NonNullable<SyncRequest['push']>;

/**
 * Takes a device's push: verified by the device's own signature alone, so that an expired session never holds evidence
 * back. Answers with verdicts, with `have` when it is out of order, or with a problem; resolves after the commit.
 */
export const takePush = async (
  store: Store,
  deps: AcceptDeps,
  {
    tenant,
    device,
    appVersion,
    push,
    receivedAtMs,
    isProven,
    passkeyProofs,
    afterwards,
  }: {
    readonly tenant: string;
    readonly device: string;
    readonly appVersion: string;
    readonly push: Push;
    readonly receivedAtMs: number;
    /** Whether this person has just shown a sign-in factor; asked for grave operations alone. */
    readonly isProven: (person: string) => Promise<boolean>;
    /** What passkeys say inside of these operations of the device's person, checked; absent: nobody can check it. */
    readonly passkeyProofs?: (person: string, envelopes: readonly Envelope[]) => Promise<PasskeyProofs>;
    /** What follows, after the commit, from what was just carried out. */
    readonly afterwards?: (carriedOut: readonly Envelope[]) => Promise<void>;
  },
): Promise<PushAnswer> => {
  const known = await store.read(tenant, (tx) => deviceById(tx, device));
  if (!known) return { problem: problemBody('device_unknown') };
  const statement = pushStatement({ tenant, device, ...push });
  if (!signatureStands(known.publicKey, statement, push.signature)) return { problem: problemBody('bad_signature') };
  const box = officeBoxOf(deps.serverKey, tenant);
  const openCopy: OpenCopy = (seq, sealed) => box.open(officePlace({ tenant, device, seq }), sealed);
  const places = placesOf(push.items, { ...push, openCopy });
  if (!places) return { problem: problemBody('malformed_request') };
  const envelopes = places.flatMap(({ envelope }) => envelope ?? []);
  if (await isForLaterProgram(store, { tenant, envelopes, nowMs: receivedAtMs }))
    return { problem: problemBody('server_earlier') };
  const answer = await takePlaces(store, deps, {
    tenant,
    device,
    branch: push.branch,
    fromSeq: push.fromSeq,
    tip: push.tip,
    places,
    appVersion,
    // What was signed names the branch and the first number as the device knew them.
    pushSignature: `${push.signature} ${push.branch} ${push.fromSeq}`,
    receivedAtMs,
    freshProof: places.some(({ envelope }) => envelope && isGrave(envelope.type)) && (await isProven(known.person)),
    passkeyProofs: (await passkeyProofs?.(known.person, envelopes)) ?? new Map(),
    parkedSeqs: new Set(),
  });
  if (afterwards && 'verdicts' in answer) {
    const done = new Set(
      answer.verdicts.flatMap(({ outcome, operation }) => (outcome === 'accepted' ? [operation] : [])),
    );
    await afterwards(envelopes.filter(({ id }) => done.has(id)));
  }
  return answer;
};

const isGrave = (type: string): boolean => OPERATION_TYPES.get(type)?.grave !== undefined;

/**
 * One transaction; if the database refuses the data of some operation, the culprits are found by halves in trial runs and
 * parked, and the rest goes in (L7). Anything else the database says is not the data's fault and is thrown.
 */
export const takePlaces = async (store: Store, deps: AcceptDeps, push: AcceptedPush): Promise<PushAnswer> => {
  const take = ({ parkedSeqs, trial }: { readonly parkedSeqs: ReadonlySet<number>; readonly trial: boolean }) =>
    store.transact(push.tenant, async (tx) => {
      const device = await lockDevice(tx, push.device);
      // What the server records in consequence is recorded as its own device: locked now, before records and counter.
      if (push.places.some(({ envelope }) => envelope && FOLLOWED.includes(envelope.type)))
        await lockDevice(tx, SERVER_DEVICE);
      const answer: PushAnswer = device
        ? await accept(tx, deps, device, { ...push, parkedSeqs })
        : { problem: problemBody('device_unknown') };
      if (trial) throw new TrialEnded();
      return answer;
    });
  try {
    return await take({ parkedSeqs: push.parkedSeqs, trial: false });
  } catch (error) {
    if (!isDataError(error)) throw error;
    deps.reportBug(error, 'push');
    const all = push.places.map(({ seq }) => seq);
    const writable = async (seqs: readonly number[]): Promise<boolean> => {
      try {
        await take({ parkedSeqs: new Set(all.filter((seq) => !seqs.includes(seq))), trial: true });
      } catch (trialError) {
        if (trialError instanceof TrialEnded) return true;
        if (!isDataError(trialError)) throw trialError;
      }
      return false;
    };
    return take({ parkedSeqs: new Set(await unwritable(all, writable)), trial: false });
  }
};

/** Operations from which the server records what follows. */
const FOLLOWED: readonly string[] = [
  'disposal-approved@1',
  'consent-recorded@1',
  'payment-results-recorded@1',
  'payment-results-recorded@2',
];

/** Rolls a trial run back. */
class TrialEnded extends Error {}

const unwritable = async (
  seqs: readonly number[],
  writable: (seqs: readonly number[]) => Promise<boolean>,
): Promise<readonly number[]> => {
  if (await writable(seqs)) return [];
  if (seqs.length === 1) return seqs;
  const middle = Math.ceil(seqs.length / 2);
  return [...(await unwritable(seqs.slice(0, middle), writable)), ...(await unwritable(seqs.slice(middle), writable))];
};
