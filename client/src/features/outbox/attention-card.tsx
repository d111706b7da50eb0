import { REFUSALS, type RefusalCode } from '@banso/shared/operation/refusals.ts';
import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { monthAndDay } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import type { OutboxEntry } from '../../store/client-store.ts';
import { setAside } from '../../sync/attention.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { messages as common } from '../messages.ts';
import { paths } from '../paths.ts';
import { findingLabels } from '../record-problem.tsx';
import { entryPlace, type ViewsById } from './entry-place.ts';
import { messages } from './messages.ts';
import { operationLines } from './operation-lines.ts';

export type AttentionCardProps = { readonly entry: OutboxEntry; readonly viewsById: ViewsById };

/** One operation that was not carried out: why, what to do, and its text, until its author amends or withdraws it. */
export function AttentionCard({ entry, viewsById }: AttentionCardProps) {
  const [withdrawing, setWithdrawing] = useState(false);
  const { meaning, next } = wordsOf(entry);
  const labels = findingLabels(entry.verdict?.detail ?? []);
  const atMs = entry.recordedAtMs;
  const sentBack =
    entry.visit !== null && viewsById.get(entry.aggregate)?.engagement.visits[entry.visit]?.status === 'sentBack';
  const place = entry.visit === null ? null : { engagement: entry.aggregate, visit: entry.visit };
  return (
    <article className="attention__card">
      {entry.verdict?.outcome === 'refused' ? (
        <StateMark state="refused" />
      ) : (
        <StateMark state="needsYou">
          {entry.verdict?.outcome === 'blocked' ? messages.blocked : messages.parked}
        </StateMark>
      )}
      <h3>{entry.label}</h3>
      <p className="hint">
        {entryPlace(entry, viewsById)}・{monthAndDay(dayInJapan(atMs))}
        {clockTimeInJapan(atMs)}
      </p>
      <h4>{messages.reason}</h4>
      <p>{meaning}</p>
      {labels.length > 0 && <p>{messages.items(labels.join('、'))}</p>}
      <h4>{messages.next}</h4>
      <p>
        {next} {common.recordsSafe}
      </p>
      <OriginalText id={entry.id} />
      {place && entry.verdict?.outcome === 'refused' && (
        <ButtonLink look="solid" wide href={sentBack ? paths.return(place) : paths.visit(place)}>
          {messages.mend}
        </ButtonLink>
      )}
      <Button look="text" wide onClick={() => setWithdrawing(true)}>
        {messages.setAside(entry.label)}
      </Button>
      <WithdrawDialog entry={entry} open={withdrawing} onClose={() => setWithdrawing(false)} />
    </article>
  );
}

function OriginalText({ id }: { readonly id: string }) {
  const text = useQuery((store) => store.operationText(id), [id]);
  const lines = text ? operationLines(text) : [];
  if (lines.length === 0) return null;
  return (
    <details className="attention__text">
      <summary>{messages.original}</summary>
      <Facts>
        {lines.map(({ label, value }) => (
          <Fact key={label} label={label} stacked>
            {value}
          </Fact>
        ))}
      </Facts>
    </details>
  );
}

function WithdrawDialog(props: { readonly entry: OutboxEntry; readonly open: boolean; readonly onClose: () => void }) {
  const { entry, open, onClose } = props;
  const { store } = useBanso();
  const [failed, setFailed] = useState(false);
  const withdraw = async () => {
    const answer = await setAside(store, entry.id);
    setFailed(answer === 'failed');
    if (answer === 'saved') onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={messages.setAsideTitle}
      actions={
        <>
          <Button look="solid" size="lg" wide onClick={() => void withdraw()}>
            {messages.setAsideNow}
          </Button>
          <Button wide onClick={onClose}>
            {messages.cancel}
          </Button>
        </>
      }
    >
      <p>{messages.setAsideHint}</p>
      {failed && <p role="alert">{messages.failed}</p>}
    </Dialog>
  );
}

const wordsOf = ({ verdict }: OutboxEntry): { readonly meaning: string; readonly next: string } => {
  const code = verdict?.code ?? '';
  if (Object.hasOwn(REFUSALS, code)) return REFUSALS[code as RefusalCode];
  return { meaning: messages.parkedReason, next: messages.parkedNext };
};
