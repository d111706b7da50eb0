import { confirmationSlip } from './confirmation-slip.ts';
import type { FormFacts } from './form-facts.ts';
import type { PrintData, PrintRefusal } from './print-data.ts';
import { slipToSign } from './slip-to-sign.ts';
import { visitReport } from './visit-report.ts';

/** A paper form of one visit: facts in, print data out, or why there is nothing to print. */
export type VisitForm = (facts: FormFacts) => PrintData | PrintRefusal;

/** The papers of one visit, by the name in their address. Adding one is a file beside these and a line here. */
export const VISIT_FORMS: ReadonlyMap<string, VisitForm> = new Map([
  ['visit-report', visitReport],
  ['confirmation-slip', confirmationSlip],
  ['slip-to-sign', slipToSign],
]);
