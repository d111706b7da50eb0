import type { Visit, VisitField, VisitFields } from '@banso/shared/engagement/visit.ts';
import type { ClientStore } from '../../store/client-store.ts';
import { draftKeys } from '../draft-keys.ts';
import { type EditedDraft, type EditedState, openEditedDraft } from '../edited-draft.ts';
import {
  draftChanges,
  editedFields,
  type Edits,
  hasEdits,
  readEdits,
  unrecorded,
  withoutSeen,
  withRecorded,
  withRestored,
} from './draft-changes.ts';

/** `fields`: as their author sees them. */
type Shown = { readonly fields: VisitFields };
export type DraftState = EditedState<Shown, VisitField>;

/** The text of one visit while it is written. */
export type VisitDraft = EditedDraft<Visit, Edits, Shown, VisitField>;

/** Opens the draft of a visit's report. */
export const openVisitDraft = ({
  store,
  engagement,
  visit,
  nowMs,
}: {
  readonly store: Pick<ClientStore, 'record' | 'saveDraft' | 'draft' | 'dropDraft'>;
  readonly engagement: string;
  readonly visit: Visit;
  readonly nowMs: () => number;
}): VisitDraft =>
  openEditedDraft(
    { store, key: draftKeys.report(visit.id), record: visit, nowMs },
    {
      none: {},
      shown: ({ fields }, edits) => ({ fields: editedFields(fields, edits) }),
      unrecorded: (edits) => {
        const open = unrecorded(edits);
        return hasEdits(open) ? open : null;
      },
      withRestored: (edits, kept) => withRestored(edits, readEdits(kept)),
      changesIn: draftChanges,
      record: (changes) =>
        store.record({ type: 'visit-report-saved@1', aggregate: engagement, body: { visit: visit.id, changes } }),
      withRecorded,
      withoutSeen,
    },
  );
