import { useEffect, useRef, useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { FieldError } from '../../ui/field.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import type { DeskRow } from './desk-rows.ts';
import { messages } from './messages.ts';
import {
  chosenComments,
  COMMENT_FIELDS,
  type CommentTexts,
  commentsToDraft,
  draftKey,
  withField,
  withoutField,
} from './send-back-draft.ts';
import { placeLabel } from './words.ts';

const COMMENT_LIMIT = 2_000;

export type SendBackFormProps = {
  readonly row: DeskRow;
  /** What was written before this form was opened. */
  readonly kept: CommentTexts;
  /** The record has changed meanwhile: nothing goes before its reader has looked again. */
  readonly held: boolean;
  readonly onClose: () => void;
};

/** 差戻し: one comment for each field that is to be mended, kept on the device while it is written. */
export function SendBackForm({ row, kept, held, onClose }: SendBackFormProps) {
  const { view, visit } = row;
  const { store } = useBanso();
  const { record, busy, problem } = useRecord();
  const [texts, setTexts] = useState(kept);
  const [tried, setTried] = useState(false);
  const [draftFailed, setDraftFailed] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const comments = chosenComments(texts);
  const change = async (changed: CommentTexts) => {
    setTexts(changed);
    setDraftFailed((await store.saveDraft(draftKey(visit), commentsToDraft(visit, changed))) === 'failed');
  };
  const sendBack = async () => {
    setTried(true);
    if (held || comments.length === 0 || comments.some(({ text }) => text === '')) return;
    // The draft stays: should the server refuse, the text is here again. It belongs to this submission only.
    if (
      await record({
        type: 'visit-sent-back@1',
        aggregate: view.id,
        body: { visit: visit.id, comments: [...comments] },
      })
    )
      onClose();
  };
  return (
    <form
      className="review__form"
      onSubmit={(event) => {
        event.preventDefault();
        void sendBack();
      }}
    >
      <h3 ref={title} tabIndex={-1}>
        {messages.sendBackTitle}
      </h3>
      <p className="hint">{messages.sendBackHelp}</p>
      <fieldset className="review__fields">
        <legend className="visually-hidden">{messages.sendBackFields}</legend>
        {COMMENT_FIELDS.map((field) => (
          <Checkbox
            key={field}
            label={placeLabel(field)}
            checked={texts[field] !== undefined}
            onChange={(chosen) => void change(chosen ? withField(texts, field) : withoutField(texts, field))}
          />
        ))}
      </fieldset>
      {tried && comments.length === 0 && <FieldError id="desk-choose-field">{messages.chooseField}</FieldError>}
      {comments.map(({ field, text }) => (
        <TextArea
          key={field}
          label={messages.commentFor(placeLabel(field))}
          value={texts[field] ?? ''}
          onChange={(value) => void change({ ...texts, [field]: value })}
          limit={COMMENT_LIMIT}
          rows={2}
          error={tried && text === '' ? messages.commentError : undefined}
        />
      ))}
      <p className="hint" role={draftFailed ? 'alert' : undefined}>
        {draftFailed ? messages.draftFailed : messages.draftKept}
      </p>
      <RecordProblemNotice problem={problem} />
      <div className="button-row">
        {!held && (
          <Button type="submit" look="solid" icon="returned" busy={busy}>
            {messages.sendBackNow(comments.length)}
          </Button>
        )}
        <Button onClick={onClose}>{messages.cancel}</Button>
      </div>
    </form>
  );
}
