import { needsTwoWays } from '@banso/shared/person/sign-in-ways.ts';
import type { PasskeyAnswer, ProofState } from '@banso/shared/protocol/sign-in.ts';
import { Problem } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { accountOf, passkeysOf } from '../store/accounts.ts';
import { noteProof } from '../store/sessions.ts';
import type { MailPorts } from './mail-codes.ts';
import { canProve, isOlder, type Place, provingPasskey } from './passkeys.ts';
import { recordsOf, type Session, type SessionHolder } from './sessions.ts';
import { noteSignIn } from './sign-in-log.ts';
import { takeTotp } from './totp.ts';

/** The gravest acts ask for a sign-in factor that was shown within this time. Source: requirements FP-10-一a. */
const FRESH_MS = 10 * 60 * 1000;

/** Whether the person has just proven themselves in this session, or is never asked to: in samples a link is enough for everything. */
export const isProven = async (server: Server, session: Session | null, who: SessionHolder): Promise<boolean> => {
  const isTheirs = session?.tenant === who.tenant && session.person === who.person;
  if (isTheirs && server.clock.nowMs() - session.provenAtMs <= FRESH_MS) return true;
  const { office, record } = await recordsOf(server, who);
  return !needsTwoWays(record.roles, office);
};

/** Throws `proof_needed`. */
export const requireProof = async (server: Server, session: Session): Promise<void> => {
  if (!(await isProven(server, session, session))) throw new Problem('proof_needed');
};

/**
 * Whether something has to be shown now, and what the person can show: only what they had before this session began. Whoever
 * found an open screen could otherwise add a way of their own and prove themselves with that.
 */
export const proofState = async (server: Server, session: Session): Promise<ProofState> => {
  const { account, passkeys } = await server.store.door(async (tx) => ({
    account: await accountOf(tx, session),
    passkeys: await passkeysOf(tx, session),
  }));
  return {
    fresh: await isProven(server, session, session),
    has: {
      passkey: passkeys.some((passkey) => canProve(session, passkey)),
      totp: isOlder(session, account?.totpSince ?? null),
    },
  };
};

/** Throws as at a sign-in; also for somebody else's passkey. */
export const proveByPasskey = async (
  server: Server,
  session: Session,
  answering: { readonly place: Place; readonly ports: MailPorts; readonly answer: PasskeyAnswer },
): Promise<void> => {
  await provingPasskey(server, session, answering);
  await proven(server, session, 'passkey');
};

/** Throws `proof_needed` for an app that was set up in this session. */
export const proveByTotp = async (
  server: Server,
  session: Session,
  typed: { readonly code: string; readonly caller: string },
): Promise<void> => {
  const account = await server.store.door((tx) => accountOf(tx, session));
  if (!isOlder(session, account?.totpSince ?? null)) throw new Problem('proof_needed');
  await takeTotp(server, session, typed);
  await proven(server, session, 'totp');
};

const proven = async (server: Server, { id, tenant, person }: Session, way: string): Promise<void> => {
  await server.store.door((tx) => noteProof(tx, { id, at: new Date(server.clock.nowMs()) }));
  await noteSignIn(server, 'proven_again', { tenant, person, session: id, way });
};
