import { useEffect, useRef } from 'react';
import { ButtonLink } from '../../ui/button.tsx';
import { messages as common } from '../messages.ts';
import { PaperLinks } from '../paper-links.tsx';
import { CallBacksSection } from './call-backs-section.tsx';
import { ChangesSection } from './changes-section.tsx';
import { ConfirmationSection } from './confirmation-section.tsx';
import { deskPaths } from './desk-paths.ts';
import type { DeskRow } from './desk-rows.ts';
import { DeskVisitState } from './desk-visit-state.tsx';
import { EvidenceSection } from './evidence-section.tsx';
import { FactsSection } from './facts-section.tsx';
import { FindingsSection } from './findings-section.tsx';
import { HistorySection } from './history-section.tsx';
import { messages } from './messages.ts';
import { ObjectionsSection } from './objections-section.tsx';
import { PhotosSection } from './photos-section.tsx';
import { ReportSection } from './report-section.tsx';
import { ReviewActions } from './review-actions.tsx';
import { ClosingSection, TeamSection } from './team-section.tsx';
import { instantWords } from './words.ts';

export type ReviewPaneProps = {
  readonly row: DeskRow;
  /** What waits for a decision after this one. */
  readonly next: DeskRow | undefined;
};

/** Everything that is known of one visit, in the order in which it is judged, and the decision at its foot. */
export function ReviewPane({ row, next }: ReviewPaneProps) {
  return (
    <article className="review">
      <ReviewHead row={row} />
      <PaperLinks view={row.view} visit={row.visit} />
      <ChangesSection visit={row.visit} />
      <FindingsSection row={row} />
      <FactsSection visit={row.visit} />
      <ObjectionsSection row={row} />
      <ConfirmationSection row={row} />
      <CallBacksSection row={row} />
      <ReportSection row={row} />
      <PhotosSection row={row} />
      <TeamSection row={row} />
      <EvidenceSection row={row} />
      <HistorySection visit={row.visit} />
      <ClosingSection row={row} />
      <ReviewActions row={row} next={next} />
    </article>
  );
}

function ReviewHead({ row }: { readonly row: DeskRow }) {
  const { view, visit } = row;
  const title = useRef<HTMLHeadingElement>(null);
  // Whoever opened it by keyboard goes on reading here; a reader hears which visit it is.
  useEffect(() => title.current?.focus(), []);
  const contract = view.engagement.core?.contract;
  return (
    <header className="review__head">
      <div>
        <h2 ref={title} tabIndex={-1}>
          {view.company?.name ?? messages.noCompany}
          <span className="keep">　{common.number(visit.number)}</span>
        </h2>
        <p className="hint">
          {[
            view.expert?.name ?? messages.noExpert,
            view.programme?.name,
            contract && messages.contract(contract.number),
            visit.submission && messages.submittedAt(instantWords(visit.submission.atMs)),
          ]
            .filter(Boolean)
            .join('・')}
        </p>
        <DeskVisitState view={view} visit={visit} />
      </div>
      <ButtonLink look="text" icon="close" href={deskPaths.list}>
        {messages.backToList}
      </ButtonLink>
    </header>
  );
}
