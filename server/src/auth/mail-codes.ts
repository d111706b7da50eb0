import { createHmac } from 'node:crypto';
import { uuidv7 } from '@banso/shared/lib/uuid.ts';
import { Problem } from '../http/problem.ts';
import type { Mailer } from '../notices/mailer.ts';
import type { Server } from '../server.ts';
import {
  accountOf,
  accountsByEmail,
  changeAccount,
  lockAccount,
  replaceMailCode,
  takeMailCode,
} from '../store/accounts.ts';
import type { PersonKey } from '../store/sessions.ts';
import { MAIL_CODE_MS } from './asked-cookie.ts';
import { newHandle } from './passkeys.ts';
import { emailIndexOf, openValue, sealValue } from './sealed-values.ts';
import { goOn, type OpenedSession, openSession, recordsOf, type Session } from './sessions.ts';
import { noteSignIn } from './sign-in-log.ts';
import { countCaller, guarded } from './waits.ts';

/** `signIn`: the first way, asked for by address. `second`: after a link or code. `confirm`: the address is new. */
type MailPurpose = 'signIn' | 'second' | 'confirm';

export type MailPorts = { readonly mailer: Mailer | null; readonly baseUrl: string };

type Typed = { readonly code: string; readonly label: string; readonly caller: string };

/** Nobody's mail box is filled by somebody who knows the address; an office of many behind one line gets its mails. */
const MAILS_TO_ONE = { freeTries: 5, mostSeconds: 15 * 60 };
const MAILS_BY_ONE = { freeTries: 60, mostSeconds: 15 * 60 };

/**
 * Sends a code to everybody who signs in with this address; the answer is the same when there is nobody. Not waited for: how
 * long it takes would tell whether there is.
 */
export const mailSignInCode = async (
  server: Server,
  ports: MailPorts,
  { email, caller, askedBy }: { readonly email: string; readonly caller: string; readonly askedBy: string },
): Promise<void> => {
  if (!ports.mailer) throw new Problem('no_mail');
  await countCaller(server, 'mail', caller, MAILS_BY_ONE);
  await countCaller(server, 'mail-to', emailIndexOf(server, email), MAILS_TO_ONE);
  const accounts = await server.store.door((tx) => accountsByEmail(tx, emailIndexOf(server, email)));
  for (const account of accounts) {
    if (!account.sealedEmail) continue;
    // To the address that was confirmed, not to what was typed.
    const to = openValue(server, 'email', account, account.sealedEmail);
    void sendCode(server, ports, account, { purpose: 'signIn', email: to, askedBy }).catch(() => undefined);
  }
};

/** Signs in with a code from a mail, in the browser that asked for it. */
export const signInByMail = async (
  server: Server,
  { email, code, label, caller, askedBy }: Typed & { readonly email: string; readonly askedBy: string },
): Promise<OpenedSession> => {
  const accounts = await server.store.door((tx) => accountsByEmail(tx, emailIndexOf(server, email)));
  const [first] = accounts;
  // Nobody has this address: the same wait and the same answer.
  const key = first ?? { tenant: '-', person: emailIndexOf(server, email) };
  const holder = await guarded(server, { tenant: key.tenant, person: key.person, caller, way: 'mail' }, async () => {
    for (const account of accounts)
      if (await takeCode(server, account, { purpose: 'signIn', code, askedBy })) return account;
    return undefined;
  });
  return openSession(server, { tenant: holder.tenant, person: holder.person, ways: ['mail'], label });
};

/** Sends a code to the person's own address, as the second way of a session that is not whole yet. */
export const mailSecondCode = async (server: Server, ports: MailPorts, session: Session): Promise<void> => {
  const account = await server.store.door((tx) => accountOf(tx, session));
  if (!account?.sealedEmail) throw new Problem('not_found');
  const email = openValue(server, 'email', account, account.sealedEmail);
  await countCaller(server, 'mail-to', emailIndexOf(server, email), MAILS_TO_ONE);
  await sendCode(server, ports, account, { purpose: 'second', email });
};

export const showMailCode = async (
  server: Server,
  session: Session,
  { code, label, caller }: Typed,
): Promise<OpenedSession> => {
  const { tenant, person } = session;
  await guarded(server, { tenant, person, caller, way: 'mail' }, () =>
    takeCode(server, session, { purpose: 'second', code }),
  );
  return goOn(server, session, 'mail', label);
};

