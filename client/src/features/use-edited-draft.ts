import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useUnsavedInput } from '../pwa/unsaved-input.ts';
import { afterPress } from '../ui/press.ts';
import type { EditedDraft, EditedState } from './edited-draft.ts';

const IDLE_MS = 5_000;

export type DraftInUse<Edits, Record_, Shown, Field> = {
  readonly state: EditedState<Shown, Field>;
  /** A key stroke: kept on the device at once, recorded on blur, when the page is hidden, and after 5 s of rest. */
  readonly type: (typed: (edits: Edits, record: Record_) => Edits) => void;
  /** A choice (break, place …): recorded at once. */
  readonly choose: (typed: (edits: Edits, record: Record_) => Edits) => void;
  /** A field was left: recorded once the press that left it has ended. */
  readonly leave: () => void;
  /** Records what is new; to be awaited before any intent. */
  readonly save: () => Promise<boolean>;
};

/** The draft of a record on a screen. Remount (`key`) for another record. */
export const useEditedDraft = <Record_, Edits, Shown, Field>(
  record: Record_,
  open: () => EditedDraft<Record_, Edits, Shown, Field>,
): DraftInUse<Edits, Record_, Shown, Field> => {
  const [draft] = useState(open);
  const state = useSyncExternalStore(draft.subscribe, draft.state);
  useEffect(() => draft.see(record), [draft, record]);
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
    state,
    type: (typed) => {
      draft.edit(typed);
      window.clearTimeout(idle.current);
      idle.current = window.setTimeout(() => void draft.save(), IDLE_MS);
    },
    choose: (typed) => {
      draft.edit(typed);
      void draft.save();
    },
    leave: () => afterPress(() => void draft.save()),
    save: draft.save,
  };
};
