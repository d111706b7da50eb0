import type { BodyOf } from '@banso/shared/operation/register.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { type ReactNode, useState } from 'react';
import { useUnsavedInput } from '../../pwa/unsaved-input.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choice.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { messages } from './messages.ts';

export type DecisionFormProps = {
  readonly title: string;
  /** What is to be known before deciding. */
  readonly hint?: string;
  /** Decided anew there is one way left, and it stands there chosen. */
  readonly only?: 'yes' | 'no';
  readonly busy: boolean;
  readonly onDecision: (decision: BodyOf['late-filing-decided@1']) => void;
  readonly onClose: () => void;
  /** What is said before the buttons: a question for proof, or why nothing was recorded. */
  readonly children?: ReactNode;
};

/** Where a contract leaves to the office whether it pays: somebody says so, either way, and under which decision. */
export function DecisionForm({ title, hint, only, busy, onDecision, onClose, children }: DecisionFormProps) {
  const [pays, setPays] = useState<'yes' | 'no' | undefined>(only);
  const [reason, setReason] = useState('');
  const [decisionNumber, setDecisionNumber] = useState('');
  const [tried, setTried] = useState(false);
  useUnsavedInput(reason !== '' || decisionNumber !== '');
  const blank = (text: string) => (tried && text.trim() === '' ? messages.errorBlank : undefined);
  const decide = () => {
    setTried(true);
    if (!pays || reason.trim() === '' || decisionNumber.trim() === '') return;
    onDecision({
      pays: pays === 'yes',
      reason: cleanText(reason).trim(),
      decisionNumber: cleanText(decisionNumber).trim(),
    });
  };
  return (
    <form
      className="claim__ruling"
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) decide();
      }}
    >
      {hint !== undefined && <p className="hint">{hint}</p>}
      <RadioGroup
        label={messages.pays}
        need="required"
        value={pays}
        error={tried && !pays ? messages.paysMissing : undefined}
        onChange={setPays}
        choices={[
          { value: 'yes' as const, label: messages.paysYes },
          { value: 'no' as const, label: messages.paysNo },
        ].filter(({ value }) => only === undefined || value === only)}
      />
      <TextArea
        label={messages.reason}
        need="required"
        value={reason}
        limit={2_000}
        error={blank(reason)}
        onChange={setReason}
      />
      <TextField
        label={messages.decisionNumber}
        need="required"
        width="medium"
        value={decisionNumber}
        error={blank(decisionNumber)}
        onChange={setDecisionNumber}
      />
      {children}
      <div className="button-row">
        <Button type="submit" look="solid" busy={busy}>
          {messages.decideNow}
        </Button>
        <Button onClick={onClose}>{messages.cancel}</Button>
      </div>
    </form>
  );
}
