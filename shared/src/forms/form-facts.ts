import type { Company } from '../company/company.ts';
import { confirmationsOf, type Engagement } from '../engagement/engagement.ts';
import type { Visit } from '../engagement/visit.ts';
import { type Confirmation, confirmationStands, isDisproved } from '../evidence/confirmation.ts';
import { GRADE_WORDS, gradeVisit } from '../evidence/grade.ts';
import { firstCharacters } from '../lib/text.ts';
import type { Payee } from '../payee/payee.ts';
import type { Person } from '../person/person.ts';
import { type Programme, ruleSetOn } from '../programme/programme.ts';
import type { RuleSet, RuleSetForm } from '../rules/rule-set.ts';
import { isCorrected } from '../rules/slip-ids.ts';
import type { Day } from '../time/day.ts';
import type { PrintData } from './print-data.ts';
import { verificationCode } from './verification-code.ts';

/** All that a paper of an engagement may print. Company and expert are null where their records are not there: blanks are printed. */
export type PaperFacts = {
  readonly tenant: string;
  readonly engagement: Engagement;
  readonly company: Company | null;
  readonly expert: Person | null;
  readonly programme: Programme;
  /** Whom the paper is about and how they are paid; absent where the paper is of something else, and in every export. */
  readonly payee?: { readonly person: Person; readonly record: Payee | null };
  /** Where people reach the app, without a slash at the end: the verification page lies below it. */
  readonly baseUrl: string;
};

/** All that a form of a visit may print. The company is as it was called on the visit's day. */
export type FormFacts = PaperFacts & { readonly visit: Visit };

/** The rules of the contract's day; before there is a contract, those of the visit's day. Null without either. */
export const ruleSetOfForm = ({ engagement, visit, programme }: FormFacts): RuleSet | null => {
  const day = engagement.core?.contract?.concludedOn ?? visit.time?.on ?? visit.schedule?.on;
  return day === undefined ? null : ruleSetOn(programme, day);
};

/** The rules of the contract's day; before there is a contract, the newest. */
export const ruleSetOfPaper = ({ engagement, programme }: PaperFacts): RuleSet | null => {
  const contract = engagement.core?.contract;
  return contract ? ruleSetOn(programme, contract.concludedOn) : (programme.ruleSets.at(-1) ?? null);
};

/** What speaks against a confirmation, as its paper says it; null while it stands. */
export type ConfirmationDoubt = string | null;

/** The confirmation that stands, else the newest one that fell. */
export const confirmationOfForm = ({
  engagement,
  visit,
}: FormFacts): { readonly confirmation: Confirmation; readonly doubt: ConfirmationDoubt } | null => {
  const confirmations = confirmationsOf(engagement, visit.id);
  const standing = confirmations.findLast((one) => confirmationStands(visit, one));
  const confirmation = standing ?? confirmations.at(-1);
  if (!confirmation) return null;
  return { confirmation, doubt: standing ? null : doubtOf(confirmation) };
};

const doubtOf = (confirmation: Confirmation): string => {
  if (confirmation.paperProof === false) return NOT_ITS_PAPER;
  return isDisproved(confirmation) ? DISPROVED : CHANGED;
};

const NOT_ITS_PAPER = 'この確認の紙の写しは、この訪問のものではありません。確認としては数えません。';
const CHANGED = 'この確認の後に、確認した内容が変わりました。この確認は、いまの記録には当てはまりません。';
const DISPROVED = 'この確認は、確認コードか端末の署名が、この訪問のものと合いません。確認としては数えません。';

type PaperBody = Pick<PrintData, 'head' | 'sections' | 'annex' | 'notes' | 'contract'> & {
  readonly code: string;
  readonly form: RuleSetForm;
  readonly draft: boolean;
};

/** Adds what every form of a visit carries. `graded`: how well its times are proven is printed where the programme prints it. */
export const finishForm = (
  facts: FormFacts,
  ruleSet: RuleSet,
  { graded, ...body }: PaperBody & { readonly graded: boolean },
): PrintData =>
  finishPaper(facts, ruleSet, {
    ...body,
    subject: facts.visit.id,
    on: facts.visit.time?.on ?? facts.visit.schedule?.on ?? null,
    number: facts.visit.number,
    evidenceGrade: graded ? printedGrade(ruleSet, facts.visit) : null,
  });

/**
 * Adds what every paper carries: its name and version, marks, footer and the code of its verification page. `subject`: the record
 * of the engagement that it is of, as in its address; `on`: the day in its file's name; `number`: of the visit, if it is of one.
 */
export const finishPaper = (
  facts: PaperFacts,
  ruleSet: RuleSet,
  paper: PaperBody & {
    readonly subject: string;
    readonly on: Day | null;
    readonly number?: number | null;
    readonly evidenceGrade?: string | null;
  },
): PrintData => {
  const { tenant, engagement, company, expert, programme, baseUrl } = facts;
  const { code, form, draft, subject, on, number = null, evidenceGrade = null, ...content } = paper;
  const data = {
    form: {
      code,
      name: form.name,
      clause: form.clause,
      version: form.version,
      title: isCorrected(ruleSet.printing, form.slip) ? form.title : form.officialTitle,
    },
    ...content,
    marks: [...(programme.sample ? ['サンプル'] : []), ...(draft ? ['下書き'] : [])],
    runningHead: [form.name, company?.name, numberWords(number), expert?.name].filter(Boolean).join('　'),
    fileName: fileNameOf([
      (on ?? '').replaceAll('-', ''),
      form.name,
      numberWords(number),
      company?.name ?? '',
      expert?.name ?? '',
    ]),
  };
  const foot = { programme: programme.name, ruleSet: `${ruleSet.regulation} ${ruleSet.version}`, evidenceGrade };
  const verification = verificationCode([tenant, engagement.core?.id ?? '', subject, data, foot]);
  return { ...data, foot: { ...foot, verification: { code: verification, url: `${baseUrl}/verify/${verification}` } } };
};

/** `A 証明済み`; null where the programme does not print grades or the visit has none yet. */
const printedGrade = (ruleSet: RuleSet, visit: Visit): string | null => {
  const grade = ruleSet.printing.evidenceGrade ? (gradeVisit(visit)?.grade ?? null) : null;
  return grade === null ? null : `${grade} ${GRADE_WORDS[grade]}`;
};

/** 第2回 */
const numberWords = (number: number | null): string => (number === null ? '' : `第${number}回`);

const NAME_LENGTH = 40;

/** Parts of a file name joined by `_`, without what Windows, macOS or Linux refuse in names, and without spaces. */
const fileNameOf = (parts: readonly string[]): string =>
  parts
    .map((part) => firstCharacters(part.replace(/[\s\\/:*?"<>|.]/g, ''), NAME_LENGTH))
    .filter((part) => part !== '')
    .join('_');
