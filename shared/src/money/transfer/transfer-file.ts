import { bankClosure, bankDayBy } from '../../time/business-day.ts';
import type { Day } from '../../time/day.ts';
import { wareki } from '../../time/wareki.ts';
import type { Step } from '../step.ts';
import { sumYen, yenWords } from '../yen.ts';
import { type BankProfile, COMMON_PROFILE, toTransferKana, transferBytes } from './kana.ts';
import type { BankAccount } from './yucho.ts';

/** One transfer. Names as people write them in kana; `payee` and `engagement` are the office's own numbers, up to ten digits. */
export type TransferLine = BankAccount & {
  readonly bankKana: string;
  readonly holder: string;
  readonly yen: number;
  readonly payee: number;
  readonly engagement: number;
};

/** A batch: who orders it (委託者コード given by the bank, from which account), and for which day. */
export type TransferBatch = {
  readonly orderer: BankAccount & { readonly code: string; readonly name: string; readonly bankKana: string };
  readonly transferOn: Day;
  readonly lines: readonly TransferLine[];
  readonly profile?: BankProfile;
  /** Some banks take the records without line ends. */
  readonly lineEnds: 'crlf' | 'none';
};

/** `line`: which transfer, from 1; null for the batch. `reason` and `mend` are for the person who makes the file. */
export type TransferRefusal = {
  readonly code:
    | 'empty'
    | 'too-many'
    | 'closed-day'
    | 'amount'
    | 'name-characters'
    | 'name-length'
    | 'account'
    | 'own-number';
  readonly line: number | null;
  readonly reason: string;
  readonly mend: string;
};

export type TransferFile = {
  readonly bytes: Uint8Array;
  readonly count: number;
  readonly totalYen: number;
  readonly why: readonly Step[];
};

/**
 * The file of a 総合振込 in the banks' association's format: records of 120 bytes, JIS X 0201. All refusals are told at once, and
 * with one of them there is no file at all. Source: 全銀協 総合振込 フォーマット, requirements 4.1.
 */
export const makeTransferFile = (
  batch: TransferBatch,
): TransferFile | { readonly refused: readonly TransferRefusal[] } => {
  const refused = [
    ...refusalsOfBatch(batch),
    ...batch.lines.flatMap((line, index) => refusalsOfLine(line, index + 1, batch)),
  ];
  if (refused.length > 0) return { refused };
  const { lines, transferOn, lineEnds } = batch;
  const totalYen = sumYen(lines.map(({ yen }) => yen));
  // Only amounts that were judged are added up; a longer sum would push the trailer out of its columns.
  if (totalYen > MOST_SUM_YEN)
    return {
      refused: [refusal('too-many', null, ['合計金額が12桁を超えています。', 'いくつかに分けて作ってください。'])],
    };
  const records = [
    headerOf(batch),
    ...lines.map((line) => dataOf(line, batch)),
    trailerOf(lines.length, totalYen),
    END,
  ];
  return {
    bytes: transferBytes(records.join(lineEnds === 'crlf' ? '\r\n' : '') + (lineEnds === 'crlf' ? '\r\n' : '')),
    count: lines.length,
    totalYen,
    why: [
      {
        what: `総合振込データ（振込指定日 ${wareki(transferOn)}、銀行営業日）`,
        figures: `${lines.length}件、${yenWords(totalYen)}`,
        article: '全銀協 総合振込 レコード・フォーマット（120バイト）',
      },
    ],
  };
};

const refusalsOfBatch = ({ orderer, transferOn, lines, profile }: TransferBatch): readonly TransferRefusal[] => {
  const closure = bankClosure(transferOn);
  return [
    ...(lines.length === 0
      ? [refusal('empty', null, ['振込が1件もありません。', '支払う案件を選んでから作ってください。'])]
      : []),
    ...(lines.length > MOST_LINES
      ? [refusal('too-many', null, [`${MOST_LINES}件を超えています。`, 'いくつかに分けて作ってください。'])]
      : []),
    ...(closure
      ? [
          refusal('closed-day', null, [
            `${wareki(transferOn)}は${closure}で、銀行の営業日ではありません。`,
            `前の営業日は${wareki(bankDayBy(transferOn))}です。営業日を選んでください。`,
          ]),
        ]
      : []),
    ...refusalsOfName(orderer.name, { most: ORDERER_CHARACTERS, line: null, profile }),
    ...refusalsOfAccount(orderer, null),
    ...(/^\d{10}$/.test(orderer.code)
      ? []
      : [
          refusal('own-number', null, [
            '振込依頼人コードが10桁の数字ではありません。',
            '銀行から渡されたコードを確かめてください。',
          ]),
        ]),
  ];
};

