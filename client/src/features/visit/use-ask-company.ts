import type { Visit } from '@banso/shared/engagement/visit.ts';
import { useState } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { beginHandOver } from '../../sync/hand-over-draft.ts';
import type { RecordProblem } from '../../sync/use-record.ts';
import type { EditedVisit } from './use-visit-draft.ts';

export type AskCompany = {
  /** Records what was typed, then gives the phone to the company. */
  readonly ask: () => Promise<void>;
  /** False: a name or the programme's sentence has not reached this device. */
  readonly ready: boolean;
  readonly problem: RecordProblem | null;
};

/** The way to the company's screens. What they will read is recorded first: nobody signs a draft. */
export const useAskCompany = (view: EngagementView, visit: Visit, draft: EditedVisit): AskCompany => {
  const { store } = useBanso();
  const [problem, setProblem] = useState<RecordProblem | null>(null);
  const ask = async () => {
    if (!(await draft.save())) return;
    const answer = await beginHandOver(store, { engagement: view.id, visit: visit.id });
    setProblem(answer === 'failed' ? { failed: 'storage' } : null);
  };
  return { ask, ready: view.company !== null && view.ruleSet !== null, problem };
};
