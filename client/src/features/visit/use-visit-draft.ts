import type { Visit, VisitField } from '@banso/shared/engagement/visit.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { type DraftInUse, useEditedDraft } from '../use-edited-draft.ts';
import { type Edits, withEdit } from './draft-changes.ts';
import { type DraftState, openVisitDraft } from './visit-draft.ts';

export type EditedVisit = DraftState &
  Pick<DraftInUse<Edits, Visit, DraftState, VisitField>, 'leave' | 'save'> & {
    /** A key stroke. */
    readonly type: (field: VisitField, value: string | number) => void;
    /** A choice (break, place …): recorded at once. */
    readonly choose: (field: VisitField, value: string | number) => void;
  };

/** The text of a visit while it is written. Remount (`key`) for another visit. */
export const useVisitDraft = (engagement: string, visit: Visit): EditedVisit => {
  const { store, nowMs } = useBanso();
  const draft = useEditedDraft(visit, () => openVisitDraft({ store, engagement, visit, nowMs }));
  const typed = (field: VisitField, value: string | number) => (edits: Edits, now: Visit) =>
    withEdit(edits, now.fields, { field, value });
  return {
    ...draft.state,
    type: (field, value) => draft.type(typed(field, value)),
    choose: (field, value) => draft.choose(typed(field, value)),
    leave: draft.leave,
    save: draft.save,
  };
};
