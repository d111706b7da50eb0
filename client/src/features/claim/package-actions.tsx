import { isLate } from '@banso/shared/claim/is-late.ts';
import { paymentStops } from '@banso/shared/engagement/contract-paper.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import { useUnsavedInput } from '../../pwa/unsaved-input.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { DecisionForm } from './decision-form.tsx';
import { mayDo } from './may-do.ts';
import { messages } from './messages.ts';
import type { Claim } from './use-claim.ts';

type ActionProps = { readonly view: EngagementView; readonly claim: Claim };

/** What the desk does with a package: check, approve, send back, and decide about one that came late. */
export function PackageActions({ view, claim }: ActionProps) {
  const { me } = useBanso();
  const { record, busy, problem } = useRecord();
  const [form, setForm] = useState<'sendBack' | 'decide' | null>(null);
  const { finalPackage } = view.engagement;
  if (!finalPackage) return null;
  const { state, checked, approved, lateDecision, submitted } = finalPackage;
  const open = state === 'submitted' || state === 'checked';
  const undecided = isLate(finalPackage, claim.ruleSet) && lateDecision === null;
  const stopped = paymentStops(view.engagement, submitted.by).some(({ payment }) => payment?.pays !== true);
  const complete = claim.missing.length === 0;
  const aggregate = view.id;
  const decide = async (body: BodyOf['late-filing-decided@1']) => {
    if (await record({ type: 'late-filing-decided@1', aggregate, body })) setForm(null);
  };
  return (
    <>
      <Deed deed={checked} words={messages.checkedBy} />
      <Deed deed={approved} words={messages.approvedBy} />
      <RecordProblemNotice problem={problem} />
      {state === 'submitted' && complete && mayDo(me, view, 'package-checked@1') && (
        <p className="hint">{messages.checkHint}</p>
      )}
      {open && form === null && (
        <div className="button-row">
          {state === 'submitted' && complete && mayDo(me, view, 'package-checked@1') && (
            <Button
              look="solid"
              busy={busy}
              onClick={() => void record({ type: 'package-checked@1', aggregate, body: {} })}
            >
              {messages.check}
            </Button>
          )}
          {state === 'checked' && complete && !undecided && !stopped && mayDo(me, view, 'package-approved@1') && (
            <Button
              look="solid"
              busy={busy}
              onClick={() => void record({ type: 'package-approved@1', aggregate, body: {} })}
            >
              {messages.approve}
            </Button>
          )}
          {undecided && mayDo(me, view, 'late-filing-decided@1') && (
            <Button onClick={() => setForm('decide')}>{messages.decide}</Button>
          )}
          {mayDo(me, view, 'package-sent-back@1') && (
            <Button onClick={() => setForm('sendBack')}>{messages.sendBack}</Button>
          )}
        </div>
      )}
      {open && form === 'sendBack' && <SendBack view={view} onClose={() => setForm(null)} />}
      {open && form === 'decide' && (
        <DecisionForm
          title={messages.decide}
          busy={busy}
          onDecision={(decision) => void decide(decision)}
          onClose={() => setForm(null)}
        />
      )}
    </>
  );
}

type DeedProps = {
  readonly deed: { readonly by: string; readonly atMs: number } | null;
  readonly words: (name: string, day: string) => string;
};

function Deed({ deed, words }: DeedProps) {
  const people = useQuery((store) => store.people(), []);
  if (!deed) return null;
  const name = people?.find(({ id }) => id === deed.by)?.name ?? deed.by;
  return <p>{words(name, wareki(dayInJapan(deed.atMs)))}</p>;
}

type FormProps = { readonly view: EngagementView; readonly onClose: () => void };

function SendBack({ view, onClose }: FormProps) {
  const { record, busy, problem } = useRecord();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  useUnsavedInput(reason !== '');
  const sendBack = async () => {
    setTried(true);
    if (reason.trim() === '') return;
    const body = { reason: cleanText(reason).trim() };
    if (await record({ type: 'package-sent-back@1', aggregate: view.id, body })) onClose();
  };
  return (
    <form
      className="claim__ruling"
      aria-label={messages.sendBack}
      onSubmit={(event) => {
        event.preventDefault();
        void sendBack();
      }}
    >
      <TextArea
        label={messages.sendBackReason}
        need="required"
        value={reason}
        limit={2_000}
        error={tried && reason.trim() === '' ? messages.errorBlank : undefined}
        onChange={setReason}
      />
      <RecordProblemNotice problem={problem} />
      <div className="button-row">
        <Button type="submit" look="solid" busy={busy}>
          {messages.sendBackNow}
        </Button>
        <Button onClick={onClose}>{messages.cancel}</Button>
      </div>
    </form>
  );
}
