import { DISPOSABLE, type Disposal } from '@banso/shared/disposal/disposal.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { useEffect, useId, useRef, useState } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { FieldError } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { messages } from './messages.ts';

/** What a form begins with. */
export type DisposalWish = Pick<Disposal, 'engagement' | 'classes' | 'basis'>;

export type DisposalFormProps = { readonly views: readonly EngagementView[]; readonly wish?: DisposalWish | undefined };

/** Asks for a disposal: which engagement, which classes, on which basis. Remount (`key`) for another wish. */
export function DisposalForm({ views, wish }: DisposalFormProps) {
  const { newId } = useBanso();
  const { record, busy, problem } = useRecord();
  const [engagement, setEngagement] = useState(wish?.engagement ?? '');
  const [classes, setClasses] = useState<Disposal['classes']>(wish?.classes ?? []);
  const [basis, setBasis] = useState(wish?.basis ?? '');
  const [decisionNumber, setDecisionNumber] = useState('');
  const [tried, setTried] = useState(false);
  const [done, setDone] = useState(false);
  const id = useId();
  const head = useRef<HTMLHeadingElement>(null);
  // Whoever asked for it from the list goes on here.
  useEffect(() => {
    if (wish) head.current?.focus();
  }, [wish]);
  const blank = (text: string) => (tried && text.trim() === '' ? messages.missing : undefined);
  const request = async () => {
    setTried(true);
    setDone(false);
    const said = { basis: cleanText(basis).trim(), decisionNumber: cleanText(decisionNumber).trim() };
    if (engagement === '' || classes.length === 0 || said.basis === '' || said.decisionNumber === '') return;
    const body = { engagement, classes: [...classes], ...said };
    if (!(await record({ type: 'disposal-requested@1', aggregate: newId(), body }))) return;
    setClasses([]);
    setBasis('');
    setDecisionNumber('');
    setTried(false);
    setDone(true);
  };
  return (
    <form
      className="disposal__form"
      aria-label={messages.form}
      onSubmit={(event) => {
        event.preventDefault();
        void request();
      }}
    >
      <h2 ref={head} tabIndex={-1}>
        {messages.form}
      </h2>
      <SelectField
        label={messages.engagement}
        none={messages.choose}
        value={engagement}
        error={blank(engagement)}
        onChange={setEngagement}
        choices={views.map((view) => ({
          value: view.id,
          label: [view.company?.name, view.programme?.name].filter(Boolean).join('　'),
        }))}
      />
      <fieldset className="field">
        <legend className="field__label">{messages.classes}</legend>
        {tried && classes.length === 0 && <FieldError id={`${id}-classes`}>{messages.missingClass}</FieldError>}
        {DISPOSABLE.map((one) => (
          <Checkbox
            key={one}
            label={messages.classNames[one]}
            help={messages.classHelp[one]}
            checked={classes.includes(one)}
            onChange={(on) => setClasses(on ? [...classes, one] : classes.filter((other) => other !== one))}
          />
        ))}
      </fieldset>
      <TextField
        label={messages.reason}
        help={messages.reasonHelp}
        value={basis}
        error={blank(basis)}
        onChange={setBasis}
      />
      <TextField
        label={messages.decision}
        width="medium"
        value={decisionNumber}
        error={blank(decisionNumber)}
        onChange={setDecisionNumber}
      />
      <RecordProblemNotice problem={problem} />
      {done && <Notice kind="done" live title={messages.requested} />}
      <Button type="submit" busy={busy}>
        {messages.request}
      </Button>
    </form>
  );
}
