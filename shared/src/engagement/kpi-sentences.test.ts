import { describe, expect, test } from 'vitest';
import { KPI } from '../../../test/fixtures/growth.ts';
import { goalSentences, resultSentences, withSentences } from './kpi-sentences.ts';

const blank = {
  ...KPI,
  values: { ...KPI.values, indicator: '原価率', unit: '', baseline: '', target: '', targetOn: '' },
};

describe('[L13.425] the figures of the goal are entered once, in the KPI, and the goal and its result follow from it', () => {
  test('the goal says indicator, day, and from where to where', () => {
    expect(goalSentences([KPI])).toEqual(['粗利率を、令和8年8月31日までに、31％から36％にする。']);
    const open = { ...KPI, values: { ...KPI.values, baseline: '', targetOn: '' } };
    expect(goalSentences([open, blank])).toEqual(['粗利率を、36％にする。']);
  });

  test('the result says the newest figure that stands, beside where it began and what was aimed at', () => {
    const [sentence] = resultSentences([KPI]);
    expect(sentence).toMatch(/^粗利率は、令和.*に.*％になった（開始のとき31％、目標36％）。$/);
    expect(resultSentences([{ ...KPI, measurements: [] }])).toEqual([]);
  });

  test('what somebody wrote stays, and nothing is said twice', () => {
    const [sentence = ''] = goalSentences([KPI]);
    const written = withSentences('値付けを見直す。', [sentence]);
    expect(written).toBe(`値付けを見直す。\n${sentence}`);
    expect(withSentences(written, [sentence])).toBe(written);
    expect(withSentences('', [sentence])).toBe(sentence);
  });
});
