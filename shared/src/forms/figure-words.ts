import { figureOf } from '../engagement/growth.ts';

/** 1,200千円; what is no figure stays as it was typed. */
export const figureWords = (text: string, unit: string): string => {
  const figure = figureOf(text);
  if (text.trim() === '') return '';
  return figure === null ? text : `${figure.toLocaleString('ja-JP', { maximumFractionDigits: 6 })}${unit}`;
};
