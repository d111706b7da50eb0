import type { FieldValue, FieldValues, Written, WrittenChange } from '@banso/shared/engagement/written.ts';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useUnsavedInput } from '../../pwa/unsaved-input.ts';
import type { ClientStore, Recorded } from '../../store/client-store.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { afterPress } from '../../ui/press.ts';
import { openWrittenDraft, type WrittenState } from './written-draft.ts';

const IDLE_MS = 5_000;

export type EditedRecord<Values extends FieldValues> = WrittenState<Values> & {
  /** A key stroke: kept on the device at once, recorded on blur, when the page is hidden, and after 5 s of rest. */
  readonly type: (changed: Readonly<Record<string, FieldValue>>) => void;
  /** A field was left: recorded once the press that left it has ended. */
  readonly leave: () => void;
  /** Records what is new; to be awaited before any intent. */
  readonly save: () => Promise<boolean>;
};

type Given<Values extends FieldValues> = {
  readonly key: string;
  readonly written: Written<Values>;
  readonly fits: (field: string, value: FieldValue) => boolean;
  readonly record: (store: ClientStore, changes: WrittenChange[]) => Promise<Recorded>;
};

/** A record while it is written. Remount (`key`) for another record. */
export const useWrittenDraft = <Values extends FieldValues>({
  key,
  written,
  fits,
  record,
}: Given<Values>): EditedRecord<Values> => {
  const { store, nowMs } = useBanso();
  const [draft] = useState(() =>
    openWrittenDraft({ store, key, written, fits, record: (changes) => record(store, changes), nowMs }),
  );
  const state = useSyncExternalStore(draft.subscribe, draft.state);
  useEffect(() => draft.see(written), [draft, written]);
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
    type: (changed) => {
      draft.edit(changed);
      window.clearTimeout(idle.current);
      idle.current = window.setTimeout(() => void draft.save(), IDLE_MS);
    },
    leave: () => afterPress(() => void draft.save()),
    save: draft.save,
  };
};
