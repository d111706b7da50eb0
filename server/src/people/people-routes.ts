import { inviteRequestSchema, peopleSettingSchema } from '@banso/shared/protocol/people.ts';
import { type Context, Hono } from 'hono';
import { requireProof } from '../auth/proof.ts';
import type { Session, SessionHolder } from '../auth/sessions.ts';
import { readJson } from '../http/read-json.ts';
import type { Server } from '../server.ts';
import { type InvitePorts, invitePerson, withdrawInvitation } from './invitations.ts';
import { listPeople, requireAdministrator, setExpertsByLinkAlone, signOutPerson } from './people.ts';
import { recoverPerson } from './recovery.ts';

/** What administrators see and do about how people sign in. Roles and names are operations like everything else. */
export const peopleRoutes = (
  server: Server,
  {
    holderOf,
    sessionOf,
    ...ports
  }: InvitePorts & {
    readonly holderOf: (context: Context) => Promise<SessionHolder>;
    readonly sessionOf: (context: Context) => Promise<Session>;
  },
): Hono => {
  const app = new Hono();
  app.get('/', async (context) =>
    context.json(await listPeople(server, await holderOf(context), { canMail: ports.mailer !== null })),
  );
  app.post('/setting', async (context) => {
    const holder = await holderOf(context);
    const { expertsByLinkAlone } = await readJson(context, peopleSettingSchema);
    await setExpertsByLinkAlone(server, holder, expertsByLinkAlone);
    return context.body(null, 204);
  });
  app.post('/:person/invitation', async (context) => {
    const holder = await holderOf(context);
    const { email } = await readJson(context, inviteRequestSchema);
    return context.json(await invitePerson(server, holder, { person: context.req.param('person'), email, ports }));
  });
  app.post('/:person/invitation/withdraw', async (context) => {
    await withdrawInvitation(server, await holderOf(context), context.req.param('person'));
    return context.body(null, 204);
  });
  app.post('/:person/recovery', async (context) => {
    const holder = await holderOf(context);
    // Who is no administrator hears that, and not to prove themselves for nothing.
    await requireAdministrator(server, holder);
    await requireProof(server, await sessionOf(context));
    return context.json(await recoverPerson(server, holder, context.req.param('person')));
  });
  app.post('/:person/sign-out', async (context) => {
    await signOutPerson(server, await holderOf(context), context.req.param('person'));
    return context.body(null, 204);
  });
  return app;
};
