import { describe, expect, test } from 'vitest';
import { APPROVER, confirmationOf, engagementWith, goodVisit } from '../../../test/fixtures/engagement.ts';
import { ENTERED } from '../../../test/fixtures/paper-cases.ts';
import { wholeEngagement } from '../../../test/fixtures/whole-engagement.ts';
import { formFacts, PROGRAMME } from '../../../test/fixtures/forms.ts';
import { blankVisit, type Visit } from '../engagement/visit.ts';
import { confirmationText, shortTextCode } from '../evidence/confirmation-text.ts';
import type { Confirmation } from '../evidence/confirmation.ts';
import { sha256Hex } from '../lib/hash.ts';
import { FUKUOKA_R7 } from '../programmes/fukuoka-r7.ts';
import { instantInJapan } from '../time/day.ts';
import { confirmationSlip } from './confirmation-slip.ts';
import type { FormFacts } from './form-facts.ts';
import { PAPERS, type VisitForm } from './index.ts';
import type { PrintCell, PrintData, PrintSection } from './print-data.ts';
import { slipToSign } from './slip-to-sign.ts';
import { reads, VISIBLE } from '../scope/visibility.ts';
import { visitReport } from './visit-report.ts';

const handedIn = (change: Partial<Visit> = {}): Visit =>
  goodVisit({
    status: 'submitted',
    submission: { by: 'expert', atMs: instantInJapan('2025-12-19', '09:00'), operation: 'o' },
    ...change,
  });

const printed = (form: VisitForm, facts: FormFacts): PrintData => {
  const data = form(facts);
  if ('refused' in data) throw new Error(data.refused);
  return data;
};

const cells = (sections: readonly PrintSection[]): readonly PrintCell[] =>
  sections.flatMap(({ rows }) => rows.flatMap((row) => row));

const wordsOf = ({ label, value }: PrintCell): string => {
  if (value.kind === 'text') return `${label}：${value.text}`;
  if (value.kind === 'signature') return `${label}：${value.sentence} ${value.signer}`;
  const options = value.options.map((option) => `${option.checked ? '☑' : '☐'}${option.label}`).join(' ');
  return `${label}：${options} ${value.note?.label}${value.note?.text}`;
};

const lineOf = (sections: readonly PrintSection[], label: string): string =>
  wordsOf(
    cells(sections).find((cell) => cell.label === label) ?? {
      label,
      field: '',
      value: { kind: 'text', text: '–' },
      lines: 1,
    },
  );

const withRules = (change: Partial<typeof FUKUOKA_R7>): Partial<FormFacts> => ({
  programme: { ...PROGRAMME, ruleSets: [{ ...FUKUOKA_R7, ...change }] },
});

test('[L13.60] 様式第3号 has the words of the paper form in its order', () => {
  const visit = handedIn({
    fields: {
      ...goodVisit().fields,
      nextOn: '2026-01-15',
      nextFrom: '13:30',
      nextTo: '16:40',
      nextContent: '価格の見直し',
      message: '次回は直売所で行います。',
    },
  });
  const { form, head, sections } = printed(visitReport, formFacts(visit));
  expect(form).toMatchObject({ name: '様式第3号', clause: '第3条関係', version: '令和7年8月1日' });
  expect([head.addressee, form.title, head.madeOn, ...head.people.map(wordsOf)]).toEqual([
    '福岡サンプル支援センター　理事長　殿',
    '経営革新計画伴走支援報事業報告書',
    '令和7年12月19日作成',
    '専門家氏名：青柳 由美子（サンプル）',
  ]);
  expect(sections.flatMap(({ heading, rows }) => [heading, ...rows.flatMap((row) => row.map(wordsOf))])).toEqual([
    '1　支援企業名',
    '企業名：有限会社 みのり野製麺（サンプル）',
    '担当者氏名：川上 麻衣',
    '住所：福岡県うきは市麦生町1-2',
    '事業内容：米粉麺の製造と直売',
    '業種：食料品製造業',
    '2　支援実施内容（第1回目）',
    '実施日：令和7年12月18日（木）　13時00分～16時10分',
    '支援内容：仕込みからの三工程の時間を測った。',
    '支援効果：原価の高い工程が分かった。',
    '進捗状況：☑予定通り実施 ☐予定変更 変更理由：',
    '3　次回の実施予定内容（第2回目）',
    '実施日：令和8年1月15日（木）　13時30分～16時40分',
    '支援内容：価格の見直し',
    '4　連絡事項',
    '：次回は直売所で行います。',
  ]);
});

