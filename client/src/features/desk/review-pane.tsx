import { useEffect, useRef } from 'react';
import { useNoteLook } from '../../sync/use-note-look.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { messages as common } from '../messages.ts';
import { PaperLinks } from '../paper-links.tsx';
import { paths } from '../paths.ts';
import { CallBacksSection } from './call-backs-section.tsx';
import { ChangesSection } from './changes-section.tsx';
import { ConfirmationSection } from './confirmation-section.tsx';
import { DelegationsSection } from './delegations-section.tsx';
import { useDeskPaths } from './desk-paths.ts';
import type { DeskRow } from './desk-rows.ts';
import { DeskVisitState } from './desk-visit-state.tsx';
import { EvidenceSection } from './evidence-section.tsx';
import { ExportSection } from './export-section.tsx';
import { FactsSection } from './facts-section.tsx';
import { FindingsSection } from './findings-section.tsx';
import { HistorySection, KeptSection } from './history-section.tsx';
import { messages } from './messages.ts';
import { ObjectionsSection } from './objections-section.tsx';
import { PhotosSection } from './photos-section.tsx';
import { PlanSection } from './plan-section.tsx';
import { ReportSection } from './report-section.tsx';
import { ReviewActions } from './review-actions.tsx';
import { ClosingSection, TeamSection } from './team-section.tsx';
import { instantWords } from './words.ts';

export type ReviewPaneProps = {
  readonly row: DeskRow;
  /** What waits for a decision after this one. */
  readonly next: DeskRow | undefined;
};

/**
 * Everything that is known of one visit: what is to be minded, then plan, report, the company's word and the evidence, beside
 * each other where there is room, and the decision at its foot.
 */
export function ReviewPane({ row, next }: ReviewPaneProps) {
  useNoteLook('review', row.view.id, `visit/${row.visit.id}`);
  return (
    <article className="review">
      <ReviewHead row={row} />
      <PaperLinks view={row.view} visit={row.visit} editable />
      <ChangesSection visit={row.visit} />
      <FindingsSection row={row} />
      <KeptSection view={row.view} visit={row.visit} />
      <div className="review__compare">
        <PlanSection row={row} />
        <div className="review__reported">
          <FactsSection visit={row.visit} />
          <ReportSection visit={row.visit} />
          <PhotosSection row={row} />
          <TeamSection row={row} />
        </div>
        <div className="review__confirmed">
          <ConfirmationSection row={row} />
          <DelegationsSection row={row} />
          <ObjectionsSection row={row} />
          <CallBacksSection row={row} />
        </div>
        <EvidenceSection row={row} />
      </div>
      <HistorySection visit={row.visit} />
      <ExportSection row={row} />
      <ClosingSection row={row} />
      <ReviewActions row={row} next={next} />
    </article>
  );
}

function ReviewHead({ row }: { readonly row: DeskRow }) {
  const { view, visit } = row;
  const { list } = useDeskPaths();
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
        {view.company && (
          <ButtonLink look="text" href={paths.company(view.company.id)}>
            {messages.toCompany}
          </ButtonLink>
        )}
        <ButtonLink look="text" href={paths.papers(view.id)}>
          {messages.toPapers}
        </ButtonLink>
      </div>
      <ButtonLink look="text" icon="close" href={list}>
        {messages.backToList}
      </ButtonLink>
    </header>
  );
}
