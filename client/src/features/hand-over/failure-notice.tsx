import { Notice } from '../../ui/notice.tsx';
import type { Failure } from './confirming.ts';

/** Why nothing was confirmed, that what was written is safe, and what to do. */
export function FailureNotice({ failure }: { readonly failure: Failure | null }) {
  if (!failure) return null;
  return (
    <Notice kind="error" title={failure.title} live>
      {failure.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </Notice>
  );
}
