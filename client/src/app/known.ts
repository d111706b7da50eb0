import type { SignedIn } from '@banso/shared/protocol/sign-in.ts';
import type { Known } from './open-banso.ts';

/** Without the names: they are sealed with the records now. */
export const bare = ({ tenant, person, roles, sample }: Known): Known => ({ tenant, person, roles, sample });

export const isSamePerson = (a: Known, b: Known): boolean => a.tenant === b.tenant && a.person === b.person;

export const isSame = (a: SignedIn, b: SignedIn): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The names that no passphrase is made of, where they are known: an app that was opened anew has them sealed. */
export const namesIn = (known: Known): readonly string[] => ('name' in known ? [known.tenantName, known.name] : []);

/** Who carries records out of the office. A desk's PC stays in its room, and opens a page anew all day: it is not locked by that. */
export const goesOut = ({ roles }: Known): boolean =>
  roles.some(({ role }) => role === 'expert' || role === 'supportOfficer');
