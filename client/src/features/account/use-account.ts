import type { Account } from '@banso/shared/protocol/sign-in.ts';
import { useCallback, useEffect, useState } from 'react';
import type { ServerAnswer } from '../../sync/server-transport.ts';
import { signInTransport } from '../../sync/sign-in-transport.ts';
import type { AnswerFailure } from '../answer-problem.tsx';

export type OwnAccount = {
  /** Undefined until the first answer. */
  readonly account: Account | undefined;
  readonly failure: AnswerFailure | null;
  readonly load: () => Promise<void>;
  /** Asks for something and shows what it is now; whether it was done. */
  readonly change: (wish: Promise<ServerAnswer<null>>) => Promise<boolean>;
};

/** The person's own ways and sessions, asked at the start and after every change. */
export const useAccount = (): OwnAccount => {
  const [account, setAccount] = useState<Account>();
  const [failure, setFailure] = useState<AnswerFailure | null>(null);
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
    async (wish: Promise<ServerAnswer<null>>) => {
      const answer = await wish;
      await load();
      if ('answer' in answer) return true;
      setFailure(answer);
      return false;
    },
    [load],
  );
  return { account, failure, load, change };
};
