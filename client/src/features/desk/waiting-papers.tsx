import type { EngagementView } from '../../store/client-store.ts';
import { Row, Rows } from '../../ui/row.tsx';
import { paths } from '../paths.ts';
import { messages } from './messages.ts';
import { papersWaiting, type WaitingPaper } from './papers-waiting.ts';

/** Plans, final reports and final packages that were handed in and nobody has judged yet. */
export function WaitingPapers({ views }: { readonly views: readonly EngagementView[] }) {
  const waiting = views.flatMap((view) => papersWaiting(view.engagement).map((paper) => ({ view, paper })));
  if (waiting.length === 0) return null;
  return (
    <details className="waiting-papers">
      <summary>{messages.waitingPapers(waiting.length)}</summary>
      <Rows label={messages.waitingPapers(waiting.length)}>
        {waiting.map(({ view, paper }) => (
          <Row
            key={`${view.id}/${paper}`}
            href={placeOf(view, paper)}
            title={view.company?.name ?? messages.noCompany}
            detail={`${messages.waitingPaper[paper]}・${view.expert?.name ?? messages.noExpert}`}
          />
        ))}
      </Rows>
    </details>
  );
}

const placeOf = ({ id }: EngagementView, paper: WaitingPaper): string =>
  paper === 'plan' || paper === 'final-report'
    ? paths.written(id, paper)
    : paper === 'query'
      ? paths.queries(id)
      : paths.claimAtDesk(id);
