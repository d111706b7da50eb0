import type { ContractPaper } from '../engagement/contract-paper.ts';
import { companyOn } from '../company/company.ts';
import { type Engagement, visitsInOrder } from '../engagement/engagement.ts';
import { artefactsOf } from '../engagement/growth.ts';
import { planVersions } from '../engagement/plan.ts';
import { contractForm } from './contract-form.ts';
import { contractConditions, contractRecord } from './contract-record.ts';
import { expertsPaid } from '../engagement/team.ts';
import { accountForm } from './account-form.ts';
import { confirmationSlip } from './confirmation-slip.ts';
import { finalReportPaper } from './final-report-paper.ts';
import type { FormFacts, PaperFacts } from './form-facts.ts';
import { growthPaper } from './growth-paper.ts';
import { planPaper } from './plan-paper.ts';
import { invoicePaper } from './invoice-paper.ts';
import type { PrintData, PrintRefusal } from './print-data.ts';
import { slipToSign } from './slip-to-sign.ts';
import { versionedSubjects } from './versions.ts';
import { terminationNotice } from './termination-notice.ts';
import { visitReport } from './visit-report.ts';

/** A paper form of one visit: facts in, print data out, or why there is nothing to print. */
export type VisitForm = (facts: FormFacts) => PrintData | PrintRefusal;

/**
 * A paper of an engagement: of one of its visits, or of another record in it. `subject` names that record in the paper's address:
 * a visit's id, an invoice's id; of what there is only one of, the engagement's own id.
 */
export type PaperForm = {
  /** The records of which there is this paper. */
  readonly subjects: (engagement: Engagement) => readonly string[];
  /** The part it is of, as the access log names it: `visit/<id>`. */
  readonly part: (subject: string) => string;
  /** Kinds of parts that it shows: who does not get all of them does not get the paper either (L9). */
  readonly shows: readonly string[];
  /** Whether the office may have it as a document to edit: never what somebody signs as it was recorded. */
  readonly editable: boolean;
  /** It shows a person's bank data: its subject is that person, and only they and accounting get it. */
  readonly ofPayee?: true;
  /** Null where there is no such subject. */
  readonly print: (facts: PaperFacts, subject: string) => PrintData | PrintRefusal | null;
};

const ofVisit = (print: VisitForm, { editable }: { readonly editable: boolean }): PaperForm => ({
  subjects: (engagement) => visitsInOrder(engagement).map(({ id }) => id),
  part: (visit) => `visit/${visit}`,
  shows: ['visit', 'confirmation'],
  editable,
  print: (facts, subject) => {
    const visit = Object.hasOwn(facts.engagement.visits, subject) ? facts.engagement.visits[subject] : undefined;
    if (!visit) return null;
    const { company } = facts;
    // A paper names the company as it was called on the day: printed again after a change it is still the same paper.
    return print({ ...facts, visit, company: company && visit.time ? companyOn(company, visit.time.on) : company });
  },
});

/** Of contracts: never to be edited, for somebody signs or has signed them. */
const ofContract = (
  print: (facts: PaperFacts, paper: ContractPaper) => PrintData | PrintRefusal | null,
): PaperForm => ({
  subjects: (engagement) => Object.keys(engagement.contractPapers),
  part: (paper) => `contractPaper/${paper}`,
  shows: ['contractPaper'],
  editable: false,
  print: (facts, subject) => {
    const { contractPapers } = facts.engagement;
    const paper = Object.hasOwn(contractPapers, subject) ? contractPapers[subject] : undefined;
    return paper ? print(facts, paper) : null;
  },
});

const ofPayee = ({ masked }: { readonly masked: boolean }): PaperForm => ({
  subjects: expertsPaid,
  part: () => 'core',
  shows: ['core'],
  editable: false,
  ofPayee: true,
  print: (facts, subject) => accountForm(facts, subject, { masked }),
});

const ofTermination: PaperForm = {
  subjects: ({ contractEndings }) =>
    Object.values(contractEndings).flatMap(({ how, id }) => (how === 'terminated' ? [id] : [])),
  part: (ending) => `contractEnding/${ending}`,
  shows: ['contractEnding', 'contractPaper'],
  editable: true,
  print: (facts, subject) => {
    const { contractEndings } = facts.engagement;
    const ending = Object.hasOwn(contractEndings, subject) ? contractEndings[subject] : undefined;
    return ending?.how === 'terminated' ? terminationNotice(facts, ending) : null;
  },
};

/** Every paper, by the name in its address. Adding one is a file beside these and a line here. */
export const PAPERS: ReadonlyMap<string, PaperForm> = new Map<string, PaperForm>([
  ['visit-report', ofVisit(visitReport, { editable: true })],
  ['confirmation-slip', ofVisit(confirmationSlip, { editable: true })],
  ['slip-to-sign', ofVisit(slipToSign, { editable: false })],
  [
    'plan',
    {
      subjects: ({ core, plan }) => versionedSubjects(core?.id, planVersions(plan), plan !== null),
      part: () => 'plan',
      shows: ['plan'],
      editable: true,
      print: planPaper,
    },
  ],
  [
    'final-report',
    {
      subjects: ({ core, closing }) => versionedSubjects(core?.id, closing?.versions ?? [], closing !== null),
      part: () => 'closing',
      shows: ['closing', 'plan'],
      editable: true,
      print: finalReportPaper,
    },
  ],
  [
    'growth-plan',
    {
      subjects: (engagement) =>
        engagement.core && Object.values(artefactsOf(engagement)).includes(true) ? [engagement.core.id] : [],
      part: () => 'businessPlan',
      shows: ['businessPlan', 'action', 'kpi'],
      editable: true,
      print: growthPaper,
    },
  ],
  ['contract', ofContract(contractForm)],
  ['contract-record', ofContract(contractRecord)],
  ['contract-conditions', ofContract(contractConditions)],
  ['account-form', ofPayee({ masked: false })],
  ['account-form-copy', ofPayee({ masked: true })],
  ['invoice', invoicePaper],
  ['termination-notice', ofTermination],
]);
