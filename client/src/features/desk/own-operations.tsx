import { REFUSALS, type RefusalCode } from '@banso/shared/operation/refusals.ts';
import type { OutboxEntry } from '../../store/client-store.ts';
import { needingAttention } from '../../sync/attention.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { findingLabels } from '../finding-labels.ts';
import type { DeskRow } from './desk-rows.ts';
import { messages } from './messages.ts';

/** What this desk decided about the visit and the server has not answered yet, or has not carried out. */
export function OwnOperations({ row }: { readonly row: DeskRow }) {
  const { view, visit } = row;
  const refused = useQuery(
    async (store) => needingAttention(await store.outbox()).filter((entry) => isOn(entry, row)),
    [view.id, visit.id],
  );
  return (
    <div role="status">
      {view.waiting
        .filter((entry) => isOn(entry, row))
        .map((entry) => (
          <Notice key={entry.id} kind="info" title={messages.sending(entry.label)}>
            <p>{messages.sendingHint}</p>
          </Notice>
        ))}
      {refused?.map((entry) => (
        <NotCarriedOut key={entry.id} entry={entry} />
      ))}
    </div>
  );
}

function NotCarriedOut({ entry }: { readonly entry: OutboxEntry }) {
  const { store } = useBanso();
  const labels = findingLabels(entry.verdict?.detail ?? []);
  return (
    <Notice
      kind="error"
      title={messages.notCarriedOut(entry.label)}
      actions={<Button onClick={() => void store.withdraw(entry.id)}>{messages.understood}</Button>}
    >
      {reasonOf(entry).map((line) => (
        <p key={line}>{line}</p>
      ))}
      {labels.length > 0 && <p>{messages.itemsOf(labels.join('、'))}</p>}
    </Notice>
  );
}

/** Whether something this device recorded on the visit has no verdict yet. */
export const isSending = (row: Place): boolean => row.view.waiting.some((entry) => isOn(entry, row));

type Place = Pick<DeskRow, 'view' | 'visit'>;

const isOn = (entry: OutboxEntry, { view, visit }: Place): boolean =>
  entry.aggregate === view.id && entry.visit === visit.id;

const reasonOf = ({ verdict }: OutboxEntry): readonly string[] => {
  if (verdict?.outcome === 'blocked') return [messages.blocked];
  if (verdict?.outcome !== 'refused' || verdict.code === null || !isRefusalCode(verdict.code)) return [messages.parked];
  const { meaning, next } = REFUSALS[verdict.code];
  return [meaning, next];
};

const isRefusalCode = (code: string): code is RefusalCode => Object.hasOwn(REFUSALS, code);
