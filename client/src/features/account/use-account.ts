import type { Account } from '@banso/shared/protocol/sign-in.ts';
import { useCallback, useEffect, useState } from 'react';
import type { ServerAnswer } from '../../sync/server-transport.ts';
import { signInTransport } from '../../sync/sign-in-transport.ts';
import type { AnswerFailure } from '../answer-problem.tsx';
import { type Proof, useProof } from '../use-proof.tsx';

export type OwnAccount = {
  /** Undefined until the first answer. */
  readonly account: Account | undefined;
  readonly failure: AnswerFailure | null;
  readonly load: () => Promise<void>;
  /** Asks for something, once the person has just proven themselves, and shows what it is now. */
  readonly change: (wish: () => Promise<ServerAnswer<null>>) => Promise<void>;
} & Proof;

/** The person's own ways and sessions, asked at the start and after every change; each change asks who it is first. */
export const useAccount = (): OwnAccount => {
  const [account, setAccount] = useState<Account>();
  const [failure, setFailure] = useState<AnswerFailure | null>(null);
  const { prove, question } = useProof();
  const load = useCallback(async () => {
    const asked = await signInTransport.account();
    if ('answer' in asked) {
      setAccount(asked.answer);
      setFailure(null);
    } else setFailure(asked);
  }, []);
  useEffect(() => {
    const first = setTimeout(() => void load(), 0);
    return () => clearTimeout(first);
  }, [load]);
  const change = useCallback(
    async (wish: () => Promise<ServerAnswer<null>>) => {
      if (!(await prove())) return;
      const answer = await wish();
      await load();
      if (!('answer' in answer)) setFailure(answer);
    },
    [load, prove],
  );
  return { account, failure, load, change, prove, question };
};
