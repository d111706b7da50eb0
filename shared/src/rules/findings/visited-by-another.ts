import { expertOn } from '../../engagement/team.ts';
import type { FindingType, VisitFacts } from '../finding.ts';

/** Whether somebody else than the expert in charge on that day handed the visit in. */
export const isByAnother = ({ engagement, visit }: Pick<VisitFacts, 'engagement' | 'visit'>): boolean => {
  const visitor = visit.submission?.by;
  return (
    engagement.core !== null &&
    visit.time !== null &&
    visitor !== undefined &&
    visitor !== expertOn(engagement, visit.time.on)
  );
};

/**
 * Of programmes that let support work be done by another person with their consent alone: the release by an approver, with
 * its number, is that consent. Where the ban of 契約書第10条第1項 stands, nobody is asked: the visit is not paid.
 */
export const visitedByAnother: FindingType = {
  code: 'visited-by-another',
  label: '契約した専門家ではない人の支援',
  releasable: true,
  judge: (facts) =>
    isByAnother(facts)
      ? {
          about: facts.visit.submission?.by ?? '',
          reason: '契約した専門家ではない人が提出した訪問です。委託者の承諾の記録がありません。',
          mend: '委託者が承諾した支援であれば、承認者が、理由と決裁番号を付けて承諾を記録してください。承諾がなければ、謝金の対象になりません。',
        }
      : null,
};
