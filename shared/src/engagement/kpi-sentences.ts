import { figureWords } from '../forms/figure-words.ts';
import { eraDate } from '../time/wareki.ts';
import { type Kpi, measurementsOf } from './growth.ts';

/** What KPIs aim at, as sentences for 支援成果目標 (FY2-8): indicator, day, from where to where. One that lacks its target has none. */
export const goalSentences = (kpis: readonly Pick<Kpi, 'values'>[]): readonly string[] =>
  kpis.flatMap(({ values: { indicator, unit, baseline, target, targetOn } }) => {
    if (indicator.trim() === '' || target.trim() === '') return [];
    const from = baseline.trim() === '' ? '' : `${figureWords(baseline, unit)}から`;
    const by = targetOn === '' ? '' : `、${eraDate(targetOn)}までに`;
    return [`${indicator}を${by}、${from}${figureWords(target, unit)}にする。`];
  });

/** What KPIs came to, as sentences for 成果目標の達成度 (FY4-6): the newest figure that stands. */
export const resultSentences = (kpis: readonly Pick<Kpi, 'values' | 'measurements'>[]): readonly string[] =>
  kpis.flatMap((kpi) => {
    const { indicator, unit, baseline, target } = kpi.values;
    const newest = measurementsOf(kpi).at(-1);
    if (indicator.trim() === '' || !newest) return [];
    const beside = [
      ...(baseline.trim() === '' ? [] : [`開始のとき${figureWords(baseline, unit)}`]),
      ...(target.trim() === '' ? [] : [`目標${figureWords(target, unit)}`]),
    ].join('、');
    const compared = beside === '' ? '' : `（${beside}）`;
    return [`${indicator}は、${eraDate(newest.on)}に${figureWords(newest.value, unit)}になった${compared}。`];
  });

/** A text with the sentences that it does not say yet, each on a line of its own after what somebody wrote. */
export const withSentences = (text: string, sentences: readonly string[]): string => {
  const missing = missingSentences(text, sentences);
  return missing.length === 0 ? text : [...(text.trim() === '' ? [] : [text.trimEnd()]), ...missing].join('\n');
};

export const missingSentences = (text: string, sentences: readonly string[]): readonly string[] =>
  sentences.filter((sentence) => !text.includes(sentence));
