import type { Role, RoleGrant } from '../operation/context.ts';

/** What somebody shows to sign in. `link` and `code` are one-time and come from the office; `mail` is a code by e-mail. */
export const WAYS = ['passkey', 'link', 'code', 'mail', 'totp'] as const;
export type Way = (typeof WAYS)[number];

/** A link and a code come by the same hand: both together prove no more than one. */
const HAND: Readonly<Record<Way, string>> = {
  passkey: 'passkey',
  link: 'office',
  code: 'office',
  mail: 'mail',
  totp: 'totp',
};

/** Whether these ways open a session: a passkey with user verification is two factors by itself (FP-10-一a). */
export const isEnough = (ways: readonly Way[], { needsTwo }: { readonly needsTwo: boolean }): boolean =>
  ways.includes('passkey') || new Set(ways.map((way) => HAND[way])).size >= (needsTwo ? 2 : 1);

/** Who works outside of the office, on a phone of their own, with their own cases alone. */
const FIELD_ROLES: readonly Role[] = ['expert', 'supportOfficer'];

export type SignInSetting = {
  /** Invented people, for trying out: a link alone is enough. */
  readonly sample: boolean;
  /** The office lets experts and support officers in by a link or code alone. */
  readonly expertsByLinkAlone: boolean;
};

/** Whether somebody with these roles has to show two things. Who sees more than their own cases always has to. */
export const needsTwoWays = (roles: readonly RoleGrant[], { sample, expertsByLinkAlone }: SignInSetting): boolean =>
  !sample && !(expertsByLinkAlone && isField(roles));

const HOUR = 60 * 60;
const DAY = 24 * HOUR;

/** How long a session lives, in seconds: without use, and at most. Phones are offline for days; a desk is not. */
export const sessionLimits = (
  roles: readonly RoleGrant[],
): { readonly idleSeconds: number; readonly mostSeconds: number } =>
  isField(roles) ? { idleSeconds: 30 * DAY, mostSeconds: 90 * DAY } : { idleSeconds: 12 * HOUR, mostSeconds: 7 * DAY };

const isField = (roles: readonly RoleGrant[]): boolean => roles.every(({ role }) => FIELD_ROLES.includes(role));
