import { contractChallenge } from '@banso/shared/contract/contract-statement.ts';
import type { ContractPaper } from '@banso/shared/engagement/contract-paper.ts';
import { bytesToBase64url } from '@banso/shared/lib/base64url.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import { type ReactNode, useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { askPasskey } from '../../sync/passkeys.ts';
import { signInTransport } from '../../sync/sign-in-transport.ts';
import { Notice } from '../../ui/notice.tsx';
import { useProof } from '../use-proof.tsx';
import { messages } from './messages.ts';

/** What a signature of this contract begins with. */
export type Signing = Pick<BodyOf['contract-signed@1'], 'paper' | 'sha256' | 'passkey'>;

const CEREMONY_MS = 5 * 60_000;

/**
 * Asks the person to sign this contract's file: by a passkey's word over it, or, where they have none, by a sign-in factor. Null: they
 * would not or could not, and `question` says so.
 */
export const useSignContract = (): {
  readonly sign: (of: {
    readonly engagement: string;
    readonly paper: ContractPaper;
    readonly as: 'office' | 'expert';
  }) => Promise<Signing | null>;
  readonly question: ReactNode;
} => {
  const { me, deviceLabel } = useBanso();
  const { prove, question } = useProof();
  const [cancelled, setCancelled] = useState(false);
  return {
    sign: async ({ engagement, paper, as }) => {
      setCancelled(false);
      const { file } = paper;
      if (!file) return null;
      const signed = { paper: paper.id, sha256: file.sha256 };
      const state = await signInTransport.proof();
      if (!('answer' in state) || !state.answer.has.passkey)
        return (await prove()) ? { ...signed, passkey: null } : null;
      const challenge = contractChallenge({ tenant: me.tenant, engagement, ...signed, as, person: me.person });
      const given = await askPasskey(
        {
          challenge: bytesToBase64url(bytesOfHex(challenge)),
          allowCredentials: [],
          userVerification: 'required',
          timeout: CEREMONY_MS,
        },
        deviceLabel,
      );
      if ('failed' in given) {
        setCancelled(true);
        return null;
      }
      const { id, response } = given.body.credential;
      const { authenticatorData, clientDataJSON: clientData, signature } = response;
      return { ...signed, passkey: { credential: id, authenticatorData, clientData, signature } };
    },
    question: (
      <>
        {cancelled && <Notice kind="warn" live title={messages.passkeyCancelled} />}
        {question}
      </>
    ),
  };
};

const bytesOfHex = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
