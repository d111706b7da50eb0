import { companyParts } from '../company/company.ts';
import { contactParts } from '../company/contact.ts';
import { disposalParts } from '../disposal/disposal.ts';
import { engagementParts } from '../engagement/engagement.ts';
import { incidentParts } from '../incident/incident.ts';
import { personParts } from '../person/person.ts';
import { programmeParts } from '../programme/programme.ts';
import { payeeParts } from '../payee/payee.ts';
import { paymentRunParts } from '../payment/payment-run.ts';
import type { Kind } from './envelope.ts';
import type { PartsOfKind } from './parts.ts';

/**
 * How each kind's aggregate is taken apart. Apart from the register of operations: records are read long before anything is
 * recorded, and a phone's first screen must not wait for every operation type of the office.
 */
// oxlint-disable-next-line no-explicit-any -- one register for states of all kinds: each kind is paired with its own
export const PARTS_OF_KIND: Readonly<Record<Kind, PartsOfKind<any>>> = {
  programme: programmeParts,
  person: personParts,
  company: companyParts,
  contact: contactParts,
  engagement: engagementParts,
  disposal: disposalParts,
  incident: incidentParts,
  payee: payeeParts,
  paymentRun: paymentRunParts,
};