/** Sends a code to an address that the person wants to sign in with. */
export const beginMail = async (server: Server, ports: MailPorts, session: Session, email: string): Promise<void> => {
  await countCaller(server, 'mail-to', emailIndexOf(server, email), MAILS_TO_ONE);
  await sendCode(server, ports, session, { purpose: 'confirm', email });
};

/** The code came back: the address is the person's. */
export const confirmMail = async (
  server: Server,
  session: Session,
  { code, caller }: Pick<Typed, 'code' | 'caller'>,
): Promise<void> => {
  const { tenant, person } = session;
  const taken = await guarded(server, { tenant, person, caller, way: 'mail' }, () =>
    takeCode(server, session, { purpose: 'confirm', code }),
  );
  const email = openValue(server, 'email', { tenant, person }, taken.sealedEmail);
  await server.store.door(async (tx) => {
    await lockAccount(tx, { tenant, person, handle: newHandle(server) });
    await changeAccount(tx, session, {
      sealedEmail: Buffer.from(taken.sealedEmail),
      emailIndex: emailIndexOf(server, email),
    });
  });
  await noteSignIn(server, 'mail_added', { tenant, person });
};

/** `askedBy`: only a session that is not there yet has to say by another secret whose browser it is. */
const takeCode = (
  server: Server,
  { tenant, person }: PersonKey,
  { purpose, code, askedBy = '' }: { readonly purpose: MailPurpose; readonly code: string; readonly askedBy?: string },
) =>
  server.store.door((tx) =>
    takeMailCode(tx, {
      tenant,
      person,
      purpose,
      codeHash: codeHash(server, { tenant, person }, { code, askedBy }),
      now: new Date(server.clock.nowMs()),
    }),
  );

const sendCode = async (
  server: Server,
  { mailer, baseUrl }: MailPorts,
  { tenant, person }: PersonKey,
  {
    purpose,
    email,
    askedBy = '',
  }: { readonly purpose: MailPurpose; readonly email: string; readonly askedBy?: string },
): Promise<void> => {
  if (!mailer) throw new Problem('no_mail');
  const now = new Date(server.clock.nowMs());
  const code = sixDigits(server);
  const id = uuidv7(now.getTime(), server.random(10));
  const { office } = await recordsOf(server, { tenant, person });
  await server.store.door((tx) =>
    replaceMailCode(tx, {
      id,
      tenant,
      person,
      purpose,
      codeHash: codeHash(server, { tenant, person }, { code, askedBy }),
      sealedEmail: sealValue(server, 'email', { tenant, person }, email),
      expiresAt: new Date(now.getTime() + MAIL_CODE_MS),
    }),
  );
  const outcome = await mailer.send({
    to: email,
    fromName: office.name,
    subject: '【伴走】サインインの番号',
    text: mailText(office.name, code, baseUrl),
    messageId: `<${id}@${new URL(baseUrl).hostname}>`,
  });
  if (!('sent' in outcome)) throw new Problem('mail_failed');
};

const mailText = (office: string, code: string, baseUrl: string): string =>
  [
    `${office}の「伴走」のサインインに使う番号です。`,
    '',
    `　　${code}`,
    '',
    `10分以内に、${baseUrl} の画面に入れてください。一度だけ使えます。`,
    '',
    'この番号は、だれにも教えないでください。事務局や県の職員が、電話やメールで番号をたずねることはありません。',
    'お心当たりがないときは、このメールを捨ててください。番号を入れないかぎり、サインインされません。',
  ].join('\n');

/** Keyed by the server's secret: six digits under a plain hash would be read from a stolen database in a moment. */
const codeHash = (
  { serverKey }: Server,
  { tenant, person }: PersonKey,
  { code, askedBy }: { readonly code: string; readonly askedBy: string },
): string =>
  createHmac('sha256', serverKey.secretFor('sign-in-mail-code-1'))
    .update(JSON.stringify([tenant, person, code, askedBy]))
    .digest('hex');

const sixDigits = ({ random }: Server): string =>
  // Of 48 bits: the first numbers are favoured by less than one in a hundred million.
  String(Buffer.from(random(6)).readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
