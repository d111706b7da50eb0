import { dayInJapan } from '../../time/day.ts';
import { wareki } from '../../time/wareki.ts';
import type { FindingType } from '../finding.ts';
import { reportDueOn } from '../report-due.ts';

/** FK-4-1: the record comes at each visit, by the day that the programme names. It informs, and stops nothing. */
export const reportLate: FindingType = {
  code: 'report-late',
  label: '報告の期限を過ぎた提出',
  releasable: true,
  restsOn: 'reportDueDays',
  judge: ({ visit, today }, ruleSet) => {
    const due = reportDueOn(visit, ruleSet);
    // Sent back: it came before that, and when is not kept apart. Nobody is called late because the office took its time.
    if (due === null || visit.status === 'cancelled' || visit.sentBack.length > 0) return null;
    const handedInOn = visit.submission && dayInJapan(visit.submission.atMs);
    if ((handedInOn ?? today) <= due) return null;
    return {
      about: null,
      reason:
        handedInOn === null
          ? `報告の期限（${wareki(due)}）を過ぎています。`
          : `報告の期限（${wareki(due)}）を過ぎて、${wareki(handedInOn)}に提出されました。`,
      mend: '遅れても提出できます。事情があれば、連絡事項に書いてください。',
    };
  },
};
