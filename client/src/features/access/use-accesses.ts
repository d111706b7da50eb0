import type { AccessQuery, AccessRow } from '@banso/shared/protocol/access.ts';
import { useCallback, useEffect, useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';

export type Accesses = {
  readonly rows: readonly AccessRow[] | undefined;
  readonly more: boolean;
  /** True: everybody's; false: one's own alone. Undefined until the first answer. */
  readonly whole: boolean | undefined;
  readonly unreachable: boolean;
  readonly load: () => Promise<void>;
  readonly loadMore: () => Promise<void>;
};

/** Pages of the server's access log for one filter, newest first. */
export const useAccesses = (filter: AccessQuery): Accesses => {
  const { office, store, sync } = useBanso();
  const [page, setPage] = useState<Pick<Accesses, 'rows' | 'more' | 'whole'>>();
  const [unreachable, setUnreachable] = useState(false);
  const key = JSON.stringify(filter);
  const ask = useCallback(
    async (before?: number) => {
      const query = JSON.parse(key) as AccessQuery;
      const asked = await office.accesses(before === undefined ? query : { ...query, before: String(before) });
      setUnreachable(!('answer' in asked));
      if (!('answer' in asked)) return;
      const { rows, more, whole } = asked.answer;
      setPage((now) => ({ rows: before === undefined ? rows : [...(now?.rows ?? []), ...rows], more, whole }));
    },
    [office, key],
  );
  useEffect(() => {
    const show = async () => {
      await ask();
      // What this device did without the server is read a moment later: somebody who has just saved a list looks for it here.
      if (left || !(await store.looksWait())) return;
      await sync.syncNow();
      if (!left) await ask();
    };
    let left = false;
    // Not inside the effect itself: the answer sets states.
    const first = setTimeout(() => void show(), 0);
    return () => {
      left = true;
      clearTimeout(first);
    };
  }, [ask, store, sync]);
  const last = page?.rows?.at(-1)?.position;
  return {
    rows: page?.rows,
    more: page?.more ?? false,
    whole: page?.whole,
    unreachable,
    load: () => ask(),
    loadMore: () => ask(last),
  };
};
