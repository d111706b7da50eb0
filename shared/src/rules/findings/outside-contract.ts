import { contractOfDay, firstDayOf, lastDayOf } from '../../engagement/contract-paper.ts';
import { wareki } from '../../time/wareki.ts';
import type { FindingType } from '../finding.ts';
import { aboutOf } from '../../engagement/release.ts';

/** F-2-3, FK-3-1: a paid visit lies inside the contract period. */
export const outsideContract: FindingType = {
  code: 'outside-contract',
  label: '契約期間の外',
  releasable: true,
  judge: ({ engagement, visit }, { findings }) => {
    if (!visit.time) return null;
    const { on } = visit.time;
    const contract = contractOfDay(engagement, on);
    if (!contract) {
      return {
        about: aboutOf([on]),
        reason: 'この支援案件には、契約の記録がありません。',
        mend: '事務局が契約番号と契約期間を記録してください。',
      };
    }
    const stopsInvoice = findings['outside-contract']?.severity.invoice === 'BLOCK';
    const last = lastDayOf(contract);
    const first = firstDayOf(contract);
    if (first <= on && on <= last) return null;
    return {
      about: aboutOf([on, first, last]),
      reason: `実施日の${wareki(on)}は、契約期間（${wareki(first)}から${wareki(last)}まで${contract.ended && last === contract.ended.on ? ENDED[contract.ended.how] : ''}）の外です。`,
      mend: `実施日に誤りがあれば、理由を付けて訂正してください。${stopsInvoice ? '期間の外の支援は、請求の対象になりません。' : ''}`,
    };
  },
};

const ENDED = { terminated: '、解約', cancelled: '、解除' } as const;
