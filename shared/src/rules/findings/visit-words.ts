import type { VisitRef } from '../../operation/context.ts';

/** サンプル製作所第2回 */
export const visitWords = ({ company, number }: Pick<VisitRef, 'company' | 'number'>): string =>
  `${company}${number === null ? '' : `第${number}回`}`;
