import { objectionsTo } from '../../engagement/objection.ts';
import type { FindingType } from '../finding.ts';

/**
 * Requirements 3.2 item 8: the company says that it was not so. The way past it is an answer, which everybody at the desk can
 * give; a release would also let the next objection pass.
 */
export const companyObjected: FindingType = {
  code: 'company-objected',
  label: '会社からの異議',
  releasable: false,
  judge: ({ engagement, visit }) => {
    const open = objectionsTo(engagement, visit.id).filter(({ answer }) => answer === null);
    return open.length === 0
      ? null
      : {
          about: null,
          reason: `会社から、記録とちがうという連絡が${open.length}件あり、まだ回答していません。`,
          mend: '会社と専門家の話を聞き、必要なら記録を直してから、事務局が会社へ回答してください。',
        };
  },
};
