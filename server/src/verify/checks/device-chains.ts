import { chainStart } from '@banso/shared/operation/chain.ts';
import { deviceChainFlaws, entryName } from '../../proof/log-entry.ts';
import type { Check } from '../check.ts';

/** Every operation goes on from the one its device recorded before it. */
export const deviceChains: Check = {
  title: '端末の鎖',
  means: '操作は、それぞれの端末が直前に記録したものに続いています。後から差し込んだものはありません。',
  find: ({ operations, zip }) => ({
    flaws: operations.flatMap((opened) => {
      const { before, device, branch } = opened.entry;
      const begins = before.position === null && branch === 0;
      const start = begins && before.chain !== chainStart(zip.index.tenant, device);
      return [
        ...deviceChainFlaws(opened, before.chain),
        ...(start ? [{ where: entryName(opened.entry), what: '端末の鎖の初めの値が違います。' }] : []),
      ];
    }),
  }),
};
