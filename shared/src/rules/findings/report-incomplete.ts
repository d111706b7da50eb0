import type { Visit, VisitField } from '../../engagement/visit.ts';
import { VISIT_FIELD_LABELS } from '../../engagement/visit-fields.ts';
import type { FindingType } from '../finding.ts';
import { aboutOf } from '../../engagement/release.ts';

/** FY3-8, FY3-9, FY3-10, F-3-1-二: what the programme asks of a report has been written. */
export const reportIncomplete: FindingType = {
  code: 'report-incomplete',
  label: '未記入の項目',
  releasable: true,
  judge: ({ visit }, { visitReportForm }) => {
    if (visit.time !== null && visit.time.to === null) {
      return {
        about: 'end',
        reason: '訪問の終了が記録されていません。',
        mend: '「訪問を終える」を押すか、時刻を入力してください。',
      };
    }
    const blank = requiredFields(visit, visitReportForm.required).filter(
      (field) => String(visit.fields[field]).trim() === '',
    );
    if (blank.length === 0) return null;
    const names = blank.map((field) => `「${VISIT_FIELD_LABELS[field]}」`).join('');
    return { about: aboutOf(blank), reason: `${names}が記入されていません。`, mend: '記入してから提出してください。' };
  },
};

/** A visit online has no place, and only a changed plan has a reason. */
const requiredFields = ({ fields }: Visit, required: readonly VisitField[]): readonly VisitField[] => [
  ...required.filter((field) => field !== 'place' || fields.mode === 'onSite'),
  ...(fields.progress === 'changed' ? (['changeReason'] as const) : []),
];
