import type { NoticeRow, NoticeWish } from '@banso/shared/notice/notice.ts';
import { PROBLEMS } from '@banso/shared/protocol/problems.ts';
import { useCallback, useEffect, useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { messages } from './messages.ts';

export type Notices = {
  /** Undefined until the first answer. */
  readonly rows: readonly NoticeRow[] | undefined;
  /** Why the last question was not answered, or the last wish not carried out. */
  readonly trouble: string | null;
  readonly load: () => Promise<void>;
  readonly wish: (id: string, wish: NoticeWish) => Promise<boolean>;
};

/** Mails are sent without anybody's doing: the list is asked again while somebody looks at it. */
const EVERY_MS = 10_000;

/** The server's list of notices, asked at the start, after every wish, and from time to time. */
export const useNotices = (): Notices => {
  const { office } = useBanso();
  const [rows, setRows] = useState<readonly NoticeRow[]>();
  const [trouble, setTrouble] = useState<string | null>(null);
  const load = useCallback(async () => {
    const asked = await office.notices();
    if ('answer' in asked) {
      setRows(asked.answer);
      setTrouble(null);
    } else setTrouble('problem' in asked ? PROBLEMS[asked.problem].title : messages.unreachableHint);
  }, [office]);
  useEffect(() => {
    const ask = () => {
      if (!document.hidden) void load();
    };
    const first = setTimeout(ask, 0);
    const timer = setInterval(ask, EVERY_MS);
    document.addEventListener('visibilitychange', ask);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
      document.removeEventListener('visibilitychange', ask);
    };
  }, [load]);
  const wish = useCallback(
    async (id: string, wanted: NoticeWish) => {
      const asked = await office.changeNotice(id, wanted);
      await load();
      if ('answer' in asked) return true;
      setTrouble('problem' in asked ? PROBLEMS[asked.problem].title : messages.unreachableHint);
      return false;
    },
    [office, load],
  );
  return { rows, trouble, load, wish };
};
