import type { PeopleAnswer } from '@banso/shared/protocol/people.ts';
import { useCallback, useEffect, useState } from 'react';
import { peopleTransport } from '../../sync/people-transport.ts';
import type { ServerAnswer } from '../../sync/server-transport.ts';
import type { AnswerFailure } from '../answer-problem.tsx';

export type People = {
  /** How everybody signs in; undefined until the first answer. */
  readonly answer: PeopleAnswer | undefined;
  readonly failure: AnswerFailure | null;
  readonly load: () => Promise<void>;
  /** Asks for something and shows what it is now; whether it was done. */
  readonly change: (wish: Promise<ServerAnswer<null>>) => Promise<boolean>;
};

export const usePeople = (): People => {
  const [answer, setAnswer] = useState<PeopleAnswer>();
  const [failure, setFailure] = useState<AnswerFailure | null>(null);
  const load = useCallback(async () => {
    const asked = await peopleTransport.list();
    if ('answer' in asked) {
      setAnswer(asked.answer);
      setFailure(null);
    } else setFailure(asked);
  }, []);
  useEffect(() => {
    const first = setTimeout(() => void load(), 0);
    return () => clearTimeout(first);
  }, [load]);
  const change = useCallback(
    async (wish: Promise<ServerAnswer<null>>) => {
      const asked = await wish;
      await load();
      if ('answer' in asked) return true;
      setFailure(asked);
      return false;
    },
    [load],
  );
  return { answer, failure, load, change };
};