test('[L13.61] every field of the requirements stands on the form once', () => {
  const { sections, head } = printed(visitReport, formFacts());
  const fields = [...head.people, ...cells(sections)].map(({ field }) => field);
  expect(fields).toEqual(['FY-H', ...[1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 13, 14].map((n) => `FY3-${n}`)]);
});

describe('[L13.62] what is not written yet is left blank to write in', () => {
  test('a visit nobody knows anything about', () => {
    const visit = blankVisit('visit-1');
    const facts = formFacts(visit, {
      engagement: engagementWith(visit, { signed: false }),
      company: null,
      expert: null,
    });
    const { sections, head, marks } = printed(visitReport, facts);
    expect(head.madeOn).toBe('令和　　年　　月　　日作成');
    expect(sections[1]?.heading).toBe('2　支援実施内容（第　回目）');
    expect(sections[2]?.heading).toBe('3　次回の実施予定内容（第　回目）');
    expect(lineOf(sections, '企業名')).toBe('企業名：');
    expect(lineOf(sections, '実施日')).toBe('実施日：令和　　年　　月　　日　　　時　　分～　　時　　分');
    expect(marks).toContain('下書き');
  });
  test('a visit that still runs has no end', () => {
    const running = goodVisit({
      status: 'started',
      time: { on: '2025-12-18', from: '13:02', to: null, toOn: '2025-12-18' },
    });
    const { sections } = printed(visitReport, formFacts(running));
    expect(lineOf(sections, '実施日')).toBe('実施日：令和7年12月18日（木）　13時02分～　　時　　分');
  });
  test('an end after midnight names its own day', () => {
    const night = goodVisit({ time: { on: '2025-12-18', from: '22:00', to: '01:10', toOn: '2025-12-19' } });
    const { sections } = printed(visitReport, formFacts(night));
    expect(lineOf(sections, '実施日')).toBe('実施日：令和7年12月18日（木）　22時00分～令和7年12月19日（金）1時10分');
  });
});

test('[L13.63] 予定変更 is ticked with its reason; a reason left over from before is not printed', () => {
  const fields = { ...goodVisit().fields, changeReason: '機械が止まったため' };
  const changed = printed(visitReport, formFacts(goodVisit({ fields: { ...fields, progress: 'changed' } })));
  expect(lineOf(changed.sections, '進捗状況')).toBe('進捗状況：☐予定通り実施 ☑予定変更 変更理由：機械が止まったため');
  const asPlanned = printed(visitReport, formFacts(goodVisit({ fields })));
  expect(lineOf(asPlanned.sections, '進捗状況')).toBe('進捗状況：☑予定通り実施 ☐予定変更 変更理由：');
});

describe('[L13.64] what the programme switches on is printed, nothing else', () => {
  const { source } = FUKUOKA_R7.printing;
  test('grade, annex and the office’s own wording', () => {
    const { foot, annex, form } = printed(visitReport, formFacts(handedIn({ typedTime: typed })));
    expect(foot.evidenceGrade).toBe('C 申告');
    expect(annex?.title).toBe('別紙　様式第3号に欄のない事項');
    expect(form.title).toBe('経営革新計画伴走支援報事業報告書');
  });
  test('none of them', () => {
    const printing = { officialWording: false, evidenceGrade: false, annex: false, source };
    const { foot, annex, form } = printed(
      visitReport,
      formFacts(handedIn({ typedTime: typed }), withRules({ printing })),
    );
    expect([foot.evidenceGrade, annex, form.title]).toEqual([null, null, '経営革新計画伴走支援事業報告書']);
  });
  const typed = { operation: 'o', by: 'expert', reason: '終了を押し忘れた', atMs: 0 };
});

test('[L13.65] a paper says what it rests on, and whether it is a draft or a sample', () => {
  const data = printed(visitReport, formFacts(goodVisit()));
  expect(data.foot.ruleSet).toBe('経営革新計画伴走支援事業派遣専門家事務処理要領 令和7年8月1日適用');
  expect(data.marks).toEqual(['サンプル', '下書き']);
  const real = printed(visitReport, formFacts(handedIn(), { programme: { ...PROGRAMME, sample: false } }));
  expect(real.marks).toEqual([]);
  expect(data.fileName).toBe('20251218_様式第3号_第1回_有限会社みのり野製麺（サンプル）_青柳由美子（サンプル）');
});

test('[L13.66] a released finding is printed with its decision number', () => {
  const release = {
    finding: 'overlap',
    reason: '時間帯の誤記',
    decisionNumber: '決-12',
    by: 'a',
    atMs: instantInJapan('2025-12-20', '10:00'),
  };
  const { annex } = printed(visitReport, formFacts(handedIn({ releases: [release] })));
  expect(lineOf(annex?.sections ?? [], '別の支援と時間が重なる')).toBe(
    '別の支援と時間が重なる：時間帯の誤記\n決裁番号 決-12（令和7年12月20日（土））',
  );
});

