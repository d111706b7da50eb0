import { type CrimeEnding, paymentStops } from '@banso/shared/engagement/contract-paper.ts';
import { expertInCharge } from '@banso/shared/engagement/team.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useProof } from '../use-proof.tsx';
import { DecisionForm } from './decision-form.tsx';
import { mayDo } from './may-do.ts';
import { messages } from './messages.ts';

/** 契約書第11条: an end because of organized crime stops the payment until somebody has decided; nothing where there is none. */
export function StopSection({ view }: { readonly view: EngagementView }) {
  const expert = view.engagement.finalPackage?.submitted.by ?? expertInCharge(view.engagement);
  if (expert === null) return null;
  return paymentStops(view.engagement, expert).map((ending) => <Stop key={ending.id} view={view} ending={ending} />);
}

type StopProps = { readonly view: EngagementView; readonly ending: CrimeEnding };

function Stop({ view, ending: { id, on, ground, payment } }: StopProps) {
  const { me } = useBanso();
  const [open, setOpen] = useState(false);
  const article = view.ruleSet?.contract?.organizedCrimeArticle;
  const mayDecide = payment === undefined && mayDo(me, view, 'stopped-payment-decided@1');
  return (
    <section aria-label={messages.stopHead}>
      <h2>{messages.stopHead}</h2>
      <Notice kind="warn" title={messages.stopOf(wareki(on))}>
        <p>{messages.police(ground.policeNumber, wareki(ground.policeOn))}</p>
        <p>
          {payment
            ? (payment.pays ? messages.latePays : messages.lateNot)(payment.decisionNumber, payment.reason)
            : messages.stopWaits}
        </p>
        {article !== undefined && (
          <p>
            <small>{article}</small>
          </p>
        )}
      </Notice>
      {mayDecide && !open && <Button onClick={() => setOpen(true)}>{messages.decideStop}</Button>}
      {mayDecide && open && <Decide aggregate={view.id} ending={id} onClose={() => setOpen(false)} />}
    </section>
  );
}

type DecideProps = { readonly aggregate: string; readonly ending: string; readonly onClose: () => void };

function Decide({ aggregate, ending, onClose }: DecideProps) {
  const { record, busy, problem } = useRecord();
  const { prove, question } = useProof();
  const decide = async (decision: Omit<BodyOf['stopped-payment-decided@1'], 'ending'>) => {
    if (!(await prove())) return;
    await record({ type: 'stopped-payment-decided@1', aggregate, body: { ending, ...decision } });
  };
  return (
    <DecisionForm
      title={messages.decideStop}
      busy={busy}
      onDecision={(decision) => void decide(decision)}
      onClose={onClose}
    >
      {question}
      <RecordProblemNotice problem={problem} />
    </DecisionForm>
  );
}