const refusalsOfLine = (line: TransferLine, number: number, { profile }: TransferBatch): readonly TransferRefusal[] => [
  ...(Number.isSafeInteger(line.yen) && line.yen > 0 && line.yen <= MOST_YEN
    ? []
    : [
        refusal('amount', number, [
          `${line.holder}の金額が、1円以上10桁までの整数ではありません。`,
          '支払額を確かめてください。',
        ]),
      ]),
  ...refusalsOfName(line.holder, { most: HOLDER_CHARACTERS, line: number, profile }),
  ...refusalsOfAccount(line, number),
  ...([line.payee, line.engagement].every((own) => Number.isSafeInteger(own) && own >= 0 && own <= MOST_YEN)
    ? []
    : [
        refusal('own-number', number, [
          '支払先・案件の番号が10桁までの整数ではありません。',
          '番号を確かめてください。',
        ]),
      ]),
];

const refusalsOfName = (
  name: string,
  {
    most,
    line,
    profile,
  }: { readonly most: number; readonly line: number | null; readonly profile: BankProfile | undefined },
): readonly TransferRefusal[] => {
  const { kana, refused } = toTransferKana(name, profile ?? COMMON_PROFILE);
  if (kana === '' || refused.length > 0)
    return [
      refusal('name-characters', line, [
        kana === ''
          ? '名義がありません。'
          : `「${name}」に、振込データに使えない文字（${refused.join('、')}）があります。`,
        '通帳の内側のとおりに、カナで登録してください。',
      ]),
    ];
  return kana.length > most
    ? [
        refusal('name-length', line, [
          `「${name}」は濁点を含めて${kana.length}文字で、${most}文字を超えています。`,
          '銀行に、略した名義の書き方を確かめてください。',
        ]),
      ]
    : [];
};

const refusalsOfAccount = (
  account: BankAccount & { readonly bankKana: string },
  line: number | null,
): readonly TransferRefusal[] =>
  /^\d{4}$/.test(account.bank) &&
  /^\d{3}$/.test(account.branch) &&
  /^\d{7}$/.test(account.number) &&
  [account.bankKana, account.branchKana].every((name) => {
    const { kana, refused } = toTransferKana(name);
    return refused.length === 0 && kana.length <= BANK_CHARACTERS;
  })
    ? []
    : [
        refusal('account', line, [
          '銀行（4桁）・支店（3桁）・口座番号（7桁）・銀行と支店のカナ（15文字まで）に、読めないものがあります。',
          '振込口座確認票と通帳の写しを確かめてください。',
        ]),
      ];

const refusal = (
  code: TransferRefusal['code'],
  line: number | null,
  [reason, mend]: readonly [string, string],
): TransferRefusal => ({ code, line, reason, mend });

const MOST_LINES = 999_999;
const MOST_YEN = 9_999_999_999;
const MOST_SUM_YEN = 999_999_999_999;
const HOLDER_CHARACTERS = 30;
const ORDERER_CHARACTERS = 40;
const BANK_CHARACTERS = 15;

/** 1: 総合振込 (21), JIS (0); the day without its year. */
const headerOf = ({ orderer, transferOn, profile }: TransferBatch): string =>
  [
    '1210',
    orderer.code,
    kanaField(orderer.name, ORDERER_CHARACTERS, profile),
    transferOn.slice(5).replace('-', ''),
    orderer.bank,
    kanaField(orderer.bankKana, BANK_CHARACTERS),
    orderer.branch,
    kanaField(orderer.branchKana, BANK_CHARACTERS),
    String(orderer.type),
    orderer.number,
    ' '.repeat(17),
  ].join('');

/** 2: clearing house 0000 (unused), new code 0, 電信 (7). */
const dataOf = (line: TransferLine, { profile }: TransferBatch): string =>
  [
    '2',
    line.bank,
    kanaField(line.bankKana, BANK_CHARACTERS),
    line.branch,
    kanaField(line.branchKana, BANK_CHARACTERS),
    '0000',
    String(line.type),
    line.number,
    kanaField(line.holder, HOLDER_CHARACTERS, profile),
    digits(line.yen, 10),
    '0',
    digits(line.payee, 10),
    digits(line.engagement, 10),
    '7',
    ' '.repeat(8),
  ].join('');

const trailerOf = (count: number, totalYen: number): string =>
  `8${digits(count, 6)}${digits(totalYen, 12)}${' '.repeat(101)}`;

const END = `9${' '.repeat(119)}`;

const kanaField = (name: string, width: number, profile?: BankProfile): string =>
  toTransferKana(name, profile ?? COMMON_PROFILE).kana.padEnd(width, ' ');

const digits = (value: number, width: number): string => String(value).padStart(width, '0');
