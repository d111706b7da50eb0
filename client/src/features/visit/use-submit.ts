import type { Visit } from '@banso/shared/engagement/visit.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { type Recorder, useRecord } from '../../sync/use-record.ts';
import type { EditedVisit } from './use-visit-draft.ts';

/** An intent lists at most this many operations it waits for. */
const MOST_AFTER = 100;

export type Submission = Pick<Recorder, 'busy' | 'problem'> & { readonly submit: () => Promise<boolean> };

/** 提出: what was typed is recorded first, then the intent, after everything of the visit that still waits. */
export const useSubmit = (view: EngagementView, visit: Visit, draft: EditedVisit): Submission => {
  const { record, busy, problem } = useRecord();
  const submit = async () => {
    if (!(await draft.save())) return false;
    const after = view.waiting.filter((entry) => entry.visit === visit.id).map(({ id }) => id);
    const entry = await record({
      type: 'visit-submitted@1',
      aggregate: view.id,
      body: { visit: visit.id },
      after: after.slice(-MOST_AFTER),
    });
    return entry !== null;
  };
  return { submit, busy, problem };
};
