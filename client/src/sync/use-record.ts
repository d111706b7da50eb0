import type { Refusal } from '@banso/shared/operation/refusals.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import { useCallback, useRef, useState } from 'react';
import type { Failed, OutboxEntry, RecordRequest } from '../store/client-store.ts';
import { useBanso } from './banso-context.tsx';

/** Why nothing was recorded: a refusal, or the device could not. */
export type RecordProblem = { readonly refusal: Refusal } | { readonly failed: Failed };

export type Recorder = {
  /** Records once; while one is under way a second press does nothing. Null: nothing was recorded, `problem` says why. */
  readonly record: <Type extends keyof BodyOf>(request: RecordRequest<Type>) => Promise<OutboxEntry | null>;
  readonly busy: boolean;
  readonly problem: RecordProblem | null;
};

/** Recording by a press on a screen, with what the screen has to say about it. */
export const useRecord = (): Recorder => {
  const { store } = useBanso();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<RecordProblem | null>(null);
  // The state is a render late: a fast second tap would pass it.
  const underWay = useRef(false);
  const record = useCallback(
    async <Type extends keyof BodyOf>(request: RecordRequest<Type>): Promise<OutboxEntry | null> => {
      if (underWay.current) return null;
      underWay.current = true;
      setBusy(true);
      const answer = await store.record(request).catch((): RecordProblem => ({ failed: 'storage' }));
      underWay.current = false;
      setBusy(false);
      if ('recorded' in answer) {
        setProblem(null);
        return answer.recorded;
      }
      setProblem(answer);
      return null;
    },
    [store],
  );
  return { record, busy, problem };
};
