import { useEffect, useRef, useState } from 'react';
import { messages as common } from '../messages.ts';
import type { DeskRow } from './desk-rows.ts';
import { messages } from './messages.ts';

/** What to say aloud when a report comes in while the list is open; '' before the first one. */
export const useNewSubmissions = (rows: readonly DeskRow[] | undefined): string => {
  const known = useRef<ReadonlySet<string>>(undefined);
  const [words, setWords] = useState('');
  useEffect(() => {
    if (!rows) return;
    const submitted = rows.flatMap((row) =>
      row.visit.submission ? [{ row, id: row.visit.submission.operation }] : [],
    );
    const arrived = known.current && submitted.find(({ id }) => !known.current?.has(id))?.row;
    known.current = new Set([...(known.current ?? []), ...submitted.map(({ id }) => id)]);
    if (arrived) {
      const { view, visit } = arrived;
      setWords(messages.newSubmission(view.company?.name ?? messages.noCompany, common.number(visit.number)));
    }
  }, [rows]);
  return words;
};
