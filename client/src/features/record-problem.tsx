import { REFUSALS } from '@banso/shared/operation/refusals.ts';
import { FINDINGS } from '@banso/shared/rules/findings/index.ts';
import type { RecordProblem } from '../sync/use-record.ts';
import { Notice } from '../ui/notice.tsx';
import { messages } from './messages.ts';

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
  if ('failed' in problem) {
    return (
      <Notice kind="error" title={messages.notRecorded} live>
        <p>{messages.storageFailed}</p>
        <p>{messages.storageMend}</p>
      </Notice>
    );
  }
  const { meaning, next } = REFUSALS[problem.refusal.refused];
  const labels = findingLabels(problem.refusal.detail ?? []);
  return (
    <Notice kind="error" title={meaning} live>
      {labels.length > 0 && <p>{labels.join('、')}</p>}
      <p>{next}</p>
    </Notice>
  );
}

/** The names of the findings among a refusal's details. */
export function findingLabels(detail: readonly string[]): readonly string[] {
  return detail.flatMap((code) => FINDINGS.find((finding) => finding.code === code)?.label ?? []);
}
