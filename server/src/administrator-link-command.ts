import type { Person } from '@banso/shared/person/person.ts';
import { anotherFirstStartLink } from './auth/first-start.ts';
import { recoverAtConsole } from './people/recovery.ts';
import type { Server } from './server.ts';
import { partsOfKind } from './store/parts.ts';
import { tenants } from './store/tenants.ts';

type Said = { readonly lines: readonly string[]; readonly ok: boolean };

const USAGE = '使い方: npm run administrator-link -- 事務局のID 利用者のID';

/** Nobody has opened an office on this server yet. */
export const isWaitingForAdministrator = async (server: Server): Promise<boolean> =>
  (await server.store.door(tenants)).length === 0;

/**
 * `administrator-link`: another link for the first administrator, while there is no office. `administrator-link TENANT [PERSON]`: a new
 * link for the only administrator of an office who lost every way to sign in, or for the person named; refused where two
 * administrators could do it on the screen.
 * Whoever can run this holds the server in their hands; it is recorded all the same.
 */
export const administratorLinkCommand = async (server: Server, url: string, args: readonly string[]): Promise<Said> => {
  const [tenant, person] = args;
  if (args.length > 2) return { lines: [USAGE], ok: false };
  if (tenant !== undefined) return recover(server, url, { tenant, person });
  const token = await anotherFirstStartLink(server);
  if (token !== null)
    return {
      lines: [
        '最初の管理者のリンクです。24時間以内に開いてください。前のリンクは使えなくなりました。',
        '',
        `    ${url}/sign-in#${token}`,
      ],
      ok: true,
    };
  const offices = await server.store.door(tenants);
  return {
    lines: [
      '最初の管理者は、すでに登録されています。最初のリンクは、もう作れません。',
      '画面で復旧できる管理者が足りないときは、事務局のIDを付けて実行してください。',
      ...offices.map(({ id, name }) => `  ${id}　${name}`),
      USAGE,
    ],
    ok: false,
  };
};

const recover = async (
  server: Server,
  url: string,
  { tenant, person }: { readonly tenant: string; readonly person: string | undefined },
): Promise<Said> => {
  const office = (await server.store.door(tenants)).find(({ id }) => id === tenant);
  if (!office) return { lines: [`事務局「${tenant}」はありません。`, USAGE], ok: false };
  const rows = await server.store.read(tenant, (tx) => partsOfKind(tx, { kind: 'person', part: 'core' }));
  // Written by `apply` from operations of the kind person.
  const people = rows.map(({ body }) => JSON.parse(body) as Person).filter(({ roles }) => roles.length > 0);
  const administrators = people.filter(({ roles }) => roles.some(({ role }) => role === 'administrator'));
  const chosen = person === undefined && administrators.length === 1 ? administrators[0] : undefined;
  const lost = chosen ?? people.find(({ id }) => id === person);
  if (!lost)
    return {
      lines: [
        'だれの復旧かを、利用者のIDで指定してください。',
        ...people.map(({ id, name }) => `  ${id}　${name}`),
        USAGE,
      ],
      ok: false,
    };
  const others = administrators.filter(({ id }) => id !== lost.id);
  if (others.length >= 2)
    return {
      lines: [
        `${office.name}には、ほかに管理者が${others.length}人います。`,
        '「利用者」の画面で、管理者お二人（依頼する人と承認する人）が復旧してください。',
      ],
      ok: false,
    };
  const { linkToken, code } = await recoverAtConsole(server, { tenant, person: lost.id });
  return {
    lines: [
      `${office.name}　${lost.name}の新しいリンクとコードです。7日以内に、どちらかを一度だけ使えます。`,
      'これまでのパスキーとサインインは、すべて終わりにしました。このことは記録に残ります。',
      '',
      `    リンク ${url}/sign-in#${linkToken}`,
      `    コード ${code}`,
    ],
    ok: true,
  };
};
