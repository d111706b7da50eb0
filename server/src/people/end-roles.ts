import { createHash } from 'node:crypto';
import { uuidv7 } from '@banso/shared/lib/uuid.ts';
import type { RoleGrant } from '@banso/shared/operation/context.ts';
import { SYSTEM } from '@banso/shared/operation/envelope.ts';
import { type Person, personParts } from '@banso/shared/person/person.ts';
import { endedAtMs, rolesOn } from '@banso/shared/person/role-ends.ts';
import { type Day, dayInJapan } from '@banso/shared/time/day.ts';
import type { Server } from '../server.ts';
import { lockDevice } from '../store/devices.ts';
import { partsOfAggregates, partsOfKind } from '../store/parts.ts';
import { tenants } from '../store/tenants.ts';
import { recordAsServer } from '../sync/record-as-server.ts';
import { SERVER_DEVICE } from '../sync/server-device.ts';

type Ending = Pick<Server, 'store' | 'accept' | 'clock' | 'random' | 'poke' | 'log'>;

/**
 * Records the end of every role whose last day is over, in every office; throws, after it has done what it could, when somebody's
 * could not be recorded. Reading does not wait for it: what is read compares with the server's clock. Safe in any number of
 * processes, and again after a failure.
 */
export const endRoles = async (server: Ending): Promise<void> => {
  const failures: unknown[] = [];
  for (const { id: tenant } of await server.store.door(tenants)) {
    const people = await server.store.read(tenant, (tx) => partsOfKind(tx, { kind: 'person', part: 'core' }));
    const today = dayInJapan(server.clock.nowMs());
    // Written by `apply` from a person's operations.
    const over = people.filter(({ body }) => ended(JSON.parse(body) as Person, today).length > 0);
    for (const { aggregateId } of over) {
      try {
        await endRolesOf(server, tenant, aggregateId);
      } catch (error) {
        failures.push(error);
      }
    }
  }
  if (failures.length > 0) throw failures[0];
};

const ended = ({ roles }: Person, today: Day): readonly RoleGrant[] => {
  const standing = rolesOn(roles, today);
  return roles.filter((grant) => !standing.includes(grant));
};

const endRolesOf = async (server: Ending, tenant: string, person: string): Promise<void> => {
  const count = await server.store.transact(tenant, async (tx) => {
    // Another process records it at the same time: whoever comes second finds nothing left to end.
    await lockDevice(tx, SERVER_DEVICE);
    const record = personParts.fromParts(await partsOfAggregates(tx, [{ kind: 'person', id: person }]));
    const atMs = server.clock.nowMs();
    const over = record ? ended(record, dayInJapan(atMs)) : [];
    if (over.length === 0) return 0;
    await recordAsServer(tx, {
      server,
      tenant,
      operations: over.map((grant) => ({
        type: 'person-role-ended@1',
        kind: 'person',
        aggregate: person,
        actor: SYSTEM,
        atMs,
        id: idOfEnd({ tenant, person, grant }),
        body: grant,
      })),
    });
    return over.length;
  });
  if (count === 0) return;
  server.log({ event: 'roles_ended', tenant, person, count });
  server.poke(tenant);
};

/** The same for the same grant wherever it is recorded: an end has one operation, with the instant of the end in its id. */
export const idOfEnd = ({
  tenant,
  person,
  grant,
}: {
  readonly tenant: string;
  readonly person: string;
  readonly grant: RoleGrant;
}): string => {
  const { role, programme, until = '' } = grant;
  const digest = createHash('sha256')
    .update(JSON.stringify([tenant, person, role, programme, until]))
    .digest();
  return uuidv7(endedAtMs(until), digest.subarray(0, 10));
};
