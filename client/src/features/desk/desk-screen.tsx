import { dayInJapan } from '@banso/shared/time/day.ts';
import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { useQuery } from '../../sync/banso-context.tsx';
import { useNow } from '../../sync/use-now.ts';
import { Split } from '../../ui/desk-frame.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { DeskPlaces } from '../desk-places.tsx';
import { messages as common } from '../messages.ts';
import { deskPaths } from './desk-paths.ts';
import { deskRows, filterCounts, nextToReview, rowKey } from './desk-rows.ts';
import { messages } from './messages.ts';
import { ReviewPane } from './review-pane.tsx';
import { useCloseByEscape } from './use-close-by-escape.ts';
import { useNewSubmissions } from './use-new-submissions.ts';
import { type Looking, VisitList } from './visit-list.tsx';

export type DeskScreenProps = {
  readonly opened: { readonly engagement: string; readonly visit: string } | null;
};

/** What waits for a decision, and beside it the visit that is being looked at. */
export function DeskScreen({ opened }: DeskScreenProps) {
  const [, navigate] = useLocation();
  const [looking, setLooking] = useState<Looking>({ filter: 'submitted', search: '' });
  const views = useQuery((store) => store.engagements(), []);
  const today = dayInJapan(useNow(60_000));
  const rows = useMemo(() => views && deskRows(views, today), [views, today]);
  const arrived = useNewSubmissions(rows);
  useCloseByEscape(opened !== null, () => navigate(deskPaths.list));
  const currentKey = opened ? rowKey(opened.engagement, opened.visit) : undefined;
  const current = rows?.find(({ key }) => key === currentKey);
  return (
    <DeskPlaces current="review" toReview={rows ? filterCounts(rows).submitted : 0}>
      <p className="visually-hidden" role="status">
        {rows ? arrived : common.loading}
      </p>
      {rows && (
        <Split
          list={
            <VisitList
              rows={rows}
              looking={looking}
              onLook={setLooking}
              currentKey={currentKey}
              onOpen={({ view, visit }) => navigate(deskPaths.review({ engagement: view.id, visit: visit.id }))}
            />
          }
          detailLabel={messages.detail}
          detail={
            currentKey !== undefined &&
            (current ? (
              <ReviewPane key={current.key} row={current} next={nextToReview(rows, current.key)} />
            ) : (
              <NotFound />
            ))
          }
        />
      )}
    </DeskPlaces>
  );
}

function NotFound() {
  return (
    <Notice
      kind="info"
      title={messages.notFound}
      actions={<ButtonLink href={deskPaths.list}>{messages.backToList}</ButtonLink>}
    />
  );
}
