import { clockTimeInJapan } from '@banso/shared/time/day.ts';
import { ToastSaved } from '../ui/toast-saved.tsx';
import type { EditedState } from './edited-draft.ts';
import { messages } from './messages.ts';

export type SavedLineProps = {
  readonly draft: Pick<EditedState<unknown, unknown>, 'savedAtMs' | 'unsaved'>;
};

/** この端末に保存しました 16:42 */
export function SavedLine({ draft: { savedAtMs, unsaved } }: SavedLineProps) {
  return (
    <ToastSaved outdated={unsaved}>{savedAtMs !== null && messages.savedAt(clockTimeInJapan(savedAtMs))}</ToastSaved>
  );
}
