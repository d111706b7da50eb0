type OfVisit = { readonly engagement: string; readonly visit: string };

/** In the place of a visit: one that is still to be planned. */
export const NEW_VISIT = 'new';

const visitPath = ({ engagement, visit }: OfVisit): string =>
  `/visits/${encodeURIComponent(engagement)}/${encodeURIComponent(visit)}`;

type Paper = 'visit-report' | 'confirmation-slip' | 'slip-to-sign' | 'account-form' | 'account-form-copy';

const paperPath = (form: Paper, { engagement, visit }: OfVisit): string =>
  `/api/forms/${form}/${encodeURIComponent(engagement)}/${encodeURIComponent(visit)}`;

/** The addresses of the screens on a phone. */
export const paths = {
  today: '/',
  outbox: '/outbox',
  more: '/more',
  /** A file of the build: what others wrote of the app, and their terms. */
  licences: '/licenses.txt',
  access: '/access',
  protection: '/protection',
  disposals: '/disposals',
  acceptances: '/acceptances',
  devices: '/devices',
  consents: '/consents',
  backups: '/backups',
  /** What is to be done before the first visit. */
  setUp: '/set-up',
  programmes: '/programmes',
  /** `new`: to be registered. */
  programme: (programme: string) => `/programmes/${encodeURIComponent(programme)}`,
  engagements: '/engagements',
  /** One engagement; `new`: to be registered. */
  engagement: (engagement: string) => `/engagements/${encodeURIComponent(engagement)}`,
  /** An expert's own account and tax facts. */
  payee: '/payee',
  payees: '/payees',
  payeeOf: (person: string) => `/payees/${encodeURIComponent(person)}`,
  /** The expert's contract of one engagement. */
  contract: (engagement: string) => `/contracts/${encodeURIComponent(engagement)}`,
  /** The desk's. */
  engagementContract: (engagement: string) => `/engagements/${encodeURIComponent(engagement)}/contract`,
  /** What is paid, and what became of it. */
  payments: '/payments',
  paymentRun: (run: string) => `/payments/runs/${encodeURIComponent(run)}`,
  payer: '/payments/payer',
  ledger: '/payments/ledger',
  /** What one was paid. */
  notified: '/notified',
  /** No screens: the server prints the notice, and gives the bank's file. */
  paymentNotice: (run: string, payee: string) =>
    `/api/payments/runs/${encodeURIComponent(run)}/notices/${encodeURIComponent(payee)}.pdf`,
  bankFile: (run: string) => `/api/payments/runs/${encodeURIComponent(run)}/file`,
  incidents: '/incidents',
  /** One incident; `new`: to be raised. */
  incident: (incident: string) => `/incidents/${encodeURIComponent(incident)}`,
  signIn: '/sign-in',
  /** The person's own ways to sign in, and their sessions. */
  account: '/account',
  people: '/people',
  person: (person: string) => `/people/${encodeURIComponent(person)}`,
  visit: visitPath,
  report: (of: OfVisit) => `${visitPath(of)}/report`,
  time: (of: OfVisit) => `${visitPath(of)}/time`,
  paperSigned: (of: OfVisit) => `${visitPath(of)}/paper`,
  forgottenEnd: (of: OfVisit) => `${visitPath(of)}/end`,
  change: (of: OfVisit) => `${visitPath(of)}/change`,
  return: (of: OfVisit) => `${visitPath(of)}/return`,
  desk: '/desk',
  reviewOf: ({ engagement, visit }: OfVisit) => `/desk/${encodeURIComponent(engagement)}/${encodeURIComponent(visit)}`,
  /** The desk's screens of what companies are told. */
  notices: '/notices',
  letters: '/notices/letters',
  faxes: '/notices/fax',
  companyContact: (company: string) => `/notices/companies/${encodeURIComponent(company)}`,
  /** What is registered of a company, and what it was. */
  company: (company: string) => `/notices/companies/${encodeURIComponent(company)}/registered`,
  trip: (of: OfVisit) => `${visitPath(of)}/trip`,
  /** 請求の見込み of one engagement, from the visits to the final package: the expert's, and the desk's. */
  claim: (engagement: string) => `/claims/${encodeURIComponent(engagement)}`,
  claimAtDesk: (engagement: string) => `/claims/${encodeURIComponent(engagement)}/desk`,
  invoice: ({ engagement, invoice }: { readonly engagement: string; readonly invoice: string }) =>
    `/api/forms/invoice/${encodeURIComponent(engagement)}/${encodeURIComponent(invoice)}.pdf`,
  plan: (of: OfVisit) => `${visitPath(of)}/plan`,
  meeting: ({ corrects, ...of }: OfVisit & { readonly corrects?: string }) =>
    `${visitPath(of)}/meeting${corrects === undefined ? '' : `?corrects=${encodeURIComponent(corrects)}`}`,
  opinion: (of: OfVisit) => `${visitPath(of)}/opinion`,
  answer: ({ opinion, ...of }: OfVisit & { readonly opinion: string }) =>
    `${visitPath(of)}/answer?opinion=${encodeURIComponent(opinion)}`,
  /** A support officer's screens; `visit` null: the support as a whole. */
  joined: ({ engagement, visit }: { readonly engagement: string; readonly visit: string | null }) =>
    `/joined/${encodeURIComponent(engagement)}${visit === null ? '' : `/${encodeURIComponent(visit)}`}`,
  /** The papers of one engagement that are written: its list, and each of them. */
  papers: (engagement: string) => `/papers/${encodeURIComponent(engagement)}`,
  /** 質疑・協議 of expert and office. */
  queries: (engagement: string) => `/papers/${encodeURIComponent(engagement)}/queries`,
  written: (engagement: string, paper: 'plan' | 'final-report' | 'growth') =>
    `/papers/${encodeURIComponent(engagement)}/${paper}`,
  /** No screen: a paper of an engagement. `subject`: a version, or the engagement itself. */
  engagementPaper: (
    form: 'plan' | 'final-report' | 'growth-plan',
    { engagement, subject }: { readonly engagement: string; readonly subject: string },
  ) => `/api/forms/${form}/${encodeURIComponent(engagement)}/${encodeURIComponent(subject)}.pdf`,
  /** Not a screen: all papers of an engagement or a programme in one file. */
  allPapers: (of: 'engagement' | 'programme', id: string) => `/api/papers/${of}/${encodeURIComponent(id)}.zip`,
  /** Not a screen: one engagement as a file that proves itself. */
  export: (engagement: string) => `/api/exports/${encodeURIComponent(engagement)}.zip`,
  /** No screens: the server prints and writes them. `form` is the name of a paper in shared/src/forms/index.ts, of a visit here. */
  paper: (form: Paper, of: OfVisit) => `${paperPath(form, of)}.pdf`,
  wordCopy: (form: 'visit-report' | 'confirmation-slip', of: OfVisit) => `${paperPath(form, of)}.docx`,
  contractFile: (
    form: 'contract' | 'contract-record' | 'contract-conditions' | 'termination-notice',
    { engagement, paper }: { readonly engagement: string; readonly paper: string },
  ) => `/api/forms/${form}/${encodeURIComponent(engagement)}/${encodeURIComponent(paper)}.pdf`,
} as const;
