import type { Visit } from '@banso/shared/engagement/visit.ts';
import type { EngagementView } from '../../store/client-store.ts';
import type { EditedVisit } from './use-visit-draft.ts';

/** What every screen of one visit works with. `visit` is as recorded, `draft` as its author sees it. */
export type VisitScreenProps = {
  readonly view: EngagementView;
  readonly visit: Visit;
  readonly draft: EditedVisit;
};
