import { confirmationLines } from '../evidence/confirmation-text.ts';
import type { Confirmation } from '../evidence/confirmation.ts';
import { dayInJapan } from '../time/day.ts';
import { eraDate } from '../time/wareki.ts';
import { confirmationOfForm, finishForm, type FormFacts, ruleSetOfForm } from './form-facts.ts';
import { type PrintCell, type PrintData, type PrintRefusal, textCell } from './print-data.ts';
import { signatureBlock } from './signature-block.ts';

/**
 * 訪問確認書: what the company confirmed, word for word, for the company's own hands. A real copy there is the strongest
 * protection against "I did not sign". Source: requirements 3.2 item 8.
 */
export const confirmationSlip = (facts: FormFacts): PrintData | PrintRefusal => {
  const ruleSet = ruleSetOfForm(facts);
  if (!ruleSet) return { refused: 'no_rules' };
  const found = confirmationOfForm(facts);
  if (!found) return { refused: 'not_confirmed' };
  const { confirmation, doubt } = found;
  const { programme } = facts;
  return finishForm(facts, ruleSet, {
    code: 'confirmation-slip',
    form: ruleSet.confirmationSlip,
    draft: false,
    // How well the times are proven is between expert and office; the company has its own word for what happened.
    graded: false,
    head: {
      addressee: `${confirmation.parties.company}　御中`,
      madeOn: `${eraDate(dayInJapan(confirmation.reading.wallMs))}確認`,
      people: [textCell('', '事務局', programme.office)],
    },
    sections: [
      { heading: '確認した内容', rows: signedCells(facts, confirmation).map((cell) => [cell]) },
      {
        heading: '確認',
        rows: [
          [{ field: '', label: '確認した人', value: signatureBlock(confirmation), lines: 1 }],
          [textCell('', '内容の照合値', inGroups(confirmation.hash))],
        ],
      },
    ],
    annex: null,
    notes: [...(doubt === null ? [] : [doubt]), `内容が事実と違うときは、${programme.office}へお知らせください。`],
  });
};

/** 64 digits in groups of eight, as a person compares them. */
const inGroups = (hash: string): string => hash.replace(/(.{8})(?=.)/g, '$1 ');

/**
 * The signed text cut into its lines again. A value may hold line feeds itself (several people), so only a line that begins
 * with one of the labels begins a new row.
 */
const signedCells = ({ visit }: FormFacts, { text, parties }: Confirmation): readonly PrintCell[] => {
  const labels = (confirmationLines(visit, parties) ?? []).map(({ label }) => label);
  const rows: { readonly label: string; readonly lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const label = labels.find((one) => line.startsWith(`${one}：`));
    const row = rows.at(-1);
    if (label !== undefined) rows.push({ label, lines: [line.slice(label.length + 1)] });
    else if (row) row.lines.push(line);
    else rows.push({ label: '', lines: [line] });
  }
  return rows.map(({ label, lines }) => textCell('', label, lines.join('\n')));
};
