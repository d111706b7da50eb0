import { wareki } from '../../time/wareki.ts';
import type { FindingType } from '../finding.ts';

/** F-2-3, FK-3-1: a paid visit lies inside the contract period. */
export const outsideContract: FindingType = {
  code: 'outside-contract',
  label: '契約期間の外',
  releasable: true,
  judge: ({ engagement, visit }, { findings }) => {
    if (!visit.time) return null;
    const contract = engagement.core?.contract;
    if (!contract) {
      return {
        reason: 'この支援案件には、契約の記録がありません。',
        mend: '事務局が契約番号と契約期間を記録してください。',
      };
    }
    const { on } = visit.time;
    const stopsInvoice = findings['outside-contract']?.severity.invoice === 'BLOCK';
    const first = contract.concludedOn > contract.from ? contract.concludedOn : contract.from;
    if (first <= on && on <= contract.to) return null;
    return {
      reason: `実施日の${wareki(on)}は、契約期間（${wareki(first)}から${wareki(contract.to)}まで）の外です。`,
      mend: `実施日に誤りがあれば、理由を付けて訂正してください。${stopsInvoice ? '期間の外の支援は、請求の対象になりません。' : ''}`,
    };
  },
};
