import type { Delegation } from '@banso/shared/engagement/engagement.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { useNow } from '../../sync/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { DelegationForm } from './delegation-form.tsx';
import { delegationMessages as messages } from './delegation-messages.ts';
import type { DeskRow } from './desk-rows.ts';
import { EndDelegationForm } from './end-delegation-form.tsx';
import { maySendBack } from './may-act.ts';
import { messages as desk } from './messages.ts';
import { PaneSection } from './pane-section.tsx';
import { usePersonName } from './use-person-name.ts';
import { instantWords } from './words.ts';

/** Who may confirm in the representative's place, since when and as told by whom; ended here when that is over. */
export function DelegationsSection({ row }: { readonly row: DeskRow }) {
  const { me } = useBanso();
  const [adding, setAdding] = useState(false);
  const today = dayInJapan(useNow(60_000));
  const delegations = Object.values(row.view.engagement.delegations).toSorted(
    (a, b) => Number(a.ended !== null) - Number(b.ended !== null) || b.atMs - a.atMs,
  );
  if (delegations.length === 0) return null;
  const mayWrite = maySendBack(me, row.view);
  return (
    <PaneSection title={messages.title}>
      <p className="hint">{messages.hint}</p>
      <ul className="delegations">
        {delegations.map((delegation) => (
          <DelegationItem key={delegation.id} row={row} delegation={delegation} today={today} mayWrite={mayWrite} />
        ))}
      </ul>
      {mayWrite && adding && (
        <DelegationForm row={row} signer={{ name: '', title: '' }} onClose={() => setAdding(false)} />
      )}
      {mayWrite && !adding && (
        <Button look="text" onClick={() => setAdding(true)}>
          {messages.add}
        </Button>
      )}
    </PaneSection>
  );
}

type DelegationItemProps = {
  readonly row: DeskRow;
  readonly delegation: Delegation;
  readonly today: string;
  readonly mayWrite: boolean;
};

function DelegationItem({ row, delegation, today, mayWrite }: DelegationItemProps) {
  const [ending, setEnding] = useState(false);
  const { name, title, from, to, toldBy, note, by, atMs, ended } = delegation;
  const over = to !== null && to < today;
  return (
    <li>
      <p>
        <strong>{messages.who(title, name)}</strong>
        {'　'}
        {ended ? messages.ended(wareki(ended.on)) : over ? messages.over : messages.valid}
      </p>
      <p className="hint">{messages.span(wareki(from), to === null ? null : wareki(to))}</p>
      <p className="hint">{messages.registered(usePersonName(by), instantWords(atMs), desk.toldBy[toldBy])}</p>
      {note !== '' && <p className="hint">{messages.note(note)}</p>}
      {ended && <Ended ended={ended} />}
      {!ended && mayWrite && ending && (
        <EndDelegationForm row={row} delegation={delegation} today={today} onClose={() => setEnding(false)} />
      )}
      {!ended && mayWrite && !ending && (
        <Button look="text" onClick={() => setEnding(true)}>
          {messages.end}
        </Button>
      )}
    </li>
  );
}

function Ended({ ended: { by, atMs, reason } }: { readonly ended: NonNullable<Delegation['ended']> }) {
  return <p className="hint">{messages.endedBy(usePersonName(by), instantWords(atMs), reason)}</p>;
}
