import { SYSTEM } from '@banso/shared/operation/envelope.ts';
import { passbookKeyOwner, passbookPart } from '@banso/shared/payee/passbook-picture.ts';
import { payeeParts } from '@banso/shared/payee/payee.ts';
import type { Server } from '../server.ts';
import { eraseBytes } from '../store/erasure.ts';
import { partsOfAggregates } from '../store/parts.ts';
import { reachOfAggregates } from '../store/reach.ts';
import type { Transaction } from '../store/schema.ts';
import { destroySealKey, sealKeysFor } from '../store/seal-keys.ts';
import { heldKey } from '../sync/held-key.ts';
import { recordAsServer } from '../sync/record-as-server.ts';
import { payeesOf } from './payees-of.ts';

/** The passbook pictures of one person. */
export type Passbooks = { readonly person: string; readonly pictures: readonly string[] };

/**
 * Pictures of the passbooks of this engagement's experts that no other engagement still needs: one whose bank data (class D) was not
 * disposed of may still have to pay that person, and they stay.
 */
export const passbooksOnlyOf = async (tx: Transaction, engagement: string): Promise<readonly Passbooks[]> => {
  const found: Passbooks[] = [];
  for (const { kind, id } of await payeesOf(tx, engagement)) {
    if (await isNeededElsewhere(tx, { person: id, engagement })) continue;
    const payee = payeeParts.fromParts(await partsOfAggregates(tx, [{ kind, id }]));
    const pictures = Object.values(payee?.pictures ?? {}).filter(({ erased }) => !erased);
    if (pictures.length > 0) found.push({ person: id, pictures: pictures.map((picture) => picture.id) });
  }
  return found;
};

const isNeededElsewhere = async (
  tx: Transaction,
  { person, engagement }: { readonly person: string; readonly engagement: string },
): Promise<boolean> => {
  const reach = await reachOfAggregates(tx, [{ kind: 'payee', id: person }]);
  const others = new Set(
    reach.flatMap(({ becauseKind, becauseId }) =>
      becauseKind === 'engagement' && becauseId !== engagement ? [becauseId] : [],
    ),
  );
  const keys = await sealKeysFor(
    tx,
    [...others].map((id) => ({ owner: heldKey('engagement', id), class: 'D' })),
  );
  return keys.filter(({ wrapped }) => wrapped === null).length < others.size;
};

/** Destroys the keys of these pictures, deletes their bytes and says so in the payees' records. Answers how many bytes had arrived. */
export const erasePassbooks = async (
  tx: Transaction,
  server: Pick<Server, 'accept' | 'clock' | 'random'>,
  {
    tenant,
    passbooks,
    atMs,
  }: { readonly tenant: string; readonly passbooks: readonly Passbooks[]; readonly atMs: number },
): Promise<number> => {
  let erased = 0;
  for (const { person, pictures } of passbooks) {
    const parts = pictures.map(passbookPart);
    for (const part of parts)
      await destroySealKey(tx, {
        owner: passbookKeyOwner(heldKey('payee', person), part),
        class: 'D',
        at: new Date(atMs),
      });
    erased += await eraseBytes(tx, { kind: 'payee', id: person, parts });
    const body = { pictures: [...pictures] };
    await recordAsServer(tx, {
      server,
      tenant,
      operations: [{ kind: 'payee', aggregate: person, actor: SYSTEM, atMs, type: 'passbook-erased@1', body }],
    });
  }
  return erased;
};
