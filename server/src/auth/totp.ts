import type { TotpSecret } from '@banso/shared/protocol/sign-in.ts';
import { Secret, TOTP } from 'otpauth';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { accountOf, changeAccount, lockAccount } from '../store/accounts.ts';
import type { AccountRow } from '../store/schema.ts';
import { mayAddWay, newHandle } from './passkeys.ts';
import { openValue, sealValue } from './sealed-values.ts';
import { goOn, type OpenedSession, recordsOf, type Session } from './sessions.ts';
import { noteSignIn } from './sign-in-log.ts';
import { guarded } from './waits.ts';

/** Short, in plain letters: the code on the screen stays readable for old cameras. */
const ISSUER = 'Banso';
const PERIOD_SECONDS = 30;
/** RFC 4226, 4: at least 128 bits, 160 recommended. */
const SECRET_BYTES = 20;
/** One step to either side: phones' clocks are a little wrong. */
const WINDOW = 1;

/** A fresh secret for an authenticator app; it counts once a first code was shown. Throws `has_ways` as for passkeys. */
export const beginTotp = async (server: Server, session: Session): Promise<TotpSecret> => {
  const { record } = await recordsOf(server, session);
  const secret = new Secret({ buffer: Uint8Array.from(server.random(SECRET_BYTES)).buffer });
  await server.store.door(async (tx) => {
    await mayAddWay(server, tx, session);
    const account = await lockAccount(tx, { ...keyOf(session), handle: newHandle(server) });
    // One that is in use stays in use until the person takes it off.
    if (account.totpSince) throw new Problem('has_ways');
    await changeAccount(tx, keyOf(session), {
      sealedTotp: sealValue(server, 'totp', keyOf(session), secret.base32),
      totpStep: null,
    });
  });
  const totp = totpWith(secret.base32, record.name);
  return { uri: totp.toString(), secret: secret.base32 };
};

/** The first code from the app: from now on it counts. Opens a whole session if the one it was made in was not. */
export const confirmTotp = async (
  server: Server,
  session: Session,
  { code, label, caller }: { readonly code: string; readonly label: string; readonly caller: string },
): Promise<OpenedSession | null> => {
  await guarded(server, { ...keyOf(session), caller, way: 'totp' }, () =>
    server.store.door(async (tx) => {
      await mayAddWay(server, tx, session);
      const account = await accountOf(tx, session);
      if (!account || account.totpSince !== null) return undefined;
      const step = stepOfCode(server, account, code);
      if (step === undefined) return undefined;
      await changeAccount(tx, keyOf(session), { totpSince: new Date(server.clock.nowMs()), totpStep: step });
      return step;
    }),
  );
  await noteSignIn(server, 'totp_added', keyOf(session));
  return session.enough ? null : goOn(server, session, 'totp', label);
};

/** A code as the second way of a session that is not whole yet. */
export const showTotp = async (
  server: Server,
  session: Session,
  { code, label, caller }: { readonly code: string; readonly label: string; readonly caller: string },
): Promise<OpenedSession> => {
  await takeTotp(server, session, { code, caller });
  return goOn(server, session, 'totp', label);
};

/** Uses a code up. Throws `wrong_number`, `wait`. */
export const takeTotp = async (
  server: Server,
  session: Session,
  { code, caller }: { readonly code: string; readonly caller: string },
): Promise<void> => {
  await guarded(server, { ...keyOf(session), caller, way: 'totp' }, () =>
    server.store.door(async (tx) => {
      const account = await lockAccount(tx, { ...keyOf(session), handle: newHandle(server) });
      const step = account.totpSince ? stepOfCode(server, account, code) : undefined;
      if (step === undefined) return undefined;
      await changeAccount(tx, keyOf(session), { totpStep: step });
      return step;
    }),
  );
};

/** The time step of this code; undefined when it is wrong or its step was used before (RFC 6238, 5.2). */
const stepOfCode = (server: Server, account: AccountRow, code: string): number | undefined => {
  if (!account.sealedTotp) return undefined;
  const timestamp = server.clock.nowMs();
  const secret = openValue(server, 'totp', account, account.sealedTotp);
  const delta = totpWith(secret, '').validate({ token: code, timestamp, window: WINDOW });
  if (delta === null) return undefined;
  const step = Math.floor(timestamp / 1000 / PERIOD_SECONDS) + delta;
  return step <= (account.totpStep ?? -1) ? undefined : step;
};

const totpWith = (base32: string, label: string): TOTP =>
  new TOTP({
    issuer: ISSUER,
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_SECONDS,
    secret: Secret.fromBase32(base32),
  });

const keyOf = ({ tenant, person }: Session) => ({ tenant, person });
