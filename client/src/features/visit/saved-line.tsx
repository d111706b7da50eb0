import { clockTimeInJapan } from '@banso/shared/time/day.ts';
import { ToastSaved } from '../../ui/toast-saved.tsx';
import { messages } from './messages.ts';

/** この端末に保存しました 16:42 */
export function SavedLine({ savedAtMs }: { readonly savedAtMs: number | null }) {
  return <ToastSaved>{savedAtMs !== null && messages.savedAt(clockTimeInJapan(savedAtMs))}</ToastSaved>;
}