describe('[L12.60] the slip says what the company confirmed, word for word', () => {
  test('the signed lines, the sentence and the signer', () => {
    const { sections, head, notes } = printed(confirmationSlip, formFacts());
    expect(head.addressee).toBe('有限会社 みのり野製麺（サンプル）　御中');
    expect(cells(sections).map(wordsOf)).toEqual([
      '会社：有限会社 みのり野製麺（サンプル）',
      '日にち：令和7年12月18日（木）',
      '時間：午後1時から午後4時10分まで',
      '休憩：10分',
      '実働：3時間（180分）',
      '場所：本社工場',
      '専門家：青柳 由美子（サンプル）',
      '回：第1回',
      '同席：川上 正一、川上 麻衣',
      '支援の内容：米粉麺の原価を工程ごとに調べた。',
      '確認した人：上記の指導を受けましたことを報告します。 代表取締役　川上 正一',
      expect.stringMatching(/^内容の照合値：([0-9a-f]{8} ?){8}$/),
    ]);
    expect(notes).toEqual(['内容が事実と違うときは、福岡サンプル支援センターへお知らせください。']);
  });
  test('people on several lines stay in their row', () => {
    const present = '川上 正一\n製造：川上 麻衣';
    const { sections } = printed(
      confirmationSlip,
      formFacts(goodVisit({ fields: { ...goodVisit().fields, present } })),
    );
    expect(lineOf(sections, '同席')).toBe(`同席：${present}`);
  });
  test('without a confirmation there is nothing to print', () => {
    const visit = goodVisit();
    expect(confirmationSlip(formFacts(visit, { engagement: engagementWith(visit, { signed: false }) }))).toEqual({
      refused: 'not_confirmed',
    });
  });
});

describe('[L12.61] paper says so when what was confirmed has changed since', () => {
  const signedThenChanged = (): FormFacts => {
    const visit = goodVisit();
    const engagement = engagementWith(visit);
    return formFacts({ ...visit, fields: { ...visit.fields, gist: '別の内容' } }, { engagement });
  };
  test('the slip keeps the signed words', () => {
    const { sections, notes } = printed(confirmationSlip, signedThenChanged());
    expect(lineOf(sections, '支援の内容')).toBe('支援の内容：米粉麺の原価を工程ごとに調べた。');
    expect(notes[0]).toContain('確認した内容が変わりました');
  });
  test('the report shows the new ones and that the confirmation does not cover them', () => {
    const { annex } = printed(visitReport, signedThenChanged());
    expect(lineOf(annex?.sections ?? [], '支援内容の要旨')).toBe('支援内容の要旨：別の内容');
    const value = cells(annex?.sections ?? []).find(({ label }) => label === '確認')?.value;
    expect(value?.kind === 'signature' && value.details.at(-1)).toContain('当てはまりません');
  });
});

test('[L12.61] a confirmation whose code or device was disproved is printed as one that does not count', () => {
  const visit = goodVisit();
  const disproved = { ...confirmationOf(visit), codeProof: false };
  const engagement = { ...engagementWith(visit), confirmations: { [disproved.id]: disproved } };
  expect(printed(confirmationSlip, formFacts(visit, { engagement })).notes[0]).toContain('確認としては数えません');
});

describe('[L12.64] every way to confirm has its block on paper', () => {
  test.each<[string, Partial<Confirmation>, readonly string[]]>([
    [
      'typed name',
      { manner: { by: 'typedName', code: '1234567' } },
      ['お名前の入力と、登録された連絡先への確認コードによる確認'],
    ],
    [
      'paper',
      { manner: { by: 'paper', photos: ['p'], writtenOn: '2025-12-18', reason: '端末の充電が切れたため' } },
      [
        '紙による確認（写し添付）',
        '紙に書かれた日：令和7年12月18日（木）　写し1枚　紙にした理由：端末の充電が切れたため',
        '記録した端末：専門家の端末',
      ],
    ],
    [
      'paper that the desk entered',
      { manner: ENTERED, enteredBy: APPROVER },
      [
        '紙による確認（写し添付・代理入力　桐野 誠（サンプル））',
        '代理入力：事務局の桐野 誠（サンプル）が、郵送で届いた紙と記録を見比べて入力（日にち・時間・休憩・場所・支援の内容）',
        '記録した端末：事務局の端末',
      ],
    ],
    [
      'somebody wrote in the signer’s place',
      { proxy: { name: '川上 麻衣', relation: '長女', reason: '手のけがのため' } },
      ['手書きの署名', '代筆：川上 麻衣（長女）　理由：手のけがのため'],
    ],
  ])('%s', (_, change, words) => {
    const visit = goodVisit();
    const confirmation = { ...confirmationOf(visit), ...change };
    const engagement = { ...engagementWith(visit), confirmations: { [confirmation.id]: confirmation } };
    const { sections } = printed(confirmationSlip, formFacts(visit, { engagement }));
    const value = cells(sections).find(({ label }) => label === '確認した人')?.value;
    if (value?.kind !== 'signature') throw new Error('no block');
    expect([value.manner, ...value.details]).toEqual(expect.arrayContaining([...words]));
    expect(value.drawing === null).toBe(confirmation.manner.by !== 'strokes');
    expect(JSON.stringify(value)).not.toContain('1234567');
  });
});

