import { SYSTEM } from '@banso/shared/operation/envelope.ts';
import { openRecovery } from '@banso/shared/person/operations/person-recovery.ts';
import { personParts } from '@banso/shared/person/person.ts';
import type { InvitationAnswer } from '@banso/shared/protocol/people.ts';
import { drawInvitation, type DrawnInvitation, type Invitation, keepInvitation } from '../auth/credentials.ts';
import { newHandle } from '../auth/passkeys.ts';
import type { SessionHolder } from '../auth/sessions.ts';
import { noteSignIn } from '../auth/sign-in-log.ts';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { endAccess, lockAccount } from '../store/accounts.ts';
import { partsOfAggregates } from '../store/parts.ts';
import type { Transaction } from '../store/schema.ts';
import type { PersonKey } from '../store/sessions.ts';
import { recordAsServer } from '../sync/record-as-server.ts';
import { answerOf } from './invitations.ts';
import { requireAdministrator } from './people.ts';

/**
 * The link for somebody whose recovery one administrator asked for and another approved: their old passkeys and sessions end,
 * and both names stand in the record. For either of the two, once. Throws `not_approved`, `not_administrator`.
 */
export const recoverPerson = async (
  server: Server,
  holder: SessionHolder,
  person: string,
): Promise<InvitationAnswer> => {
  await requireAdministrator(server, holder);
  const { tenant } = holder;
  const drawn = await drawInvitation(server);
  const invitation = await server.store.transact(tenant, async (tx) => {
    await lockAccount(tx, { tenant, person, handle: newHandle(server) });
    const record = personParts.fromParts(await partsOfAggregates(tx, [{ kind: 'person', id: person }]));
    const recovery = record && openRecovery(record);
    const isTheirs = recovery && [recovery.askedBy, recovery.approvedBy].includes(holder.person);
    if (!recovery || recovery.approvedBy === null || !isTheirs) throw new Problem('not_approved');
    return restore(tx, server, { tenant, person }, { recovery: recovery.id, drawn });
  });
  server.poke(tenant);
  await noteSignIn(server, 'access_recovered', { tenant, person, by: holder.person, at: 'screen' });
  return answerOf(invitation, null);
};

/** The same by whoever holds the server in their hands, for an office whose administrators are too few for the screen. */
export const recoverAtConsole = async (server: Server, { tenant, person }: PersonKey): Promise<Invitation> => {
  const drawn = await drawInvitation(server);
  const invitation = await server.store.transact(tenant, (tx) =>
    restore(tx, server, { tenant, person }, { recovery: null, drawn }),
  );
  server.poke(tenant);
  await noteSignIn(server, 'access_recovered', { tenant, person, by: SYSTEM, at: 'console' });
  return invitation;
};

const restore = async (
  tx: Transaction,
  server: Server,
  { tenant, person }: PersonKey,
  { recovery, drawn }: { readonly recovery: string | null; readonly drawn: DrawnInvitation },
): Promise<Invitation> => {
  await recordAsServer(tx, {
    server,
    tenant,
    operations: [
      {
        type: 'person-access-restored@1',
        kind: 'person',
        aggregate: person,
        actor: SYSTEM,
        atMs: server.clock.nowMs(),
        body: { recovery },
      },
    ],
  });
  await endAccess(tx, { tenant, person });
  return keepInvitation(tx, drawn, { tenant, person });
};
