import { cleanText } from '@banso/shared/lib/text.ts';
import { type PaymentRun, stateOfRun } from '@banso/shared/payment/payment-run.ts';
import { useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useProof } from '../use-proof.tsx';
import { holds } from './may-pay.ts';
import { messages } from './messages.ts';

/** Two presses on purpose; once there is a file only an approver, who says that the bank does not have it. */
export function CancelRun({ run }: { readonly run: PaymentRun }) {
  const { me } = useBanso();
  const { record, busy, problem } = useRecord();
  const { prove, question } = useProof();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [sure, setSure] = useState(false);
  const [tried, setTried] = useState(false);
  const state = stateOfRun(run);
  if (state === 'sent' || state === 'closed' || state === 'cancelled') return null;
  if (!holds(me.roles, run.programme, run.file ? ['approver'] : ['accounting', 'approver']))
    return run.file && holds(me.roles, run.programme, ['accounting']) ? (
      <p className="hint">{messages.cancelByApprover}</p>
    ) : null;
  const said = cleanText(reason).trim();
  const cancel = async () => {
    setTried(true);
    if (said === '' || (run.file && !sure)) return;
    if (run.file && !(await prove())) return;
    const body = { reason: said, bankHasNoFile: sure };
    if (await record({ type: 'payment-run-cancelled@1', aggregate: run.id, body })) setOpen(false);
  };
  return (
    <section className="section">
      <Button look="text" danger onClick={() => setOpen(true)}>
        {messages.cancelRun}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={messages.cancelRun}
        holdsInput
        actions={
          <>
            <Button look="solid" size="lg" wide danger busy={busy} onClick={() => void cancel()}>
              {messages.cancelNow}
            </Button>
            <Button wide onClick={() => setOpen(false)}>
              {messages.keep}
            </Button>
          </>
        }
      >
        <p>{messages.cancelHint}</p>
        {run.file && <Notice kind="warn" title={messages.cancelFileHint} />}
        <TextField
          label={messages.cancelReason}
          value={reason}
          error={tried && said === '' ? messages.cancelReasonMissing : undefined}
          onChange={setReason}
        />
        {run.file && <Checkbox label={messages.bankHasNoFile} checked={sure} onChange={setSure} />}
        {run.file && tried && !sure && <Notice kind="error" live title={messages.bankHasNoFileMissing} />}
        <RecordProblemNotice problem={problem} />
      </Dialog>
      {question}
    </section>
  );
}
