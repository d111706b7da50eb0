import type { RoleGrant } from '@banso/shared/operation/context.ts';
import type { Programme } from '@banso/shared/programme/programme.ts';
import type { PersonAccessRow } from '@banso/shared/protocol/people.ts';
import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { eraDate, monthAndDay } from '@banso/shared/time/wareki.ts';
import { messages } from './messages.ts';

export const instantWords = (atMs: number): string => `${monthAndDay(dayInJapan(atMs))} ${clockTimeInJapan(atMs)}`;

/** 承認者（経営革新計画伴走支援事業）、監査 令和9年3月31日まで */
export const roleWords = (roles: readonly RoleGrant[], programmes: readonly Programme[]): string => {
  if (roles.length === 0) return messages.ended;
  return roles
    .map((grant) => {
      const word = roleWord(grant, programmes);
      return grant.until === undefined ? word : messages.withEnd(word, eraDate(grant.until));
    })
    .join('、');
};

/** 監査（経営革新計画伴走支援事業）は、令和9年3月31日で終わりました。 */
export const endedWords = (grant: RoleGrant, programmes: readonly Programme[]): string =>
  messages.endedWith(roleWord(grant, programmes), eraDate(grant.until ?? ''));

const roleWord = ({ role, programme }: RoleGrant, programmes: readonly Programme[]): string => {
  const word = messages.roles[role];
  const name = programmes.find(({ id }) => id === programme)?.name;
  return name === undefined || programmes.length < 2 ? word : messages.inProgramme(word, name);
};

/** パスキー、認証アプリ */
export const wayWords = (row: PersonAccessRow): string => {
  const ways = [
    ...(row.passkeys > 0 ? [messages.passkeys(row.passkeys)] : []),
    ...(row.totp ? [messages.totp] : []),
    ...(row.mail ? [messages.mail] : []),
    ...(row.suspectPasskeys > 0 ? [messages.suspect] : []),
    // The other half of an invitation that was used opens nothing by itself.
    ...(row.invitedUntilMs === null || hasWay(row) ? [] : [messages.invited(instantWords(row.invitedUntilMs))]),
  ];
  return ways.length === 0 ? messages.noWay : ways.join('、');
};

export const hasWay = ({ passkeys, totp, mail }: PersonAccessRow): boolean => passkeys > 0 || totp || mail;

/** Whether a link from the office and this make a sign-in. */
export const hasSecond = ({ totp, mail }: PersonAccessRow): boolean => totp || mail;
