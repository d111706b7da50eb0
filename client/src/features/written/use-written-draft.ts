import type { FieldValue, FieldValues, Written, WrittenChange } from '@banso/shared/engagement/written.ts';
import type { ClientStore, Recorded } from '../../store/client-store.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { useEditedDraft } from '../use-edited-draft.ts';
import { openWrittenDraft, withTyped, type WrittenState } from './written-draft.ts';

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
  const draft = useEditedDraft(written, () =>
    openWrittenDraft({ store, key, written, fits, record: (changes) => record(store, changes), nowMs }),
  );
  return {
    ...draft.state,
    type: (changed) => draft.type((edits, now) => withTyped(edits, now, changed)),
    leave: draft.leave,
    save: draft.save,
  };
};
