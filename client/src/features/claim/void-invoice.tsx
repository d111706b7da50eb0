import { currentInvoice } from '@banso/shared/claim/current-invoice.ts';
import { useState } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { ReasonDialog } from '../reason-dialog.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { messages } from './messages.ts';

/** Whoever made the invoice takes it back, with a reason, until it is handed in. Its number stays used. */
export function VoidInvoice({ view: { id: aggregate, engagement } }: { readonly view: EngagementView }) {
  const { me } = useBanso();
  const { record, busy, problem } = useRecord();
  const [asking, setAsking] = useState(false);
  const invoice = currentInvoice(engagement);
  const handedIn = engagement.finalPackage !== null && engagement.finalPackage.state !== 'sentBack';
  if (!invoice || invoice.by !== me.person || handedIn) return null;
  const takeBack = async (reason: string) => {
    const body = { invoice: invoice.id, reason };
    if (await record({ type: 'invoice-voided@1', aggregate, body })) setAsking(false);
  };
  return (
    <>
      {!asking && <RecordProblemNotice problem={problem} />}
      <Button look="text" onClick={() => setAsking(true)}>
        {messages.voidOf[invoice.maker]}
      </Button>
      <ReasonDialog
        open={asking}
        title={messages.voidTitle[invoice.maker]}
        lead={messages.voidLead(invoice.number)}
        action={messages.voidNow}
        busy={busy}
        problem={problem}
        limit={500}
        onReason={(reason) => void takeBack(reason)}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
