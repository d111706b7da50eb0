import { writeSheets, XLSX_TYPE } from '@banso/shared/sheet/write-sheet.ts';
import { useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { saveFile } from '../../ui/save-file.ts';
import type { DeskRow } from './desk-rows.ts';
import type { Looking } from './looking.ts';
import { sheetMessages as messages } from './sheet-messages.ts';
import { sheetFileName, visitSheets } from './visit-sheet.ts';

export type SaveSheetProps = { readonly shown: readonly DeskRow[]; readonly looking: Looking };

/**
 * Saves the list as it is shown; made on this device from what it holds, with or without a connection. That it was saved is noted
 * first, once for each programme in it (FP-2-2), and told to the access log with the next contact.
 */
export function SaveSheet({ shown, looking }: SaveSheetProps) {
  const { me, store, nowMs } = useBanso();
  const [became, setBecame] = useState<number | 'failed' | null>(null);
  const save = async () => {
    try {
      const ids = new Set(shown.flatMap(({ visit }) => visit.approval?.by ?? []));
      const people = await Promise.all([...ids].map((id) => store.person(id)));
      const names = new Map(people.flatMap((person) => (person ? [[person.id, person.name] as const] : [])));
      const wish = { rows: shown, looking, nowMs: nowMs(), sample: me.sample, names };
      const file = writeSheets(visitSheets(wish));
      for (const [programme, rows] of countByProgramme(shown)) {
        const subject = { kind: 'programme', aggregate: programme, part: null } as const;
        await store.noteLook({ event: 'listSaved', purpose: 'review', subject, rows });
      }
      saveFile(file, { name: sheetFileName(wish), type: XLSX_TYPE });
      setBecame(shown.length);
    } catch {
      setBecame('failed');
    }
  };
  return (
    <div className="desk-sheet">
      <Button look="text" onClick={() => void save()}>
        {messages.save}
      </Button>
      <span role="status">{typeof became === 'number' && messages.saved(became)}</span>
      {became === 'failed' && (
        <Notice kind="error" title={messages.failed} live>
          <p>{messages.failedHint}</p>
        </Notice>
      )}
    </div>
  );
}

const countByProgramme = (shown: readonly DeskRow[]): ReadonlyMap<string, number> =>
  shown.reduce((counts, { view }) => {
    const programme = view.engagement.core?.programme ?? '';
    return counts.set(programme, (counts.get(programme) ?? 0) + 1);
  }, new Map<string, number>());
