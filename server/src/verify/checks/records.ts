import { openFold } from '../../proof/fold-log.ts';
import type { Check } from '../check.ts';

/** The records are what the operations lead to, by the product's own deciding function. */
export const records: Check = {
  title: '記録と操作',
  means: '記録は、操作を順に適用した結果と一字も違いません。操作によらずに書き換えられたものはありません。',
  find: ({ operations, parts }) => {
    const fold = openFold();
    const flaws = operations.flatMap(fold.take);
    return { flaws: [...flaws, ...fold.compare(parts)], notes: [`記録 ${parts.length}件`] };
  },
};
