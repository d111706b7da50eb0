import type { Look } from '@banso/shared/access/access.ts';
import { useEffect } from 'react';
import { useBanso } from './banso-context.tsx';

/** Notes that this record is being looked at, for the access log (FP-2-2). `part` null: the record as a whole. */
export const useNoteLook = (purpose: Look['purpose'], aggregate: string, part: string | null): void => {
  const { store } = useBanso();
  useEffect(() => {
    void store.noteLook({ event: 'looked', purpose, subject: { kind: 'engagement', aggregate, part } });
  }, [store, purpose, aggregate, part]);
};
