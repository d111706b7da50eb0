import { readsEveryProgramme, scopesWithEnds } from '@banso/shared/scope/reach.ts';
import { type Person, personParts } from '@banso/shared/person/person.ts';
import type { Day } from '@banso/shared/time/day.ts';
import { endAccess } from '../store/accounts.ts';
import { writeRemovals } from '../store/feed.ts';
import { partsOfKind } from '../store/parts.ts';
import { grantScopes, revokeScopes, scopesGivenTo } from '../store/reach.ts';
import type { Transaction } from '../store/schema.ts';
import { endSessions } from '../store/sessions.ts';
import type { Held } from './working-set.ts';

/**
 * A person's roles changed: their feeds are given or taken at this head, what they lose sight of leaves their device (L9), and
 * their sessions end; the next sign-in asks for what the new roles need. Without any role nothing opens any more.
 */
export const changeScopes = async (
  tx: Transaction,
  {
    tenant,
    changed,
    head,
    today,
  }: { readonly tenant: string; readonly changed: readonly Held[]; readonly head: number; readonly today: Day | null },
): Promise<void> => {
  const everyProgramme = async () =>
    (await partsOfKind(tx, { kind: 'programme', part: 'core' })).map(({ aggregateId }) => aggregateId);
  for (const { kind, id, state, stateBefore } of changed) {
    if (kind !== 'person' || state === null) continue;
    const { roles } = state as Person;
    const wanted = scopesWithEnds(id, roles, readsEveryProgramme(roles) ? await everyProgramme() : []);
    const given = await scopesGivenTo(tx, id);
    const gone = given.filter(({ scope }) => wanted.every((one) => one.scope !== scope)).map(({ scope }) => scope);
    // One that had ended was not read since: given again, everything in it counts as new.
    const ended = given.flatMap(({ scope, until }) =>
      until !== null && today !== null && until < today ? [scope] : [],
    );
    await revokeScopes(tx, { person: id, scopes: [...gone, ...ended] });
    await grantScopes(tx, { person: id, scopes: wanted, head });
    if (gone.length > 0) await writeRemovals(tx, { into: `person:${id}`, of: gone, head });
    const before = (stateBefore as Person | null)?.roles;
    if (before === undefined || JSON.stringify(before) === JSON.stringify(roles)) continue;
    await (roles.length === 0 ? endAccess : endSessions)(tx, { tenant, person: id });
  }
  // Asked under the tenant's counter: whoever was registered beside this programme is seen, or sees it.
  const opened = changed.some(({ kind, stateBefore, state }) => kind === 'programme' && !stateBefore && state);
  if (opened) await openToWholeOffice(tx, { head, programmes: await everyProgramme() });
};

/** Whoever holds a role of the whole office reads the new programme, too. */
const openToWholeOffice = async (
  tx: Transaction,
  { head, programmes }: { readonly head: number; readonly programmes: readonly string[] },
): Promise<void> => {
  for (const core of await partsOfKind(tx, { kind: 'person', part: 'core' })) {
    const person = personParts.fromParts([core]);
    if (!person || !readsEveryProgramme(person.roles)) continue;
    await grantScopes(tx, { person: person.id, scopes: scopesWithEnds(person.id, person.roles, programmes), head });
  }
};
