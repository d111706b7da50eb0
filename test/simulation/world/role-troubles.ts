import { recordAsServer } from '@banso/server/sample/server-recorder.ts';
import { sha256Hex } from '@banso/shared/lib/hash.ts';
import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import { ADMINISTRATOR, storedPerson, TENANT } from '../../support/test-office.ts';
import type { Chance } from './chance.ts';
import { PEOPLE } from './office.ts';
import type { World } from './world.ts';
import type { ServerProcess } from './servers.ts';

/** An administrator ends a person's work here, at a moment when their device is just being read from or written for; and takes that back. */
export const takeRole = (
  world: World,
  { person, chance }: { readonly person: SignedIn; readonly chance: Chance },
): void => {
  const { scheduler, troubles } = world;
  const change = (roles: SignedIn['roles']) => {
    const present = world.servers.filter((server) => !world.earlier.has(server));
    if (troubles.isOver() || present.length === 0) return;
    setRoles(world, chance.pick(present), { person, roles }).catch((error: unknown) =>
      world.say(`roles: ${error instanceof Error ? error.message : 'unknown'}`),
    );
  };
  scheduler.after(chance.between(0, 500), () => change([]));
  scheduler.after(chance.between(2_000, 15_000), () => change(person.roles));
};

/** So many pushes of a day with this trouble are held up between what they read and what they write. */
const MEANWHILE = 0.4;

/** Somebody's role ends in the very moment between a push's reading and its writing; so many ms the push is held up there. */
export const endRoleMeanwhile = (world: World): number => {
  const roles = world.troubles.has('roleEnds');
  if (!roles || world.troubles.isOver() || !roles.happens(MEANWHILE)) return 0;
  takeRole(world, { person: roles.pick([PEOPLE.expert, PEOPLE.otherExpert]), chance: roles });
  return roles.between(500, 2_500);
};

/** When everything is mended, everybody works here again: asked for in each round, for what was under way may come after it. */
export const giveRolesBack = async (world: World): Promise<void> => {
  const [server] = world.servers;
  if (!world.troubles.has('roleEnds') || !server) return;
  for (const person of [PEOPLE.expert, PEOPLE.otherExpert]) {
    const record = await storedPerson(server.server, { tenant: TENANT, person: person.person });
    if (record?.roles.length === 0)
      await setRoles(world, server, { person, roles: person.roles }).catch(() => undefined);
  }
};

const setRoles = async (
  { say, scheduler }: World,
  { server }: ServerProcess,
  { person, roles }: { readonly person: SignedIn; readonly roles: SignedIn['roles'] },
): Promise<void> => {
  const before = await storedPerson(server, { tenant: TENANT, person: person.person });
  await recordAsServer(server, TENANT, [
    {
      actor: ADMINISTRATOR,
      atMs: scheduler.nowMs(),
      type: 'person-roles-changed@1',
      kind: 'person',
      aggregate: person.person,
      basis: sha256Hex(JSON.stringify(before?.roles ?? [])),
      body: { roles, reason: '人事異動（サンプル）' },
    },
  ]);
  say(`${person.person} has ${roles.length} roles`);
};
