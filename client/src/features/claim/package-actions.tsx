import { cleanText } from '@banso/shared/lib/text.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import { useUnsavedInput } from '../../pwa/unsaved-input.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { DecisionForm } from './decision-form.tsx';
import { mayOnPackage } from './may-on-package.ts';
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
  const { state, checked, approved } = finalPackage;
  const open = state === 'submitted' || state === 'checked';
  const may = mayOnPackage(me, view, claim);
  const aggregate = view.id;
  const decide = async (body: BodyOf['late-filing-decided@1']) => {
    if (await record({ type: 'late-filing-decided@1', aggregate, body })) setForm(null);
  };
  return (
    <>
      <Deed deed={checked} words={messages.checkedBy} />
      <Deed deed={approved} words={messages.approvedBy} />
      <RecordProblemNotice problem={problem} />
      {may.check && <p className="hint">{messages.checkHint}</p>}
      {may.awaitsApproval && <p className="hint">{may.approve ? messages.approveHint : messages.approveWaits}</p>}
      {open && <Compared view={view} />}
      {open && form === null && (
        <div className="button-row">
          {may.check && (
            <Button
              look="solid"
              busy={busy}
              onClick={() => void record({ type: 'package-checked@1', aggregate, body: {} })}
            >
              {messages.check}
            </Button>
          )}
          {may.approve && (
            <Button
              look="solid"
              busy={busy}
              onClick={() => void record({ type: 'package-approved@1', aggregate, body: {} })}
            >
              {messages.approve}
            </Button>
          )}
          {may.decide && <Button onClick={() => setForm('decide')}>{messages.decide}</Button>}
          {may.sendBack && <Button onClick={() => setForm('sendBack')}>{messages.sendBack}</Button>}
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

/** What the package is compared with and this screen does not show. */
function Compared({ view }: { readonly view: EngagementView }) {
  return (
    <div className="button-row">
      <ButtonLink look="text" href={paths.written(view.id, 'final-report')}>
        {messages.toFinalReport}
      </ButtonLink>
      <ButtonLink look="text" href={paths.engagementContract(view.id)}>
        {messages.toContract}
      </ButtonLink>
    </div>
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
