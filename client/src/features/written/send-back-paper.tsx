import { cleanText } from '@banso/shared/lib/text.ts';
import { useState } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { FieldError } from '../../ui/field.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { draftKeys } from '../draft-keys.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useKeptForm } from '../use-kept-form.ts';
import { messages } from './messages.ts';

const COMMENT_LIMIT = 2_000;

export type SendBackPaperProps = {
  readonly view: EngagementView;
  readonly form: 'plan' | 'final-report';
  /** The version that is sent back: what was typed about another one is not taken over. */
  readonly version: number;
  readonly fields: readonly string[];
  readonly labelOf: (field: string) => string;
  readonly onClose: () => void;
};

/** 差戻し of a whole paper: a comment at each field that is to be mended, kept on the device while it is written. */
export function SendBackPaper({ view, form, version, fields, labelOf, onClose }: SendBackPaperProps) {
  const { record, busy, problem } = useRecord();
  const [tried, setTried] = useState(false);
  const all = [...fields, 'whole'];
  const kept = useKeptForm<Readonly<Record<string, string>>>(
    draftKeys.written(view.id, `sendBack/${form}/${version}`),
    Object.fromEntries(all.map((field) => [field, ''])),
  );
  const comments = all.flatMap((field) => {
    const text = cleanText(kept.form[field] ?? '').trim();
    return text === '' ? [] : [{ field, text }];
  });
  const sendBack = async () => {
    setTried(true);
    if (comments.length === 0) return;
    const type = form === 'plan' ? ('plan-sent-back@1' as const) : ('final-report-sent-back@1' as const);
    if (!(await record({ type, aggregate: view.id, body: { comments } }))) return;
    await kept.drop();
    onClose();
  };
  return (
    <section aria-label={messages.sendBackTitle}>
      <h2>{messages.sendBackTitle}</h2>
      <p className="hint">{messages.sendBackHelp}</p>
      {tried && comments.length === 0 && <FieldError id="send-back-none">{messages.commentNone}</FieldError>}
      {all.map((field) => (
        <TextArea
          key={field}
          label={messages.commentFor(field === 'whole' ? messages.sentBackWhole : labelOf(field))}
          rows={1}
          limit={COMMENT_LIMIT}
          value={kept.form[field] ?? ''}
          onChange={(text) => kept.change({ [field]: text })}
        />
      ))}
      <RecordProblemNotice problem={problem} />
      <div className="button-row">
        <Button look="solid" icon="returned" busy={busy} onClick={() => void sendBack()}>
          {messages.sendBackNow}
        </Button>
        <Button onClick={onClose}>{messages.cancel}</Button>
      </div>
    </section>
  );
}
