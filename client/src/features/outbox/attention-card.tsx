import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { monthAndDay } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { OutboxEntry } from '../../store/client-store.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import type { RecordProblem } from '../../sync/use-record.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { messages as common } from '../messages.ts';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { type AmendmentPlace, amendmentOf } from './amendment-of.ts';
import { attentionReason, findingsInTheWay } from './attention-reason.ts';
import { entryPlace, type ViewsById } from './entry-place.ts';
import { messages } from './messages.ts';
import { operationLines } from './operation-lines.ts';

export type AttentionCardProps = {
  readonly entry: OutboxEntry;
  readonly viewsById: ViewsById;
  /** What waits for this one: it goes on when this is amended or withdrawn. */
  readonly behind: readonly OutboxEntry[];
};

/** One operation that was not carried out: why, what was written, what to do, until its author amends or withdraws it. */
export function AttentionCard({ entry, viewsById, behind }: AttentionCardProps) {
  const [withdrawing, setWithdrawing] = useState(false);
  const { meaning, next } = attentionReason(entry);
  const view = viewsById.get(entry.aggregate);
  const items = findingsInTheWay(entry.verdict?.detail ?? [], view);
  const text = useQuery((store) => store.operationText(entry.id), [entry.id]);
  const blocked = entry.verdict?.outcome === 'blocked';
  const place = text && !blocked ? amendmentOf(text, view) : null;
  const atMs = entry.recordedAtMs;
  return (
    <article className="attention__card">
      {entry.verdict?.outcome === 'refused' ? (
        <StateMark state="refused" />
      ) : (
        <StateMark state="needsYou">{blocked ? messages.blocked : messages.parked}</StateMark>
      )}
      <h3>{entry.label}</h3>
      <p className="hint">
        {[entryPlace(entry, viewsById), `${monthAndDay(dayInJapan(atMs))}${clockTimeInJapan(atMs)}`]
          .filter(Boolean)
          .join('・')}
      </p>
      <h4>{messages.reason}</h4>
      <p>{meaning}</p>
      {items.length > 0 && <p>{messages.items(items.join('、'))}</p>}
      {text && <Written text={text} />}
      <h4>{messages.next}</h4>
      <p>
        {next} {common.recordsSafe}
      </p>
      {behind.length > 0 && <p>{messages.behind(behind.map(({ label }) => label).join('」「'))}</p>}
      {place ? <Amend entry={entry} place={place} /> : !blocked && <Mend entry={entry} viewsById={viewsById} />}
      <Button look="text" wide onClick={() => setWithdrawing(true)}>
        {messages.withdraw(entry.label)}
      </Button>
      <WithdrawDialog entry={entry} open={withdrawing} onClose={() => setWithdrawing(false)} />
    </article>
  );
}

/** The original text, as it was typed. */
function Written({ text }: { readonly text: string }) {
  const lines = operationLines(text);
  if (lines.length === 0) return null;
  return (
    <>
      <h4>{messages.original}</h4>
      <Facts>
        {lines.map(({ label, value }) => (
          <Fact key={label} label={label} stacked>
            {value}
          </Fact>
        ))}
      </Facts>
    </>
  );
}

/** 直して送る: the right editor, filled with what was typed. */
function Amend({ entry, place }: { readonly entry: OutboxEntry; readonly place: AmendmentPlace }) {
  const { store } = useBanso();
  const [, navigate] = useLocation();
  const [failed, setFailed] = useState(false);
  const open = async () => {
    const { key, draft } = place.amendment;
    const kept = place.merge ? await store.draft(key) : undefined;
    // What was typed there since stays: it is nowhere else.
    const whole = typeof kept === 'object' ? { ...(draft as object), ...kept } : draft;
    if ((await store.amend(entry.id, { key, draft: whole })) === 'saved') navigate(place.href);
    else setFailed(true);
  };
  return (
    <>
      {failed && <p role="alert">{messages.failed}</p>}
      <Button look="solid" wide onClick={() => void open()}>
        {messages.amend}
      </Button>
    </>
  );
}

/** Where nothing was written: the place where the same step can be taken again. */
function Mend({ entry, viewsById }: Pick<AttentionCardProps, 'entry' | 'viewsById'>) {
  const visit = entry.visit === null ? undefined : viewsById.get(entry.aggregate)?.engagement.visits[entry.visit];
  if (!visit) return null;
  const place = { engagement: entry.aggregate, visit: visit.id };
  return (
    <ButtonLink look="solid" wide href={visit.status === 'sentBack' ? paths.return(place) : paths.visit(place)}>
      {messages.mend}
    </ButtonLink>
  );
}

function WithdrawDialog(props: { readonly entry: OutboxEntry; readonly open: boolean; readonly onClose: () => void }) {
  const { entry, open, onClose } = props;
  const { store } = useBanso();
  const [problem, setProblem] = useState<RecordProblem | null>(null);
  const withdraw = async () => {
    const answer = await store.withdraw(entry.id);
    if ('recorded' in answer) onClose();
    else setProblem(answer);
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={messages.withdrawTitle}
      actions={
        <>
          <Button look="solid" size="lg" wide onClick={() => void withdraw()}>
            {messages.withdrawNow}
          </Button>
          <Button wide onClick={onClose}>
            {messages.cancel}
          </Button>
        </>
      }
    >
      <RecordProblemNotice problem={problem} />
      <p>{messages.withdrawHint}</p>
    </Dialog>
  );
}

/** Which of these wait for this one. */
export const waitingBehind = (entry: OutboxEntry, all: readonly OutboxEntry[]): readonly OutboxEntry[] =>
  all.filter(({ verdict }) => verdict?.outcome === 'blocked' && verdict.detail.includes(entry.id));
