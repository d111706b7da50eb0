import type { CompanyContact } from '@banso/shared/company/contact.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import { useState } from 'react';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { messages } from './messages.ts';

/** Makes every link that the company was given void, with the reason. */
export function LinkSection({ contact }: { readonly contact: CompanyContact }) {
  const { record, busy, problem } = useRecord();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [done, setDone] = useState(false);
  const renew = async () => {
    setTried(true);
    if (reason.trim() === '') return;
    const body = { reason: cleanText(reason).trim() };
    if (!(await record({ type: 'company-link-renewed@1', aggregate: contact.id, body }))) return;
    setReason('');
    setTried(false);
    setDone(true);
  };
  return (
    <form
      className="notices__form"
      aria-label={messages.link}
      onSubmit={(event) => {
        event.preventDefault();
        void renew();
      }}
    >
      <h2>{messages.link}</h2>
      <p>{messages.linkHint}</p>
      {contact.linkRenewals.length > 0 && <p className="hint">{messages.renewals(contact.linkRenewals.length)}</p>}
      <TextField
        label={messages.renewReason}
        value={reason}
        onChange={setReason}
        error={tried && reason.trim() === '' ? messages.errorBlank : undefined}
      />
      {done && <Notice kind="done" live title={messages.renewed} />}
      <RecordProblemNotice problem={problem} />
      <Button type="submit" busy={busy}>
        {messages.renew}
      </Button>
    </form>
  );
}
