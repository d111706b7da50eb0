import { type Person, personParts } from '@banso/shared/person/person.ts';
import { standingConsents } from '@banso/shared/programme/consent.ts';
import { programmeParts } from '@banso/shared/programme/programme.ts';
import type { Role } from '@banso/shared/operation/context.ts';
import { partsOfAggregates, partsOfKind } from '../store/parts.ts';
import type { DeviceRow, Transaction } from '../store/schema.ts';

/** Who works outside of the office: what reaches them is decided by the consent for phones as well. */
const OUTSIDE: readonly Role[] = ['expert', 'supportOfficer'];

/**
 * Whether the consents of this person's programmes cover the place at which the device is kept (FP-3). The office's own rooms are the
 * contract's place of work. A programme without a standing consent gives experts and support officers nothing anyway; to the desk
 * it gives its records in the office alone.
 */
export const placeCovered = async (tx: Transaction, { person: id, place }: DeviceRow): Promise<boolean> => {
  if (place === 'office') return true;
  const person = personParts.fromParts(await partsOfAggregates(tx, [{ kind: 'person', id }]));
  if (!person) return false;
  const programmes = (await partsOfKind(tx, { kind: 'programme', part: 'core' })).flatMap(
    (part) => programmeParts.fromParts([part]) ?? [],
  );
  return programmes.every((programme) => {
    const roles = rolesIn(person, programme.id);
    if (roles.length === 0) return true;
    const consents = standingConsents(programme);
    if (consents.length === 0) return roles.every((role) => OUTSIDE.includes(role));
    return consents.some(({ items }) => items.places.some((one) => one === place));
  });
};

const rolesIn = ({ roles }: Person, programme: string): readonly Role[] =>
  roles.flatMap(({ role, programme: where }) => (where === null || where === programme ? [role] : []));
