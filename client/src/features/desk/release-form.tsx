import type { Finding } from '@banso/shared/rules/finding.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { useState } from 'react';
import { useUnsavedInput } from '../../pwa/unsaved-input.ts';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import type { DeskRow } from './desk-rows.ts';
import { messages } from './messages.ts';

export type ReleaseFormProps = { readonly row: DeskRow; readonly finding: Finding; readonly onClose: () => void };

/** An approver lets one finding pass: why, and under which decision. */
export function ReleaseForm({ row, finding, onClose }: ReleaseFormProps) {
  const { record, busy, problem } = useRecord();
  const [reason, setReason] = useState('');
  const [decisionNumber, setDecisionNumber] = useState('');
  const [tried, setTried] = useState(false);
  useUnsavedInput(reason !== '' || decisionNumber !== '');
  const blank = (text: string) => (tried && text.trim() === '' ? messages.errorBlank : undefined);
  const release = async () => {
    setTried(true);
    if (reason.trim() === '' || decisionNumber.trim() === '') return;
    const entry = await record({
      type: 'finding-released@2',
      aggregate: row.view.id,
      body: {
        visit: row.visit.id,
        finding: finding.code,
        about: finding.about,
        reason: cleanText(reason).trim(),
        decisionNumber: cleanText(decisionNumber).trim(),
      },
    });
    if (entry) onClose();
  };
  return (
    <form
      className="review__form"
      aria-label={messages.releaseOf(finding.label)}
      onSubmit={(event) => {
        event.preventDefault();
        void release();
      }}
    >
      <p>{messages.releaseHelp}</p>
      <TextArea
        label={messages.reason}
        need="required"
        value={reason}
        onChange={setReason}
        limit={2_000}
        error={blank(reason)}
      />
      <TextField
        label={messages.decisionNumber}
        need="required"
        width="medium"
        value={decisionNumber}
        onChange={setDecisionNumber}
        error={blank(decisionNumber)}
      />
      <RecordProblemNotice problem={problem} />
      <div className="button-row">
        <Button type="submit" look="solid" busy={busy}>
          {messages.releaseNow}
        </Button>
        <Button onClick={onClose}>{messages.cancel}</Button>
      </div>
    </form>
  );
}
