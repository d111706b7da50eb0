import { ANSWER_OUTCOMES, type Objection } from '@banso/shared/engagement/objection.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { useState } from 'react';
import { useUnsavedInput } from '../../pwa/unsaved-input.ts';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choice.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import type { DeskRow } from './desk-rows.ts';
import { toldMessages as messages } from './told-messages.ts';

export type AnswerFormProps = { readonly row: DeskRow; readonly objection: Objection; readonly onClose: () => void };

/** The desk's answer to one objection: what came of it, and the words for the company. */
export function AnswerForm({ row, objection, onClose }: AnswerFormProps) {
  const { record, busy, problem } = useRecord();
  const [outcome, setOutcome] = useState<(typeof ANSWER_OUTCOMES)[number]>();
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  useUnsavedInput(text !== '');
  const answer = async () => {
    setTried(true);
    if (!outcome || text.trim() === '') return;
    const entry = await record({
      type: 'objection-answered@1',
      aggregate: row.view.id,
      body: { objection: objection.id, visit: row.visit.id, outcome, text: cleanText(text).trim() },
    });
    if (entry) onClose();
  };
  return (
    <form
      className="review__form"
      aria-label={messages.answerTo}
      onSubmit={(event) => {
        event.preventDefault();
        void answer();
      }}
    >
      <p>{messages.answerHelp}</p>
      <RadioGroup
        label={messages.outcome}
        need="required"
        value={outcome}
        onChange={setOutcome}
        error={tried && !outcome ? messages.errorBlank : undefined}
        choices={ANSWER_OUTCOMES.map((value) => ({ value, label: messages.outcomes[value] }))}
      />
      <TextArea
        label={messages.answerText}
        need="required"
        value={text}
        onChange={setText}
        limit={2_000}
        error={tried && text.trim() === '' ? messages.errorBlank : undefined}
      />
      <RecordProblemNotice problem={problem} />
      <div className="button-row">
        <Button type="submit" look="solid" busy={busy}>
          {messages.sendAnswer}
        </Button>
        <Button onClick={onClose}>{messages.cancel}</Button>
      </div>
    </form>
  );
}
