import { expertsPaid } from '../engagement/team.ts';
import { maskNumber } from '../lib/mask.ts';
import { PASSBOOK_VIEW_LABELS } from '../payee/passbook-picture.ts';
import { type AccountVersion, newestAccount, type Payee } from '../payee/payee.ts';
import { dayInJapan } from '../time/day.ts';
import { finishPaper, type PaperFacts, ruleSetOfPaper } from './form-facts.ts';
import { madeOnWords } from './form-words.ts';
import { type PrintCell, type PrintData, type PrintRefusal, textCell } from './print-data.ts';

/**
 * 様式第6号: the account into which this expert is paid, the newest one, or blanks to write in. `masked`: a copy for hands that need
 * not know the account; the last three digits stay. Null without the person's own record among the facts, for a person who was never
 * this engagement's expert, and where the programme has no such form. Source: 事務処理要領 様式第6号, requirements FY6-1 … FY6-10.
 */
export const accountForm = (
  facts: PaperFacts,
  person: string,
  { masked }: { readonly masked: boolean },
): PrintData | PrintRefusal | null => {
  const { payee, programme, engagement } = facts;
  if (payee?.person.id !== person || !expertsPaid(engagement).includes(person)) return null;
  const ruleSet = ruleSetOfPaper(facts);
  if (!ruleSet) return { refused: 'no_rules' };
  const form = ruleSet.accountForm;
  if (!form) return null;
  const account = payee.record && newestAccount(payee.record);
  const day = account && dayInJapan(account.atMs);
  const pictures = picturesOf(payee.record, account);
  return finishPaper({ ...facts, expert: payee.person }, ruleSet, {
    code: masked ? 'account-form-copy' : 'account-form',
    form: masked ? copyOf(form) : form,
    draft: false,
    subject: person,
    on: day,
    head: {
      addressee: `${programme.addressee}　殿`,
      madeOn: madeOnWords(day),
      people: [
        textCell('FY6-1', 'フリガナ', account?.kana ?? payee.person.kana),
        textCell('FY6-2', '(個人名)', account?.name ?? payee.person.name),
        textCell('FY6-3', '(住　所)', account?.address ?? ''),
        textCell('FY6-4', '(電話番号)', masked ? maskNumber(account?.telephone ?? '') : (account?.telephone ?? '')),
      ],
    },
    sections: [
      {
        heading: '経営革新計画伴走支援事業の謝金等の振込先口座を下記のとおり届け出ます。',
        rows: accountRows(account, masked),
      },
      { heading: '通帳コピー貼付欄', rows: [[textCell('FY6-10', '', pictures, pictures === '' ? ROOM_TO_PASTE : 1)]] },
    ],
    annex: null,
    notes: [
      '※通帳のコピーは、「銀行名」、「個人口座名義人」、「支店名」、「口座番号」が記載された内側のページと表紙の両方を貼付してください。',
    ],
  });
};

/** Lines of the frame into which copies are pasted by hand. */
const ROOM_TO_PASTE = 18;

const copyOf = <Form extends { readonly name: string; readonly title: string; readonly officialTitle: string }>(
  form: Form,
): Form => ({
  ...form,
  name: `${form.name}（写し・口座番号を伏せたもの）`,
  title: `${form.title}（写し）`,
  officialTitle: `${form.officialTitle}（写し）`,
});

const accountRows = (account: AccountVersion | null, masked: boolean): readonly (readonly PrintCell[])[] => {
  const placeOf = (place: 'bank' | 'branch') => (account ? `${account[place].name}（${account[place].code}）` : '');
  const number = account?.number ?? '';
  return [
    [textCell('FY6-5', '金融機関名', placeOf('bank'), 2), textCell('FY6-6', '本・支店名', placeOf('branch'), 2)],
    [
      {
        field: 'FY6-7',
        label: '普通・当座',
        value: {
          kind: 'checks',
          options: [
            { label: '普通', checked: account?.type === 1 },
            { label: '当座', checked: account?.type === 2 },
          ],
          note: null,
        },
        lines: 1,
      },
      textCell('FY6-8', '口座番号', masked ? maskNumber(number) : `${number}${yuchoWords(account)}`),
    ],
    [textCell('FY6-9', '個人口座名義人名', account?.holder ?? '')],
  ];
};

/** Of ゆうちょ also what stands in the passbook: whoever compares finds it there. */
const yuchoWords = (account: AccountVersion | null): string =>
  account?.yucho ? `\n記号 ${account.yucho.symbol}\n番号 ${account.yucho.number}` : '';

const HASH_LETTERS = 12;

/** The copies themselves stay sealed with the record; the paper names them, so that both belong together. */
const picturesOf = (record: Payee | null, account: AccountVersion | null): string => {
  const pictures = account?.pictures.flatMap((id) => record?.pictures[id] ?? []) ?? [];
  if (pictures.length === 0) return '';
  return [
    '電子データで提出済み（画像は、この届出とともに封をして保管しています）',
    ...pictures.map(({ shows, sha256 }) => `${PASSBOOK_VIEW_LABELS[shows]}　照合番号 ${sha256.slice(0, HASH_LETTERS)}`),
  ].join('\n');
};
