import * as v from 'valibot';
import { sha256Hex } from '../lib/hash.ts';
import { filledTextSchema, textSchema } from '../lib/text.ts';
import { daySchema } from '../time/day.ts';

const MOST_TEXT = 40_000;

/** Who signs for the office, as the contract names it (FK-Z-3); of a day, because the head of an office changes. */
const officePartySchema = v.strictObject({
  name: filledTextSchema(200),
  /** 登録番号 as it is printed, '' where the office has none (FK-0-1). */
  registrationNumber: textSchema(20),
  address: filledTextSchema(300),
  signatoryTitle: filledTextSchema(100),
  signatoryName: filledTextSchema(100),
});

/**
 * The words of a programme's contract: clauses as Markdown with named slots, the closing sentence of each route (FK-Z-1), and
 * the special terms on personal data (別記, FK-13-1).
 */
export const contractWordsSchema = v.strictObject({
  /** 令和7年8月1日版 */
  version: filledTextSchema(60),
  validFrom: daySchema,
  /** The office's own approved clauses; false: words of the sample, which no real contract may have. */
  official: v.boolean(),
  clauses: filledTextSchema(MOST_TEXT),
  closingOnPaper: filledTextSchema(1_000),
  closingElectronic: filledTextSchema(1_000),
  terms: v.strictObject({
    title: filledTextSchema(100),
    version: filledTextSchema(60),
    text: filledTextSchema(MOST_TEXT),
  }),
  office: officePartySchema,
});

export type ContractWords = v.InferOutput<typeof contractWordsSchema>;

/** One dated version of a programme's contract; used only once somebody other than its author approved it. */
export type ContractText = ContractWords & {
  readonly id: string;
  readonly hash: string;
  readonly draftedBy: string;
  readonly draftedAtMs: number;
  readonly approved: { readonly by: string; readonly atMs: number; readonly decisionNumber: string } | null;
};

/** Names exactly these words: whoever approves says by it what was read. */
export const contractWordsHash = (words: ContractWords): string =>
  sha256Hex(
    JSON.stringify([
      words.version,
      words.validFrom,
      words.official,
      words.clauses,
      words.closingOnPaper,
      words.closingElectronic,
      [words.terms.title, words.terms.version, words.terms.text],
      [
        words.office.name,
        words.office.registrationNumber,
        words.office.address,
        words.office.signatoryTitle,
        words.office.signatoryName,
      ],
    ]),
  );

/** The text that a contract of this day is written by: the newest approved one valid then; null without one. */
export const contractTextOn = (texts: readonly ContractText[], day: string): ContractText | null =>
  texts.reduce<ContractText | null>(
    (newest, text) =>
      text.approved && text.validFrom <= day && (newest === null || text.validFrom >= newest.validFrom) ? text : newest,
    null,
  );
