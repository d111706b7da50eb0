import type { NoticeContent, NoticeRow } from '@banso/shared/notice/notice.ts';
import { describe, expect, test } from 'vitest';
import { confirmationOf, engagementWith, goodVisit } from '../../../../test/fixtures/engagement.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { callsToMake, lettersOf, noticeGroups, openObjections } from './notice-groups.ts';

const row = (change: Partial<NoticeRow>): NoticeRow => ({
  id: 'notice-1',
  event: 'confirmed',
  engagement: 'engagement-1',
  visit: 'visit-1',
  state: 'atDesk',
  way: 'letter',
  why: null,
  tries: 0,
  createdAtMs: 1,
  dueAtMs: 1,
  toldAtMs: null,
  toldBy: null,
  callBack: false,
  ...change,
});

const content = (number: number): NoticeContent => ({
  event: 'confirmed',
  company: '見本製麺（サンプル）',
  address: '',
  number,
  office: '',
  programme: '',
  inquiries: '',
  sample: true,
  facts: [],
  confirmed: null,
  answer: null,
  link: '',
  next: null,
});

const viewOf = (engagement: EngagementView['engagement']) =>
  // Only what the groups look at.
  ({ id: 'engagement-1', engagement, ruleSet: null, company: null }) as unknown as EngagementView;

test('[L12.84] every notice stands in one group, by what has to be done', () => {
  const rows = [
    row({ id: 'letter' }),
    row({ id: 'fax', way: 'fax' }),
    row({ id: 'call', way: 'call' }),
    row({ id: 'failed', state: 'failed', way: 'mail' }),
    row({ id: 'new', state: 'new', way: null }),
    row({ id: 'waiting', state: 'waiting', way: 'mail' }),
    row({ id: 'sent', state: 'sent', way: 'mail' }),
    row({ id: 'done', state: 'done' }),
  ];
  const groups = Object.values(noticeGroups(rows)).map((group) => group.map(({ id }) => id));
  expect(groups.flat().toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
  expect(noticeGroups(rows).letters.map(({ id }) => id)).toEqual(['letter']);
});

test('[L12.84] a company gets one sheet with everything that is new, oldest first', () => {
  const rows = [
    row({ id: 'b', createdAtMs: 2 }),
    row({ id: 'a', createdAtMs: 1 }),
    row({ id: 'c', engagement: 'engagement-2', createdAtMs: 3 }),
    row({ id: 'erased', createdAtMs: 4 }),
  ];
  const contents = [
    { id: 'a', content: content(1) },
    { id: 'b', content: content(2) },
    { id: 'c', content: content(3) },
  ];
  expect(lettersOf(rows, contents).map(({ ids, last }) => [ids, last.number])).toEqual([
    [['a', 'b'], 2],
    [['c'], 3],
  ]);
});

describe('[L12.85] a visit is to be asked about until somebody was reached', () => {
  const proxy = { name: '川上 麻衣', relation: '娘', reason: '手をけがしているため' };
  const call = {
    id: 'call-1',
    visit: 'visit-1',
    confirmation: null,
    called: '川上 正一',
    number: 'registered',
    on: '2025-12-19',
    at: '10:00',
    outcome: 'asRecorded',
    note: '',
    by: 'approver',
    atMs: 1,
  } as const;
  const plain = engagementWith(goodVisit());
  const called = { ...plain, callBacks: { [call.id]: call } };
  const missed = { ...plain, callBacks: { [call.id]: { ...call, outcome: 'notReached' as const } } };
  const written = {
    ...plain,
    confirmations: { 'confirmation-1': { ...confirmationOf(goodVisit()), proxy } },
  };
  test.each([
    ['not drawn', [row({})], plain, []],
    ['drawn', [row({ callBack: true })], plain, ['drawn']],
    ['drawn, told twice', [row({ callBack: true }), row({ id: 'n2', callBack: true })], plain, ['drawn']],
    ['drawn and reached', [row({ callBack: true })], called, []],
    ['drawn, nobody answered', [row({ callBack: true })], missed, ['drawn']],
    ['代筆', [], written, ['proxy']],
  ] as const)('%s', (_, rows, engagement, why) => {
    expect(callsToMake(rows, [viewOf(engagement)]).map((one) => one.why)).toEqual(why);
  });
});

test('[L12.71] objections without an answer are listed, oldest first', () => {
  const objection = { visit: 'visit-1', text: '', name: '', how: 'page', by: 'system', answer: null } as const;
  const answer = { outcome: 'corrected', text: '', by: 'approver', atMs: 3 } as const;
  const engagement = {
    ...engagementWith(goodVisit()),
    objections: {
      b: { ...objection, id: 'b', atMs: 2 },
      a: { ...objection, id: 'a', atMs: 1 },
      c: { ...objection, id: 'c', atMs: 0, answer },
    },
  };
  expect(openObjections([viewOf(engagement)]).map((one) => one.objection.id)).toEqual(['a', 'b']);
});
