import type { Visit, VisitField, VisitFields } from '@banso/shared/engagement/visit.ts';
import type { ClientStore } from '../../store/client-store.ts';
import type { RecordProblem } from '../../sync/use-record.ts';
import { draftKeys } from '../draft-keys.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import {
  draftChanges,
  editedFields,
  type Edits,
  hasEdits,
  readEdits,
  unrecorded,
  withEdit,
  withoutSeen,
  withRecorded,
  withRestored,
} from './draft-changes.ts';

export type DraftState = {
  /** The fields as their author sees them. */
  readonly fields: VisitFields;
  /** When the device last said that everything typed is on its disk; null before the first key stroke. */
  readonly savedAtMs: number | null;
  /** Something was typed that the disk does not hold yet. */
  readonly unsaved: boolean;
  /** Fields that cannot be stored as they are: too long. */
  readonly unfit: readonly VisitField[];
  readonly problem: RecordProblem | null;
};

/** The text of one visit while it is written: every key stroke goes to a local draft, `save` records what is new. */
export type VisitDraft = {
  readonly edit: (field: VisitField, value: string | number) => void;
  /** Records what is new. False: it could not, `problem` says why, and the text stays. */
  readonly save: () => Promise<boolean>;
  /** The records as they are now. */
  readonly see: (visit: Visit) => void;
  readonly state: () => DraftState;
  readonly subscribe: (listener: () => void) => () => void;
};

type DraftPorts = {
  readonly store: Pick<ClientStore, 'record' | 'saveDraft' | 'draft' | 'dropDraft'>;
  readonly engagement: string;
  readonly visit: Visit;
  readonly nowMs: () => number;
};

/** Opens the draft of a visit and restores what a crash left behind. */
export const openVisitDraft = ({ store, engagement, visit, nowMs }: DraftPorts): VisitDraft => {
  const key = draftKeys.report(visit.id);
  const listeners = new Set<() => void>();
  let seen = visit;
  let edits: Edits = {};
  let rest: Omit<DraftState, 'fields'> = { savedAtMs: null, unsaved: false, unfit: [], problem: null };
  let state: DraftState = { fields: visit.fields, ...rest };

  const show = (change: Partial<typeof rest> = {}) => {
    rest = { ...rest, ...change };
    state = { fields: editedFields(seen.fields, edits), ...rest };
    for (const listener of listeners) listener();
  };

  // One write after the other: two at once could land in the wrong order and keep the older text.
  const keep = oneAtATime(async () => {
    const kept = edits;
    const open = unrecorded(kept);
    const answer = hasEdits(open) ? await store.saveDraft(key, open) : await dropped(store, key);
    if (answer === 'failed') return show({ problem: { failed: 'storage' } });
    // The disk took the text after all: what it said before no longer holds.
    const problem = rest.problem && 'failed' in rest.problem ? null : rest.problem;
    show({ savedAtMs: nowMs(), unsaved: edits !== kept && rest.unsaved, problem });
  });

  const save = oneAtATime(async () => {
    const { changes, unfit } = draftChanges(edits);
    if (changes.length === 0) {
      show({ unfit });
      return unfit.length === 0;
    }
    const answer = await store
      .record({ type: 'visit-report-saved@1', aggregate: engagement, body: { visit: visit.id, changes: [...changes] } })
      .catch((): RecordProblem => ({ failed: 'storage' }));
    if (!('recorded' in answer)) {
      show({ problem: answer, unfit });
      return false;
    }
    edits = withoutSeen(withRecorded(edits, changes), seen);
    show({ problem: null, unfit });
    await keep();
    return unfit.length === 0;
  });

  const restored = store.draft(key).then((draft) => {
    edits = withoutSeen(withRestored(edits, readEdits(draft)), seen);
    show();
  });

  return {
    edit: (field, value) => {
      edits = withEdit(edits, seen.fields, { field, value });
      show({ unsaved: true });
      void keep();
    },
    save: async () => {
      await restored;
      return save();
    },
    see: (next) => {
      seen = next;
      edits = withoutSeen(edits, next);
      show();
    },
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

const dropped = async (store: Pick<ClientStore, 'dropDraft'>, key: string): Promise<'saved'> => {
  await store.dropDraft(key);
  return 'saved';
};