describe('[L12.126] the slip to sign by hand says what the company would read on the screen, and has a frame for each thing to write', () => {
  const company = formFacts().company?.name ?? '';
  const labels = ({ sections }: PrintData) => sections.map(({ rows }) => rows.flat().map(({ label }) => label));

  test('after the visit: word for word, with the short code of exactly that text', () => {
    const facts = formFacts(goodVisit(), { engagement: engagementWith(goodVisit(), { signed: false }) });
    const data = printed(slipToSign, facts);
    const text = confirmationText(goodVisit(), { company, expert: facts.expert?.name ?? '' }) ?? '';
    expect(cells(data.sections.slice(0, 1)).map(wordsOf).join('\n')).toBe(text);
    expect(data.notes[0]).toBe(`内容の照合番号　${shortTextCode(sha256Hex(text))}`);
    expect(labels(data)[1]).toEqual(['書いた日', '立場', '役職', '氏名', '署名']);
    expect(data.sections[1]?.heading).toContain(FUKUOKA_R7.confirmationSentence.value);
  });
  test('before the visit: company, expert and number are printed, the rest is left to a pen, and no code is claimed', () => {
    const planned = { ...blankVisit('visit-1'), number: 3 };
    const data = printed(slipToSign, formFacts(planned, { engagement: engagementWith(planned, { signed: false }) }));
    expect(lineOf(data.sections, '会社')).toBe(`会社：${company}`);
    expect(lineOf(data.sections, '回')).toBe('回：第3回');
    expect(lineOf(data.sections, '支援の内容')).toBe('支援の内容：');
    expect(data.notes.join()).not.toContain('照合番号');
    expect(labels(data)[1]).toContain('署名');
  });
});

describe('[L12.62] the verification code is that of exactly this content', () => {
  const codeOf = (facts: FormFacts): string => printed(visitReport, facts).foot.verification.code;
  test('the same facts give the same code, 26 characters that are not misread', () => {
    expect(codeOf(formFacts())).toBe(codeOf(formFacts()));
    expect(codeOf(formFacts())).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(printed(visitReport, formFacts()).foot.verification.url).toBe(
      `https://banso.example.jp/verify/${codeOf(formFacts())}`,
    );
  });
  test('one letter, another form or another office give another code', () => {
    const visit = goodVisit({ fields: { ...goodVisit().fields, effect: '原価の高い工程がわかった。' } });
    const codes = [
      codeOf(formFacts()),
      codeOf(formFacts(visit)),
      codeOf(formFacts(goodVisit(), { tenant: 'other' })),
      printed(confirmationSlip, formFacts()).foot.verification.code,
    ];
    expect(new Set(codes).size).toBe(codes.length);
  });
});

test('[L13.184] every paper shows parts that have readers, and no paper with a signature is for support officers', () => {
  const shown = [...PAPERS.values()].map(({ shows }) => shows);
  expect(shown.flat().filter((part) => !Object.hasOwn(VISIBLE, part))).toEqual([]);
  const signed = shown.filter((parts) => parts.includes('confirmation'));
  expect(signed.filter((parts) => parts.every((part) => reads('officer', part)))).toEqual([]);
});

test('[L13.67] every form is plain JSON, and refuses where no rules bind it', () => {
  const facts = formFacts(goodVisit(), { engagement: wholeEngagement() });
  const withoutRules = { ...facts, programme: { ...PROGRAMME, ruleSets: [] } };
  for (const [code, paper] of PAPERS) {
    const [subject = ''] = paper.subjects(facts.engagement);
    const data = paper.print(facts, subject);
    if (!data || 'refused' in data) throw new Error(`${code} cannot be printed`);
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
    expect(data.form.code).toBe(code);
    expect(paper.print(withoutRules, subject)).toEqual({ refused: 'no_rules' });
    expect(paper.print(facts, 'constructor')).toBeNull();
  }
});
