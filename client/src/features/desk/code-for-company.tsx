import { spacedCode } from '@banso/shared/evidence/confirmation-code.ts';
import { useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { DeskRow } from './desk-rows.ts';
import { messages } from './messages.ts';

type Shown = { readonly code: string } | { readonly failed: string };

/** The code with which the company may confirm this visit; shown on request, because every look is logged. */
export function CodeForCompany({ row }: { readonly row: DeskRow }) {
  const { office } = useBanso();
  const [shown, setShown] = useState<Shown | null>(null);
  const [busy, setBusy] = useState(false);
  const show = async () => {
    setBusy(true);
    const asked = await office.confirmationCode({ engagement: row.view.id, visit: row.visit.id });
    setBusy(false);
    setShown(
      'answer' in asked
        ? { code: asked.answer }
        : { failed: 'problem' in asked ? messages.codeRefused : messages.codeUnreachable },
    );
  };
  if (shown && 'code' in shown)
    return (
      <p role="status">
        {messages.codeIs} <b className="review__code">{spacedCode(shown.code)}</b>
        <span className="hint">　{messages.codeTell}</span>
      </p>
    );
  return (
    <>
      {shown && <Notice kind="warn" title={shown.failed} live />}
      <Button busy={busy} onClick={() => void show()}>
        {messages.codeShow}
      </Button>
    </>
  );
}
