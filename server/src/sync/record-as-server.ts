import { bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import { uuidv7 } from '@banso/shared/lib/uuid.ts';
import { chainStart } from '@banso/shared/operation/chain.ts';
import { envelopeToText, type Kind } from '@banso/shared/operation/envelope.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import type { Server } from '../server.ts';
import { branchesOfDevice, lockDevice } from '../store/devices.ts';
import type { Transaction } from '../store/schema.ts';
import { accept } from './accept.ts';
import { SERVER_DEVICE } from './server-device.ts';
import { chainsAlong, placesOf } from './places.ts';

export type ServerOperation<Type extends keyof BodyOf = keyof BodyOf> = {
  readonly [Each in Type]: {
    readonly type: Each;
    readonly kind: Kind;
    readonly aggregate: string;
    readonly actor: string;
    readonly atMs: number;
    readonly body: BodyOf[Each];
    readonly basis?: string | null;
    /** Derived from what caused it, where it must not be recorded twice; else a new one. */
    readonly id?: string;
  };
}[Type];

type Recording = {
  readonly server: Pick<Server, 'accept' | 'clock' | 'random'>;
  readonly tenant: string;
  readonly operations: readonly ServerOperation[];
};

/**
 * Records operations as the server, inside a transaction that does something else with them or not: the same texts, chain and
 * `accept` as from any phone, under the lock of the server's own device. Throws when one of them is not carried out, naming
 * it: what the server itself records is right or it is a bug.
 */
export const recordAsServer = async (tx: Transaction, { server, tenant, operations }: Recording): Promise<void> => {
  const device = await lockDevice(tx, SERVER_DEVICE);
  if (!device) throw new Error(`tenant ${tenant} has no device of the server`);
  const branch = (await branchesOfDevice(tx, SERVER_DEVICE))[0];
  const fromSeq = (branch?.lastSeq ?? 0) + 1;
  const items = operations.map((operation, i) => ({ text: textOf(server, tenant, operation, fromSeq + i) }));
  const places = placesOf(items, { fromSeq, toSeq: fromSeq + items.length - 1, openCopy: () => null }) ?? [];
  const answer = await accept(tx, server.accept, device, {
    tenant,
    device: SERVER_DEVICE,
    branch: 0,
    fromSeq,
    tip: chainsAlong(branch?.tip ?? chainStart(tenant, SERVER_DEVICE), places).at(-1) ?? '',
    places,
    appVersion: 'server',
    pushSignature: '',
    receivedAtMs: server.clock.nowMs(),
    parkedSeqs: new Set(),
    freshProof: true,
  });
  const verdicts = 'verdicts' in answer ? answer.verdicts : [];
  const failed = verdicts.find(({ outcome }) => outcome !== 'accepted');
  if (failed || verdicts.length !== operations.length) {
    throw new Error(
      `${operations[(failed?.seq ?? fromSeq) - fromSeq]?.type ?? '?'}: ${failed?.outcome ?? 'no verdict'} ${failed?.code ?? ''} ${failed?.detail.join() ?? ''}`,
    );
  }
};

const textOf = (server: Recording['server'], tenant: string, operation: ServerOperation, seq: number): string =>
  envelopeToText({
    v: 1,
    id: operation.id ?? uuidv7(operation.atMs, server.random(10)),
    tenant,
    device: SERVER_DEVICE,
    seq,
    actor: operation.actor,
    type: operation.type,
    kind: operation.kind,
    aggregate: operation.aggregate,
    clock: { wallMs: operation.atMs, monoMs: 0, page: SERVER_DEVICE, offsetMs: 0 },
    anchor: null,
    after: [],
    basis: operation.basis ?? null,
    salt: bytesToBase64url(server.random(16)),
    body: operation.body,
  });
