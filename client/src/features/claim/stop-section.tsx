import { type CrimeEnding, paymentStops } from '@banso/shared/engagement/contract-paper.ts';
import { expertInCharge } from '@banso/shared/engagement/team.ts';
import type { PaymentDecision } from '@banso/shared/engagement/final-package.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
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

function Stop({ view, ending }: StopProps) {
  const { id, on, ground, payment, earlierPayments = [] } = ending;
  const { me } = useBanso();
  const [open, setOpen] = useState(false);
  const article = view.ruleSet?.contract?.organizedCrimeArticle;
  const mayDecide = mayDo(me, view, payment ? 'stopped-payment-redecided@1' : 'stopped-payment-decided@1');
  const title = payment ? messages.redecideStop : messages.decideStop;
  return (
    <section aria-label={messages.stopHead}>
      <h2>{messages.stopHead}</h2>
      <Notice
        kind={payment?.pays ? 'info' : 'warn'}
        title={(payment?.pays ? messages.stopLifted : messages.stopOf)(wareki(on))}
      >
        <p>{messages.police(ground.policeNumber, wareki(ground.policeOn))}</p>
        <p>{payment ? decisionWords(payment) : messages.stopWaits}</p>
        {earlierPayments.map((earlier) => (
          <p key={earlier.atMs}>{messages.decidedBefore(decisionWords(earlier), wareki(dayInJapan(earlier.atMs)))}</p>
        ))}
        {article !== undefined && (
          <p>
            <small>{article}</small>
          </p>
        )}
      </Notice>
      {mayDecide && !open && <Button onClick={() => setOpen(true)}>{title}</Button>}
      {mayDecide && open && (
        <Decide
          // Decided meanwhile: what is asked now is another question.
          key={payment?.atMs}
          aggregate={view.id}
          ending={id}
          before={payment}
          onClose={() => setOpen(false)}
        />
      )}
    </section>
  );
}

const decisionWords = ({ pays, decisionNumber, reason }: PaymentDecision): string =>
  (pays ? messages.latePays : messages.lateNot)(decisionNumber, reason);

type DecideProps = {
  readonly aggregate: string;
  readonly ending: string;
  /** What was decided before, which is decided the other way now. */
  readonly before: PaymentDecision | undefined;
  readonly onClose: () => void;
};

function Decide({ aggregate, ending, before, onClose }: DecideProps) {
  const { record, busy, problem } = useRecord();
  const { prove, question } = useProof();
  const decide = async (decision: Omit<BodyOf['stopped-payment-decided@1'], 'ending'>) => {
    if (!(await prove())) return;
    const type = before ? 'stopped-payment-redecided@1' : 'stopped-payment-decided@1';
    if (await record({ type, aggregate, body: { ending, ...decision } })) onClose();
  };
  return (
    <DecisionForm
      title={before ? messages.redecideStop : messages.decideStop}
      {...(before ? { hint: messages.redecideHint, only: before.pays ? 'no' : 'yes' } : {})}
      busy={busy}
      onDecision={(decision) => void decide(decision)}
      onClose={onClose}
    >
      {question}
      <RecordProblemNotice problem={problem} />
    </DecisionForm>
  );
}
