import { confirmationsOf } from '@banso/shared/engagement/engagement.ts';
import type { Visit } from '@banso/shared/engagement/visit.ts';
import type { EngagementView } from '../store/client-store.ts';
import { useSyncStatus } from '../sync/banso-context.tsx';
import { NewTabLink } from '../ui/button.tsx';
import { messages } from './messages.ts';
import { paths } from './paths.ts';
import './paper-links.css';

export type PaperLinksProps = {
  readonly view: EngagementView;
  readonly visit: Visit;
  /** Also as Word documents to edit: an office's need, and only one more thing to read on a phone. */
  readonly editable?: boolean;
};

/**
 * The papers of a visit, opened in a tab of their own. The server prints what it has received: without a connection there is
 * none, and what still waits on this device is not in it; both are said.
 */
export function PaperLinks({ view, visit, editable = false }: PaperLinksProps) {
  const { reachable } = useSyncStatus();
  if (!visit.time) return null;
  if (reachable === false) return <p className="hint">{messages.papersOffline}</p>;
  const place = { engagement: view.id, visit: visit.id };
  const reportName = view.ruleSet?.visitReportForm.name ?? messages.report;
  const signed = confirmationsOf(view.engagement, visit.id).length > 0;
  const unsent = view.waiting.some((entry) => entry.visit === visit.id);
  return (
    <>
      <p className="papers">
        <NewTabLink look="text" href={paths.paper('visit-report', place)}>
          {messages.paper(reportName)}
        </NewTabLink>
        {signed && (
          <NewTabLink look="text" href={paths.paper('confirmation-slip', place)}>
            {messages.slip}
          </NewTabLink>
        )}
      </p>
      {editable && (
        <p className="papers papers--editable">
          <NewTabLink look="text" href={paths.wordCopy('visit-report', place)}>
            {messages.wordCopy(reportName)}
          </NewTabLink>
          {signed && (
            <NewTabLink look="text" href={paths.wordCopy('confirmation-slip', place)}>
              {messages.wordCopy(messages.slipName)}
            </NewTabLink>
          )}
          <span className="hint">{messages.wordHint}</span>
        </p>
      )}
      {unsent && <p className="hint">{messages.papersUnsent}</p>}
    </>
  );
}
