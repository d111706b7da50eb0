import { describe, expect, test } from 'vitest';
import { engagementWith, goodVisit } from '../../../test/fixtures/engagement.ts';
import { COMPANY } from '../../../test/fixtures/forms.ts';
import { blankPaperForm, errorsOfPaper, type PaperForm, reasonOf, signingOf } from './paper-form.ts';

const visit = goodVisit();
const filled = (change: Partial<PaperForm> = {}): PaperForm => ({ ...blankPaperForm(visit), why: 'device', ...change });
const errors = (change: Partial<PaperForm>, copies = 1) =>
  Object.keys(errorsOfPaper(filled(change), { visit, copies, today: '2025-12-20' }));

describe('[L12.127] what is said of a paper is whole before it is recorded', () => {
  test.each<[string, Partial<PaperForm>, number, readonly string[]]>([
    ['the representative, on the day of the visit', {}, 1, []],
    ['no picture', {}, 0, ['copies']],
    ['more pictures than a paper has', {}, 5, ['copies']],
    ['written before the visit', { writtenOn: '2025-12-17' }, 1, ['writtenOn']],
    ['written tomorrow', { writtenOn: '2025-12-21' }, 1, ['writtenOn']],
    ['no day', { writtenOn: '' }, 1, ['writtenOn']],
    ['no reason', { why: '' }, 1, ['why']],
    ['another reason, not said', { why: 'other', reason: '　' }, 1, ['reason']],
    ['somebody else, not named', { who: 'other' }, 1, ['name', 'title']],
    ['代筆 without its three facts', { proxy: 'yes' }, 1, ['proxyName', 'proxyRelation', 'proxyReason']],
    ['a name too long for any paper', { who: 'other', name: '長'.repeat(101), title: '専務' }, 1, ['name']],
  ])('%s', (_, change, copies, wrong) => {
    expect(errors(change, copies)).toEqual(wrong);
  });
});

test('[L12.127] the representative, a delegate of the register and somebody else are recorded for what they are', () => {
  const delegation = {
    id: 'delegation-1',
    name: '川上 麻衣',
    title: '専務',
    from: '2025-12-01',
    to: null,
    toldBy: 'telephone',
    note: '',
    by: 'approver-kirino',
    atMs: 1,
    ended: null,
  } as const;
  const engagement = { ...engagementWith(visit), delegations: { [delegation.id]: delegation } };
  const place = { view: { engagement, company: COMPANY }, visit };
  const of = (change: Partial<PaperForm>) => signingOf(filled(change), place);
  expect(of({})).toEqual({ signer: { name: '川上 正一', title: '代表取締役', role: 'representative' }, proxy: null });
  expect(of({ who: 'delegate/delegation-1' }).signer).toEqual({ name: '川上 麻衣', title: '専務', role: 'delegate' });
  expect(of({ who: 'other', name: ' 川上 次郎 ', title: '工場長' }).signer).toEqual({
    name: '川上 次郎',
    title: '工場長',
    role: 'delegate',
  });
  expect(of({ proxy: 'yes', proxyName: '川上 次郎', proxyRelation: '弟', proxyReason: '手のけが' }).proxy).toEqual({
    name: '川上 次郎',
    relation: '弟',
    reason: '手のけが',
  });
  expect(reasonOf(filled())).toContain('端末が使えなかった');
  expect(reasonOf(filled({ why: 'other', reason: '停電' }))).toBe('停電');
});
