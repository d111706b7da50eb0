import { openEntries } from '@banso/server/proof/open-entries.ts';
import type { Server } from '@banso/server/server.ts';
import { SERVER_DEVICE } from '@banso/server/sync/server-device.ts';
import type { Envelope } from '@banso/shared/operation/envelope.ts';

/** One operation that a person recorded: its type, and every value in its body. */
export type Entry = { readonly type: string; readonly values: readonly string[] };

/** Everything that people recorded on their devices and the office has carried out, in the order of the log; nothing of the server's own. */
export const entriesOf = (server: Server, tenant: string): Promise<readonly Entry[]> =>
  server.store.read(tenant, async (tx) => {
    const rows = await tx
      .selectFrom('log')
      .selectAll()
      .where('device', '!=', SERVER_DEVICE)
      .where('verdict', 'in', ['accepted', 'flagged'])
      .orderBy('position')
      .execute();
    const opened = await openEntries(server.keyring, tx, tenant, rows);
    return opened.map(({ opened: { text } }) => {
      if (text === null) throw new Error('an entry cannot be read');
      // Written by a device's envelopeToText.
      const { type, body } = JSON.parse(text) as Envelope;
      return { type, values: valuesIn(body) };
    });
  });

const valuesIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(valuesIn) : [];
};
