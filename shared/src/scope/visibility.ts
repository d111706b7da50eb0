import type { Role } from '../operation/context.ts';

/**
 * From where somebody reads. Each side has feeds of its own, named by its prefix:
 * - expert `person:<id>`, officer `officer:<id>`: one's own engagements
 * - desk, accounting, commissioner, auditor `<side>:<programme>`: all engagements of a programme
 */
export const SIDES = ['expert', 'officer', 'desk', 'accounting', 'commissioner', 'auditor'] as const;
export type Side = (typeof SIDES)[number];

/** On which side a role stands. */
export const SIDE_OF_ROLE: Readonly<Record<Role, Side>> = {
  expert: 'expert',
  supportOfficer: 'officer',
  staff: 'desk',
  approver: 'desk',
  administrator: 'desk',
  privacyManager: 'desk',
  accounting: 'accounting',
  commissioner: 'commissioner',
  auditor: 'auditor',
};

const EVERYBODY = SIDES;
const SUPPORT = ['expert', 'officer', 'desk', 'commissioner', 'auditor'] as const;
const SIGNED = ['expert', 'desk', 'commissioner', 'auditor'] as const;
const EVIDENCE = ['expert', 'desk', 'auditor'] as const;
/** Amounts and addresses: a support officer has no part in them. */
const CONTRACT = ['expert', 'desk', 'accounting', 'commissioner', 'auditor'] as const;
const OFFICE = ['desk', 'auditor'] as const;
const AMOUNTS = ['expert', 'desk', 'accounting', 'commissioner', 'auditor'] as const;
/** A way begins at somebody's home: the commissioner reads what it comes to, on the invoice. */
const WAYS = ['expert', 'desk', 'accounting', 'auditor'] as const;

/**
 * Who reads what of an engagement: the visibility table of requirements 1.1, one line per kind of part. What a side does not
 * read is never written into its feeds, so that it is on no device of its people (L9, L15).
 *
 * The commissioner reads what was done and that it was signed, no photos and no distances; accounting reads what it pays for;
 * a support officer reads the support, never the signatures; the expert never what company and office have between them.
 */
export const VISIBLE: Readonly<Record<string, readonly Side[]>> = {
  core: EVERYBODY,
  visit: EVERYBODY,
  plan: [...SUPPORT, 'accounting'],
  // Accounting pays after it was checked (F-6-1).
  closing: [...SUPPORT, 'accounting'],
  hearing: ['expert', 'officer', 'desk', 'auditor'],
  businessPlan: SUPPORT,
  action: SUPPORT,
  kpi: SUPPORT,
  team: EVERYBODY,
  meeting: SUPPORT,
  opinion: SUPPORT,
  // Between the two sides of a contract.
  query: EVIDENCE,
  confirmation: SIGNED,
  paper: SIGNED,
  delegation: SIGNED,
  invitation: EVIDENCE,
  photo: EVIDENCE,
  location: EVIDENCE,
  contractPaper: CONTRACT,
  contractEnding: CONTRACT,
  objection: OFFICE,
  callBack: OFFICE,
  trip: WAYS,
  closingConfirmation: SIGNED,
  invoice: AMOUNTS,
  finalPackage: AMOUNTS,
};

/**
 * The same of a payee (rows "Bank data" and "T number" of the table): accounts and pictures are read by accounting and by the expert
 * alone; how the newest account stands, with three digits, also by the desk.
 */
export const VISIBLE_OF_PAYEE: Readonly<Record<string, readonly Side[]>> = {
  tax: ['expert', 'desk', 'accounting', 'auditor'],
  account: ['expert', 'accounting'],
  picture: ['expert', 'accounting'],
  standing: ['expert', 'desk', 'accounting'],
};

/** Whether a side reads parts of this name, `visit/<id>` or `plan`. A part that is in no line of the table is read by nobody. */
export const reads = (side: Side, part: string, visible: typeof VISIBLE = VISIBLE): boolean => {
  const [family = ''] = part.split('/');
  return Object.hasOwn(visible, family) && (visible[family]?.includes(side) ?? false);
};
