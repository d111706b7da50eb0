import type { ClientStore } from '../store/client-store.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { readOnce } from './read-once.ts';

export type Texts = Readonly<Record<string, string>>;

export type KeptFormState<Form extends Texts> = {
  readonly form: Form;
  /** The last change lies on the device. */
  readonly saved: boolean;
  /** The last change could not be written to the device. */
  readonly failed: boolean;
};

export type OpenedForm<Form extends Texts> = {
  readonly change: (changed: Partial<Form>) => void;
  /** What was typed has been recorded. Never fails: a draft that the disk does not let go is found again. */
  readonly drop: () => Promise<void>;
  readonly state: () => KeptFormState<Form>;
  readonly subscribe: (listener: () => void) => () => void;
};

/** Opens a form: what was typed lies over what the device kept, and that over `blank`. */
export const openKeptForm = <Form extends Texts>({
  store,
  key,
  blank,
}: {
  readonly store: Pick<ClientStore, 'saveDraft' | 'draft' | 'dropDraft'>;
  readonly key: string;
  readonly blank: Form;
}): OpenedForm<Form> => {
  const listeners = new Set<() => void>();
  let kept: Partial<Form> = {};
  let typed: Partial<Form> = {};
  let dropped = false;
  let state: KeptFormState<Form> = { form: blank, saved: false, failed: false };

  const show = (change: Partial<KeptFormState<Form>>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const showForm = () => show({ form: { ...blank, ...kept, ...typed }, saved: false });

  const restored = readOnce(async () => {
    kept = textsOf(blank, await store.draft(key));
    if (!dropped) showForm();
  });

  const keep = oneAtATime(async () => {
    const isRead = await restored();
    if (dropped) return;
    const { form } = state;
    const failed = !isRead || (await store.saveDraft(key, form)) === 'failed';
    show({ failed, saved: !failed && state.form === form });
  });

  void restored();

  return {
    change: (changed) => {
      dropped = false;
      typed = { ...typed, ...changed };
      showForm();
      void keep();
    },
    drop: async () => {
      dropped = true;
      // Recorded is recorded: a screen that stayed because its draft could not be taken away had the same thing recorded twice.
      await store
        .dropDraft(key)
        .catch((error: unknown) => console.error('A recorded draft could not be dropped', error));
    },
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

/** The entries of a draft that the form still has. */
const textsOf = <Form extends Texts>(form: Form, kept: unknown): Partial<Form> =>
  Object.fromEntries(
    Object.entries(typeof kept === 'object' && kept !== null ? kept : {}).filter(
      ([name, text]) => name in form && typeof text === 'string',
    ),
    // The filter above leaves only texts under the form's own names.
  ) as Partial<Form>;
