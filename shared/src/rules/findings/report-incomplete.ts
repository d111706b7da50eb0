import type { VisitField } from '../../engagement/visit.ts';
import { VISIT_FIELD_LABELS } from '../../engagement/visit-fields.ts';
import type { FindingType, VisitFacts } from '../finding.ts';

/** FY3-8, FY3-9, FY3-10, F-3-1-二: what the form requires has been written. */
export const reportIncomplete: FindingType = {
  code: 'report-incomplete',
  label: '未記入の項目',
  releasable: true,
  judge: (facts) => {
    const blank = blankFields(facts);
    if (facts.visit.time !== null && facts.visit.time.to === null) {
      return { reason: '訪問の終了が記録されていません。', mend: '「訪問を終える」を押すか、時刻を入力してください。' };
    }
    if (blank.length === 0) return null;
    const names = blank.map((field) => `「${VISIT_FIELD_LABELS[field]}」`).join('');
    return { reason: `${names}が記入されていません。`, mend: '記入してから提出してください。' };
  },
};

/** Required fields that are still blank, in the order of the form. */
export const blankFields = ({ visit }: Pick<VisitFacts, 'visit'>): readonly VisitField[] => {
  const { fields } = visit;
  const required: readonly VisitField[] = [
    ...(fields.mode === 'onSite' ? (['place'] as const) : []),
    'present',
    'gist',
    'content',
    'effect',
    'progress',
    ...(fields.progress === 'changed' ? (['changeReason'] as const) : []),
  ];
  return required.filter((field) => String(fields[field]).trim() === '');
};
