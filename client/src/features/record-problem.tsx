import { REFUSALS } from '@banso/shared/operation/refusals.ts';
import type { RecordProblem } from '../sync/use-record.ts';
import { loadedLater } from '../ui/loaded-later.tsx';
import { Notice } from '../ui/notice.tsx';
import { messages } from './messages.ts';

/** The rules come with the operations, after the first screen: this notice stands on it. */
const FindingNames = loadedLater(async () => (await import('./finding-names.tsx')).FindingNames);

/** What happened, that the record is safe, and what to do; nothing when nothing is wrong. */
export function RecordProblemNotice({ problem }: { readonly problem: RecordProblem | null }) {
  if (!problem) return null;
  if ('failed' in problem && problem.failed === 'room') {
    return (
      <Notice kind="error" title={messages.noRoomForPhotos} live>
        <p>{messages.noRoomRest}</p>
        <p>{messages.noRoomMend}</p>
      </Notice>
    );
  }
  if ('failed' in problem && problem.failed === 'code') {
    return (
      <Notice kind="error" title={messages.notRecorded} live>
        <p>{messages.codeMissing}</p>
        <p>{messages.codeMend}</p>
      </Notice>
    );
  }
  if ('failed' in problem) {
    return (
      <Notice kind="error" title={messages.notRecorded} live>
        <p>{messages.storageFailed}</p>
        <p>{messages.storageMend}</p>
      </Notice>
    );
  }
  const { meaning, next } = REFUSALS[problem.refusal.refused];
  const { detail = [] } = problem.refusal;
  return (
    <Notice kind="error" title={meaning} live>
      {detail.length > 0 && <FindingNames detail={detail} />}
      <p>{next}</p>
    </Notice>
  );
}
