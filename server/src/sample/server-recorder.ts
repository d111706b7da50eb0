import { bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import { uuidv7 } from '@banso/shared/lib/uuid.ts';
import { chainStart } from '@banso/shared/operation/chain.ts';
import { envelopeToText, type Kind } from '@banso/shared/operation/envelope.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import type { Server } from '../server.ts';
import { branchesOfDevice, registerDevice } from '../store/devices.ts';
import { SERVER_DEVICE } from '../sync/accept.ts';
import { chainsAlong, placesOf } from '../sync/places.ts';
import { takePlaces } from '../sync/take-push.ts';

export type ServerOperation<Type extends keyof BodyOf = keyof BodyOf> = {
  readonly [Each in Type]: {
    readonly type: Each;
    readonly kind: Kind;
    readonly aggregate: string;
    readonly actor: string;
    readonly atMs: number;
    readonly body: BodyOf[Each];
    readonly basis?: string | null;
  };
}[Type];

/** Registers the device as which the server itself records in this tenant. */
export const registerServerDevice = (server: Server, tenant: string): Promise<void> =>
  server.store.transact(tenant, (tx) =>
    registerDevice(tx, {
      id: SERVER_DEVICE,
      person: SERVER_DEVICE,
      publicKey: server.serverKey.publicKey,
      label: 'サーバー',
      appVersion: 'server',
      registeredAt: new Date(server.clock.nowMs()),
    }),
  );

/**
 * Records operations as the server: the same texts, chain and `accept` as from any phone. Throws when one of them is not
 * carried out, naming it: what the server itself records is right or it is a bug.
 */
export const recordAsServer = async (
  server: Server,
  tenant: string,
  operations: readonly ServerOperation[],
): Promise<void> => {
  const branch = (await server.store.read(tenant, (tx) => branchesOfDevice(tx, SERVER_DEVICE)))[0];
  const fromSeq = (branch?.lastSeq ?? 0) + 1;
  const items = operations.map((operation, i) => ({ text: textOf(server, tenant, operation, fromSeq + i) }));
  const toSeq = fromSeq + items.length - 1;
  const places = placesOf(items, fromSeq, toSeq) ?? [];
  const tip = chainsAlong(branch?.tip ?? chainStart(tenant, SERVER_DEVICE), places).at(-1) ?? '';
  const answer = await takePlaces(server.store, server.accept, {
    tenant,
    device: SERVER_DEVICE,
    branch: 0,
    fromSeq,
    tip,
    places,
    appVersion: 'server',
    pushSignature: '',
    receivedAtMs: server.clock.nowMs(),
    parkedSeqs: new Set(),
  });
  const verdicts = 'verdicts' in answer ? answer.verdicts : [];
  const failed = verdicts.find(({ outcome }) => outcome !== 'accepted');
  if (failed || verdicts.length !== operations.length) {
    throw new Error(
      `${operations[(failed?.seq ?? fromSeq) - fromSeq]?.type ?? '?'}: ${failed?.outcome ?? 'no verdict'} ${failed?.code ?? ''} ${failed?.detail.join() ?? ''}`,
    );
  }
  server.poke(tenant);
};

const textOf = (server: Server, tenant: string, operation: ServerOperation, seq: number): string =>
  envelopeToText({
    v: 1,
    id: uuidv7(operation.atMs, server.random(10)),
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
