import type { Visit, VisitField } from '@banso/shared/engagement/visit.ts';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useUnsavedInput } from '../../pwa/unsaved-input.ts';
import { afterPress } from '../../ui/press.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { type DraftState, openVisitDraft } from './visit-draft.ts';

const IDLE_MS = 5_000;

export type EditedVisit = DraftState & {
  /** A key stroke: kept on the device at once, recorded on blur, when the page is hidden, and after 5 s of rest. */
  readonly type: (field: VisitField, value: string | number) => void;
  /** A choice (break, place …): recorded at once. */
  readonly choose: (field: VisitField, value: string | number) => void;
  /** A field was left: recorded once the press that left it has ended. */
  readonly leave: () => void;
  /** Records what is new; to be awaited before any intent. */
  readonly save: () => Promise<boolean>;
};

/** The text of a visit while it is written. Remount (`key`) for another visit. */
export const useVisitDraft = (engagement: string, visit: Visit): EditedVisit => {
  const { store, nowMs } = useBanso();
  const [draft] = useState(() => openVisitDraft({ store, engagement, visit, nowMs }));
  const state = useSyncExternalStore(draft.subscribe, draft.state);
  useEffect(() => draft.see(visit), [draft, visit]);
  useUnsavedInput(state.unsaved);
  const idle = useRef<number>(undefined);
  useEffect(() => {
    const leave = () => void draft.save();
    const hide = () => {
      if (document.visibilityState === 'hidden') leave();
    };
    document.addEventListener('visibilitychange', hide);
    window.addEventListener('pagehide', leave);
    return () => {
      window.clearTimeout(idle.current);
      document.removeEventListener('visibilitychange', hide);
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [draft]);
  return {
    ...state,
    type: (field, value) => {
      draft.edit(field, value);
      window.clearTimeout(idle.current);
      idle.current = window.setTimeout(() => void draft.save(), IDLE_MS);
    },
    choose: (field, value) => {
      draft.edit(field, value);
      void draft.save();
    },
    leave: () => afterPress(() => void draft.save()),
    save: draft.save,
  };
};
