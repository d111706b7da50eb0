import { dayInJapan } from '@banso/shared/time/day.ts';
import { useCallback, useMemo } from 'react';
import { useLocation } from 'wouter';
import { useQuery } from '../../sync/banso-context.tsx';
import { useNow } from '../../sync/use-now.ts';
import { Split } from '../../ui/desk-frame.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { DeskPlaces } from '../desk-places.tsx';
import { messages as common } from '../messages.ts';
import { deskPaths, useDeskPaths } from './desk-paths.ts';
import { type DeskRow, deskRows, filterCounts, nextToReview, rowBeside, rowKey, shownRows } from './desk-rows.ts';
import { messages } from './messages.ts';
import { ReviewPane } from './review-pane.tsx';
import { useCloseByEscape } from './use-close-by-escape.ts';
import { useNewSubmissions } from './use-new-submissions.ts';
import { useLooking } from './use-looking.ts';
import { usePaneKeys } from './use-pane-keys.ts';
import { WaitingPapers } from './waiting-papers.tsx';
import { VisitList } from './visit-list.tsx';

export type DeskScreenProps = {
  readonly opened: { readonly engagement: string; readonly visit: string } | null;
};

/** What waits for a decision, and beside it the visit that is being looked at. */
export function DeskScreen({ opened }: DeskScreenProps) {
  const [, navigate] = useLocation();
  const { looking, look, query } = useLooking();
  const views = useQuery((store) => store.engagements(), []);
  const today = dayInJapan(useNow(60_000));
  const rows = useMemo(() => views && deskRows(views, today), [views, today]);
  const arrived = useNewSubmissions(rows);
  const shown = useMemo(() => rows && shownRows(rows, looking), [rows, looking]);
  const open = useCallback(
    ({ view, visit }: DeskRow) => navigate(deskPaths.review({ engagement: view.id, visit: visit.id }, query)),
    [navigate, query],
  );
  useCloseByEscape(opened !== null, () => navigate(deskPaths.list(query)));
  const currentKey = opened ? rowKey(opened.engagement, opened.visit) : undefined;
  const current = rows?.find(({ key }) => key === currentKey);
  const [before, after] = [shown && rowBeside(shown, currentKey, -1), shown && rowBeside(shown, currentKey, 1)];
  usePaneKeys({ ...(after ? { j: () => open(after) } : {}), ...(before ? { k: () => open(before) } : {}) });
  return (
    <DeskPlaces current="review" toReview={rows ? filterCounts(rows).submitted : 0}>
      <p className="visually-hidden" role="status">
        {rows ? arrived : common.loading}
      </p>
      {views && rows && shown && (
        <Split
          list={
            <>
              <WaitingPapers views={views} />
              <VisitList
                rows={rows}
                shown={shown}
                looking={looking}
                onLook={look}
                currentKey={currentKey}
                onOpen={open}
              />
            </>
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
  const { list } = useDeskPaths();
  return (
    <Notice
      kind="info"
      title={messages.notFound}
      actions={<ButtonLink href={list}>{messages.backToList}</ButtonLink>}
    />
  );
}
