import { useEffect, useRef, useState } from 'react';
import { useUnsavedInput } from '../pwa/unsaved-input.ts';
import { useBanso } from '../sync/banso-context.tsx';

type Texts = Readonly<Record<string, string>>;

export type KeptForm<Form extends Texts> = {
  readonly form: Form;
  readonly change: (changed: Partial<Form>) => void;
  /** The last change lies on the device. */
  readonly saved: boolean;
  /** The last change could not be written to the device. */
  readonly failed: boolean;
  /** What was typed has been recorded. */
  readonly drop: () => Promise<void>;
};

/** A form whose every change is kept as a draft on the device, and found there again. `key` as in `ClientStore.draft`. */
export const useKeptForm = <Form extends Texts>(key: string, blank: Form): KeptForm<Form> => {
  const { store } = useBanso();
  const [form, setForm] = useState(blank);
  const [failed, setFailed] = useState(false);
  const [onDisk, setOnDisk] = useState<Form>();
  const typed = useRef(false);
  const first = useRef(blank);
  useUnsavedInput(failed);
  useEffect(() => {
    void store.draft(key).then((kept) => {
      // Whoever types faster than the disk answers keeps what was typed.
      if (!typed.current) setForm((now) => ({ ...now, ...textsOf(first.current, kept) }));
    });
  }, [store, key]);
  const keep = async (next: Form) => {
    const answer = await store.saveDraft(key, next);
    setFailed(answer === 'failed');
    if (answer !== 'failed') setOnDisk(next);
  };
  const change = (changed: Partial<Form>) => {
    typed.current = true;
    const next = { ...form, ...changed };
    setForm(next);
    void keep(next);
  };
  return { form, change, saved: onDisk === form, failed, drop: () => store.dropDraft(key) };
};

/** The entries of a draft that the form still has. */
const textsOf = <Form extends Texts>(form: Form, kept: unknown): Partial<Form> =>
  Object.fromEntries(
    Object.entries(typeof kept === 'object' && kept !== null ? kept : {}).filter(
      ([name, text]) => name in form && typeof text === 'string',
    ),
    // The filter above leaves only texts under the form's own names.
  ) as Partial<Form>;
