import { closingOf, closingRows, maySignClosing } from '@banso/shared/claim/closing-rows.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { beginHandOver, CLOSING } from '../../sync/hand-over-draft.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { messages } from './messages.ts';
import type { Claim } from './use-claim.ts';

/** The company's word over all visits: where it stands, and the way to ask for it. */
export function ClosingSection({ view }: { readonly view: EngagementView; readonly claim: Claim }) {
  const { store } = useBanso();
  const [failed, setFailed] = useState(false);
  const rows = closingRows(view.engagement);
  const closing = closingOf(view.engagement);
  const ask = async () => setFailed((await beginHandOver(store, { engagement: view.id, visit: CLOSING })) === 'failed');
  return (
    <section className="section claim__part" aria-label={messages.closing}>
      <h2>{messages.closing}</h2>
      <p className="hint">{messages.closingHint}</p>
      <ClosingState view={view} />
      <RecordProblemNotice problem={failed ? { failed: 'storage' } : null} />
      {rows.length === 0 ? (
        <p>{messages.noRows}</p>
      ) : (
        (closing === null || !closing.stands) && (
          <Button look="outline" wide onClick={() => void ask()}>
            {closing ? messages.handOverAgain : messages.handOver}
          </Button>
        )
      )}
    </section>
  );
}

/** Who signed and when, and whether it still speaks of the rows as they are. */
export function ClosingState({ view: { engagement } }: { readonly view: EngagementView }) {
  const closing = closingOf(engagement);
  if (!closing) return <p>{messages.closingNone}</p>;
  const { confirmation, stands } = closing;
  const { signer, reading } = confirmation;
  return (
    <>
      <p>{messages.closingBy(signer.title, signer.name, wareki(dayInJapan(reading.wallMs)))}</p>
      {!stands && <Notice kind="warn" title={messages.closingFell} />}
      {stands && !maySignClosing(engagement, confirmation) && <Notice kind="warn" title={messages.closingSigner} />}
    </>
  );
}
