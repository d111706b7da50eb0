import { HOLDS } from '@banso/shared/payment/holds.ts';
import { expect, it } from 'vitest';
import { payableEngagement } from '../../../../test/fixtures/payment.ts';
import { allHolds } from './use-office-holds.ts';

it('[L13.427] what the office sees is shown beside what this device sees, each once, also in codes of a newer server', () => {
  const [invoice] = Object.values(payableEngagement().invoices);
  if (!invoice) throw new Error('no invoice');
  const held = (codes: readonly string[]) =>
    allHolds({ invoice, holds: [HOLDS.package] }, new Map([[invoice.id, codes]])).map(({ what }) => what);
  expect(allHolds({ invoice, holds: [HOLDS.package] }, null)).toEqual([HOLDS.package]);
  expect(held(['package', 'finding'])).toEqual([HOLDS.package.what, HOLDS.finding.what]);
  expect(held(['something-new'])).toEqual([HOLDS.package.what, '事務局のサーバーが、支払を止めています。']);
});
