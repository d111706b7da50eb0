import { textToEnvelope } from '@banso/shared/operation/envelope.ts';
import { entryName, textFlaws } from '../../proof/log-entry.ts';
import type { Check } from '../check.ts';

/** Every operation's text is the one that was hashed, and belongs to what was exported. */
export const texts: Check = {
  title: '操作の本文',
  means: '操作の文は、一字も変わっていません（SHA-256が台帳のものと同じです）。',
  find: ({ operations, zip }) => {
    const own = new Set(zip.index.aggregates.map(({ kind, id }) => `${kind}/${id}`));
    const flaws = operations.flatMap((opened) => {
      const envelope = opened.text === null ? null : textToEnvelope(opened.text);
      const strange = envelope !== null && !own.has(`${envelope.kind}/${envelope.aggregate}`);
      return [
        ...textFlaws(opened),
        ...(strange ? [{ where: entryName(opened.entry), what: 'この支援案件の操作ではありません。' }] : []),
      ];
    });
    const erased = operations.filter(({ text }) => text === null).length;
    return {
      flaws,
      notes: [
        `操作 ${operations.length}件`,
        ...(erased > 0 ? [`うち${erased}件は消去され、ハッシュだけがあります。`] : []),
      ],
    };
  },
};
