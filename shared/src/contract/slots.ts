import type { ContractWords } from './contract-text.ts';

/** The places in a contract's clauses that are filled for each contract; no other name stands between {{ and }}. */
export const SLOTS = {
  office: '委託者の名称',
  officeRegistration: '委託者の登録番号',
  expert: '受託者の氏名・名称',
  company: '支援事業者の名称',
  number: '契約番号',
  period: '契約期間（いつからいつまで）',
  fee: '1回当たりの委託料（うち消費税）',
  travel: '1回当たりの旅費（うち消費税）',
  minimumTime: '1回の最低の従事時間',
  visits: '支援の上限の回数',
  programmeEnd: '事業の終了期日',
  terms: '別記の名称',
} as const;

export type Slot = keyof typeof SLOTS;

/** Without these a contract does not say who does what for whom, and when (FK-0-1, FK-2-1-一, FK-3-1, X-07). */
const REQUIRED: readonly Slot[] = ['office', 'expert', 'company', 'period'];

/** A line of the contract: 見出し, 本文, or one of the items below it. */
export type ClauseBlock = { readonly kind: 'heading' | 'paragraph' | 'item'; readonly text: string };

const SLOT = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** What is wrong with the slots of these clauses, in words for who writes them; [] when they can be used. */
export const slotProblems = (clauses: string): readonly string[] => {
  const names = [...clauses.matchAll(SLOT)].map(([, name = '']) => name);
  const unknown = [...new Set(names.filter((name) => !isSlot(name)))];
  const missing = REQUIRED.filter((name) => !names.includes(name));
  const rest = clauses.replace(SLOT, '');
  return [
    ...unknown.map((name) => `「{{${name}}}」という差し込みの名前はありません。`),
    ...missing.map((name) => `「{{${name}}}」（${SLOTS[name]}）が、どこにもありません。`),
    ...(/\{\{|\}\}/.test(rest) ? ['「{{」と「}}」の組になっていないところがあります。'] : []),
  ];
};

/** The clauses with every slot filled; a slot that has no value stays away and is named in `blank`. */
export const fillClauses = (
  clauses: string,
  values: Readonly<Record<Slot, string | null>>,
): { readonly blocks: readonly ClauseBlock[]; readonly blank: readonly Slot[] } => {
  const blank = new Set<Slot>();
  const filled = clauses.replace(SLOT, (_, name: string) => {
    const value = isSlot(name) ? values[name] : null;
    if (value === null || value.trim() === '') {
      if (isSlot(name)) blank.add(name);
      return '';
    }
    // What somebody typed is text and stays on its line, whatever it looks like.
    return value.replaceAll('\n', ' ');
  });
  return { blocks: blocksOf(filled), blank: [...blank] };
};

/** Markdown as far as a contract needs it: `## ` a heading, `- ` an item, every other line a paragraph. */
export const blocksOf = (markdown: string): readonly ClauseBlock[] =>
  markdown.split('\n').flatMap((line): readonly ClauseBlock[] => {
    const text = line.trim();
    if (text === '') return [];
    if (text.startsWith('#')) return [{ kind: 'heading', text: text.replace(/^#+\s*/, '') }];
    return text.startsWith('- ') ? [{ kind: 'item', text: text.slice(2).trim() }] : [{ kind: 'paragraph', text }];
  });

/** Slots stand in the clauses alone: a closing sentence and the terms are printed as they are. */
export const wordProblems = ({
  clauses,
  closingOnPaper,
  closingElectronic,
  terms,
}: ContractWords): readonly string[] => [
  ...slotProblems(clauses),
  ...[closingOnPaper, closingElectronic, terms.text].flatMap((text) =>
    /\{\{|\}\}/.test(text) ? ['結びの文と別記には、差し込み（{{ }}）を使えません。'] : [],
  ),
];

const isSlot = (name: string): name is Slot => Object.hasOwn(SLOTS, name);
