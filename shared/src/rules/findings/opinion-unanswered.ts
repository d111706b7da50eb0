import { opinionsDueAt } from '../../engagement/team.ts';
import { shorten } from '../../lib/text.ts';
import type { FindingType } from '../finding.ts';
import { aboutOf } from '../../engagement/release.ts';

/** T-4-1-エ-エ: the expert takes the support officers' opinions into account; those known before a visit are answered by its report. */
export const opinionUnanswered: FindingType = {
  code: 'opinion-unanswered',
  label: '答えていない支援員の意見',
  releasable: true,
  restsOn: 'supportOfficers',
  judge: ({ engagement, visit }, { supportOfficers }) => {
    const [first, ...others] = supportOfficers ? opinionsDueAt(engagement, visit) : [];
    if (!first) return null;
    const more = others.length === 0 ? '' : `ほか${others.length}件の`;
    return {
      about: aboutOf([first, ...others].map(({ id }) => id)),
      reason: `この訪問より前に出された、${first.officer}さんの意見「${shorten(first.said, SHOWN_CHARACTERS)}」${more === '' ? '' : `と、${more}意見`}に、まだ答えていません。`,
      mend: '専門家が、支援にどう生かしたかを答えてください。取り入れない場合も、その理由が答えになります。',
    };
  },
};

const SHOWN_CHARACTERS = 30;
