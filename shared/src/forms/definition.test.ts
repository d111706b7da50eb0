import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { blankForm, cellOf, fieldsOf, type FormDefinition, formSchema, problemsOf } from './definition.ts';

type Wish = {
  readonly goal: string;
  readonly level: 'high' | 'low' | '';
  readonly fare: boolean;
  readonly stop: string;
  readonly by: string;
  readonly rows: readonly number[];
};

const WISH: FormDefinition<Wish, { readonly lastDay: string }> = {
  code: 'wish',
  fields: {
    goal: { id: 'FY2-8', label: '目標', as: { kind: 'text', atMost: 20, long: true }, required: true, lines: 3 },
    level: {
      id: 'FY4-6',
      label: '達成度',
      as: {
        kind: 'oneOf',
        options: [
          { value: 'high', label: '高い' },
          { value: 'low', label: '低い' },
        ],
      },
      required: true,
      lines: 1,
    },
    fare: { id: 'FY2-15', label: '旅費', as: { kind: 'tick', sentence: '希望します' }, required: false, lines: 1 },
    stop: {
      id: 'FY2-16',
      label: '最寄り',
      as: { kind: 'text', atMost: 20, long: false },
      required: true,
      relevant: ({ fare }) => fare,
      lines: 1,
    },
    by: {
      id: 'FY3-12',
      label: '期日',
      as: { kind: 'day' },
      required: false,
      constraint: ({ by }, { lastDay }) =>
        by > lastDay ? { words: `${lastDay}までの日にしてください。`, severity: 'BLOCK' } : null,
      lines: 1,
    },
    rows: {
      id: 'FY2-10',
      label: '各回',
      as: { kind: 'own', schema: v.array(v.number()), blank: [] },
      required: true,
      lines: 5,
    },
  },
};
const FACTS = { lastDay: '2026-01-31' };
const FILLED: Wish = { goal: '二割増', level: 'high', fare: false, stop: '', by: '', rows: [1] };
const found = (values: Wish) => problemsOf(WISH, values, FACTS).map(({ id, severity }) => [id, severity]);

test('[L13.180] a form keeps the order of the paper, and begins blank in every kind', () => {
  expect(fieldsOf(WISH).map(([, { id }]) => id)).toEqual(['FY2-8', 'FY4-6', 'FY2-15', 'FY2-16', 'FY3-12', 'FY2-10']);
  expect(blankForm(WISH)).toEqual({ goal: '', level: '', fare: false, stop: '', by: '', rows: [] });
});

describe('[L13.181] the same definition checks on both sides', () => {
  test.each<[string, Wish, (readonly [string, string])[]]>([
    ['nothing is wrong', FILLED, []],
    [
      'blank fields that are required',
      blankForm(WISH),
      [
        ['FY2-8', 'BLOCK'],
        ['FY4-6', 'BLOCK'],
        ['FY2-10', 'BLOCK'],
      ],
    ],
    ['spaces alone are blank', { ...FILLED, goal: '　 \n' }, [['FY2-8', 'BLOCK']]],
    ['a field that became relevant', { ...FILLED, fare: true }, [['FY2-16', 'BLOCK']]],
    ['a constraint with facts from outside', { ...FILLED, by: '2026-02-01' }, [['FY3-12', 'BLOCK']]],
    ['the last good day', { ...FILLED, by: '2026-01-31' }, []],
  ])('%s', (_, values, expected) => {
    expect(found(values)).toEqual(expected);
  });
});

test('[L13.182] a draft may be incomplete, and holds nothing that its kinds do not know', () => {
  const isStored = (values: unknown) => v.is(formSchema(WISH), values);
  expect(isStored(blankForm(WISH))).toBe(true);
  expect(isStored({ ...FILLED, level: 'middle' })).toBe(false);
  expect(isStored({ ...FILLED, by: '2026-02-30' })).toBe(false);
  expect(isStored({ ...FILLED, goal: 'あ'.repeat(21) })).toBe(false);
  expect(isStored({ ...FILLED, goal: '改\u0000行' })).toBe(false);
  expect(isStored({ ...FILLED, more: '' })).toBe(false);
  const { stop: _, ...short } = FILLED;
  expect(isStored(short)).toBe(false);
});

test('[L13.183] what is printed is what was filled in, and nothing that is not relevant', () => {
  const values: Wish = { ...FILLED, stop: 'うきは駅', by: '2026-01-31' };
  expect(cellOf(WISH, 'goal', values)).toEqual({
    field: 'FY2-8',
    label: '目標',
    value: { kind: 'text', text: '二割増' },
    lines: 3,
  });
  expect(cellOf(WISH, 'stop', values).value).toEqual({ kind: 'text', text: '' });
  expect(cellOf(WISH, 'by', values).value).toEqual({ kind: 'text', text: '令和8年1月31日（土）' });
  expect(cellOf(WISH, 'level', values).value).toMatchObject({
    options: [
      { label: '高い', checked: true },
      { label: '低い', checked: false },
    ],
  });
  expect(cellOf(WISH, 'fare', values).value).toMatchObject({ options: [{ label: '希望します', checked: false }] });
  expect(() => cellOf(WISH, 'rows', values)).toThrow(TypeError);
});
