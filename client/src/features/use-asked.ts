import { useCallback, useEffect, useRef, useState } from 'react';
import type { ServerAnswer } from '../sync/server-transport.ts';
import type { AnswerFailure } from './answer-problem.tsx';

export type Asked<Answer> = {
  /** The newest answer; undefined until the first. It stays while a later question fails. */
  readonly answer: Answer | undefined;
  /** Why the newest question, or change, was not answered. */
  readonly failure: AnswerFailure | null;
  /** Asks once more. */
  readonly load: () => Promise<void>;
  /** Asks for a change and shows what it is then; whether it was made. */
  readonly change: (wish: () => Promise<ServerAnswer<null>>) => Promise<boolean>;
};

/** What the server keeps beside the records: asked when the screen opens, after every change, and for another `ask`. */
export const useAsked = <Answer>(ask: () => Promise<ServerAnswer<Answer>>): Asked<Answer> => {
  const [answer, setAnswer] = useState<Answer>();
  const [failure, setFailure] = useState<AnswerFailure | null>(null);
  const newest = useRef(0);
  const load = useCallback(async () => {
    newest.current += 1;
    const mine = newest.current;
    const asked = await ask();
    // Whoever chose another month meanwhile sees that month, whichever answer comes last.
    if (mine !== newest.current) return;
    if ('answer' in asked) setAnswer(asked.answer);
    setFailure('answer' in asked ? null : asked);
  }, [ask]);
  useEffect(() => {
    // Not inside the effect itself: the answer sets states.
    const first = setTimeout(() => void load(), 0);
    return () => clearTimeout(first);
  }, [load]);
  const change = useCallback(
    async (wish: () => Promise<ServerAnswer<null>>) => {
      const asked = await wish();
      await load();
      if ('answer' in asked) return true;
      setFailure(asked);
      return false;
    },
    [load],
  );
  return { answer, failure, load, change };
};
