import { finalReportStage } from '@banso/shared/engagement/final-report.ts';
import { planStage } from '@banso/shared/engagement/plan.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { Row, Rows } from '../../ui/row.tsx';
import { paths } from '../paths.ts';
import { messages } from './messages.ts';

/** Plans and final reports that were handed in and nobody has judged yet. */
export function WaitingPapers({ views }: { readonly views: readonly EngagementView[] }) {
  const waiting = views.flatMap((view) => [
    ...(planStage(view.engagement.plan) === 'submitted' ? [{ view, paper: 'plan' as const }] : []),
    ...(finalReportStage(view.engagement.closing) === 'submitted' ? [{ view, paper: 'final-report' as const }] : []),
  ]);
  if (waiting.length === 0) return null;
  return (
    <details className="waiting-papers">
      <summary>{messages.waitingPapers(waiting.length)}</summary>
      <Rows label={messages.waitingPapers(waiting.length)}>
        {waiting.map(({ view, paper }) => (
          <Row
            key={`${view.id}/${paper}`}
            href={paths.written(view.id, paper)}
            title={view.company?.name ?? messages.noCompany}
            detail={`${messages.waitingPaper[paper]}・${view.expert?.name ?? messages.noExpert}`}
          />
        ))}
      </Rows>
    </details>
  );
}
