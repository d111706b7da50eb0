import { expertInCharge } from '@banso/shared/engagement/team.ts';
import { type Objection, objectionsTo } from '@banso/shared/engagement/objection.ts';
import { useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { AnswerForm } from './answer-form.tsx';
import type { DeskRow } from './desk-rows.ts';
import { maySendBack } from './may-act.ts';
import { ObjectionForm } from './objection-form.tsx';
import { PaneSection } from './pane-section.tsx';
import { toldMessages as messages } from './told-messages.ts';
import { usePersonName } from './use-person-name.ts';
import { instantWords } from './words.ts';

/** What the company says was not so, with the desk's answer, and the way to take down what came by telephone. */
export function ObjectionsSection({ row }: { readonly row: DeskRow }) {
  const { me } = useBanso();
  const [writing, setWriting] = useState(false);
  const objections = objectionsTo(row.view.engagement, row.visit.id);
  const mayWrite = maySendBack(me, row.view) && me.person !== expertInCharge(row.view.engagement);
  if (objections.length === 0 && !mayWrite) return null;
  return (
    <PaneSection title={messages.objections}>
      {objections.map((objection) => (
        <ObjectionNotice key={objection.id} row={row} objection={objection} />
      ))}
      {mayWrite && writing && <ObjectionForm row={row} onClose={() => setWriting(false)} />}
      {mayWrite && !writing && (
        <Button look="text" onClick={() => setWriting(true)}>
          {messages.takeDown}
        </Button>
      )}
    </PaneSection>
  );
}

function ObjectionNotice({ row, objection }: { readonly row: DeskRow; readonly objection: Objection }) {
  const { answer } = objection;
  return (
    <Notice
      kind={answer ? 'done' : 'error'}
      title={messages.objectionFrom(messages.ways[objection.how], instantWords(objection.atMs), objection.name)}
    >
      <p className="review__lines">{objection.text}</p>
      {answer ? <Answer answer={answer} /> : <AnswerWay row={row} objection={objection} />}
    </Notice>
  );
}

function Answer({ answer }: { readonly answer: NonNullable<Objection['answer']> }) {
  const name = usePersonName(answer.by);
  return (
    <>
      <p className="hint">{messages.answered(name, instantWords(answer.atMs))}</p>
      <p>{messages.outcomes[answer.outcome]}</p>
      <p className="review__lines">{answer.text}</p>
    </>
  );
}

function AnswerWay({ row, objection }: { readonly row: DeskRow; readonly objection: Objection }) {
  const { me } = useBanso();
  const [open, setOpen] = useState(false);
  if (me.person === expertInCharge(row.view.engagement)) return <p>{messages.ownVisit}</p>;
  if (!maySendBack(me, row.view)) return <p>{messages.open}</p>;
  if (open) return <AnswerForm row={row} objection={objection} onClose={() => setOpen(false)} />;
  return <Button onClick={() => setOpen(true)}>{messages.answer}</Button>;
}
