import type { Retention } from '@banso/shared/operation/define.ts';
import { type KeyId, type Keyring, keyName } from '../seal/keyring.ts';
import { openText } from '../seal/seal.ts';
import type { LogOutline } from '../store/log.ts';
import type { LogRow, Transaction } from '../store/schema.ts';
import type { OpenedEntry } from './log-entry.ts';

/**
 * Opens what is sealed in these entries, in their order. A destroyed key is an erasure: the hashes still link, the text is gone
 * for good (L16). `unsealed` is false where there is a key and it does not open the seal.
 */
export const openEntries = async (
  keyring: Keyring,
  tx: Transaction,
  tenant: string,
  rows: readonly LogRow[],
): Promise<readonly { readonly opened: OpenedEntry<LogOutline>; readonly unsealed: boolean }[]> => {
  const keys = await keyring.keysForReading(tx, tenant, rows.map(keyOf));
  return rows.map(({ sealedText, sealedContext, ...entry }) => {
    const key = keys.get(keyName(keyOf(entry)));
    const open = (sealed: Uint8Array | null) => (key && sealed ? openOr(() => openText(key, sealed)) : null);
    const text = open(sealedText);
    const opened = { entry, text, context: text === null ? null : open(sealedContext) };
    return { opened, unsealed: !key || text !== null };
  });
};

const keyOf = (row: Pick<LogRow, 'keyOwner' | 'retention'>): KeyId => ({
  owner: row.keyOwner,
  // Written by this program from a type's register, never from a client.
  class: row.retention as Retention,
});

const openOr = (open: () => string): string | null => {
  try {
    return open();
  } catch {
    return null;
  }
};
