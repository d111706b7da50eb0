import { randomBytes } from 'node:crypto';
import type { Retention } from '@banso/shared/operation/define.ts';
import type { SealKeyRow, Transaction } from '../store/schema.ts';
import { insertSealKey, sealKeysFor } from '../store/seal-keys.ts';
import { openBytes, type SealKey, sealBytes } from './seal.ts';

/** Who a key belongs to: `engagement/<id>`, another aggregate, or `device/<id>` for what could not be read (L16). */
export type KeyId = { readonly owner: string; readonly class: Retention };

/** The keys of one transaction's work, by `keyName`. A destroyed key is absent: what it sealed is erased. */
export type Keys = ReadonlyMap<string, SealKey>;

export type Keyring = {
  /** Opens the keys that exist and makes the others. Throws if one was destroyed: nothing may be written for what was erased. */
  readonly keysForWriting: (tx: Transaction, tenant: string, ids: readonly KeyId[]) => Promise<Keys>;
  /** The names of those among these keys that were destroyed. */
  readonly destroyedKeys: (tx: Transaction, ids: readonly KeyId[]) => Promise<ReadonlySet<string>>;
  /** Opens the keys that exist. */
  readonly keysForReading: (tx: Transaction, tenant: string, ids: readonly KeyId[]) => Promise<Keys>;
};

export const keyName = ({ owner, class: retention }: KeyId): string => `${owner}#${retention}`;

/** Keys are kept in their own table, wrapped by the key file's key; unwrapping is cheap, so nothing is cached across an erasure. */
export const openKeyring = (keyFile: SealKey): Keyring => {
  const open = (tenant: string, id: KeyId, wrapped: Uint8Array): [string, SealKey] => {
    const name = `${tenant}/${keyName(id)}`;
    return [keyName(id), { key: openBytes({ key: keyFile.key, name }, wrapped), name }];
  };

  const openAll = (tenant: string, rows: readonly SealKeyRow[]): Keys =>
    new Map(
      rows.flatMap(({ owner, class: retention, wrapped }) =>
        wrapped ? [open(tenant, { owner, class: retention as Retention }, wrapped)] : [],
      ),
    );

  const keysForReading: Keyring['keysForReading'] = async (tx, tenant, ids) =>
    openAll(tenant, await sealKeysFor(tx, distinct(ids)));

  const keysForWriting: Keyring['keysForWriting'] = async (tx, tenant, ids) => {
    const wanted = distinct(ids);
    const rows = await sealKeysFor(tx, wanted);
    const destroyed = rows.find(({ wrapped }) => wrapped === null);
    if (destroyed) throw new Error(`the key of ${destroyed.owner} was destroyed`);
    const known = new Set(rows.map(({ owner, class: retention }) => `${owner}#${retention}`));
    if (known.size === wanted.length) return openAll(tenant, rows);
    for (const id of wanted.filter((one) => !known.has(keyName(one)))) {
      const wrapped = sealBytes({ key: keyFile.key, name: `${tenant}/${keyName(id)}` }, randomBytes(32));
      await insertSealKey(tx, { ...id, wrapped });
    }
    return keysForReading(tx, tenant, wanted);
  };

  const destroyedKeys: Keyring['destroyedKeys'] = async (tx, ids) => {
    const rows = await sealKeysFor(tx, distinct(ids));
    return new Set(
      rows.flatMap(({ owner, class: retention, wrapped }) => (wrapped === null ? [`${owner}#${retention}`] : [])),
    );
  };

  return { keysForReading, keysForWriting, destroyedKeys };
};

const distinct = (ids: readonly KeyId[]): readonly KeyId[] => [...new Map(ids.map((id) => [keyName(id), id])).values()];
