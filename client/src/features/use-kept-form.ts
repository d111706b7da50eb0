import { useMemo, useState, useSyncExternalStore } from 'react';
import { useUnsavedInput } from '../pwa/unsaved-input.ts';
import { useBanso } from '../sync/banso-context.tsx';
import { type KeptFormState, type OpenedForm, openKeptForm, type Texts } from './kept-form.ts';

export type KeptForm<Form extends Texts> = KeptFormState<Form> & Pick<OpenedForm<Form>, 'change' | 'drop'>;

/** A form whose every change is kept as a draft on the device, and found there again. `key` as in `ClientStore.draft`. */
export const useKeptForm = <Form extends Texts>(key: string, blank: Form): KeptForm<Form> => {
  const { store } = useBanso();
  // As it was when the screen opened: what is recorded meanwhile does not change a form under its author's hands.
  const [first] = useState(blank);
  const opened = useMemo(() => openKeptForm({ store, key, blank: first }), [store, key, first]);
  const state = useSyncExternalStore(opened.subscribe, opened.state);
  useUnsavedInput(state.failed);
  return { ...state, change: opened.change, drop: opened.drop };
};
