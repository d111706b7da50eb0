import { companyContactRegistered, companyLinkRenewed } from '../company/contact-operations.ts';
import { companyChanged, companyRegistered } from '../company/operations.ts';
import { disposalApproved, disposalCarriedOut, disposalRequested } from '../disposal/operations.ts';
import { callBackRecorded } from '../engagement/operations/call-back-recorded.ts';
import { closingSigned } from '../engagement/operations/closing-signed.ts';
import { companyObjected, objectionAnswered } from '../engagement/operations/company-objected.ts';
import { confirmationEntered } from '../engagement/operations/confirmation-entered.ts';
import { confirmationSigned } from '../engagement/operations/confirmation-signed.ts';
import {
  contractCancelled,
  terminationNotified,
  terminationReceived,
  terminationTakenBack,
} from '../engagement/operations/contract-ending.ts';
import {
  contractDeclined,
  contractOffered,
  contractPrinted,
  contractWithdrawn,
} from '../engagement/operations/contract-offer.ts';
import { contractRecorded } from '../engagement/operations/contract-recorded.ts';
import {
  conditionsOpened,
  contractAgreed,
  contractFiled,
  contractSigned,
} from '../engagement/operations/contract-signing.ts';
import { engagementCreated } from '../engagement/operations/engagement-created.ts';
import { expertAssigned } from '../engagement/operations/expert-assigned.ts';
import {
  finalReportApproved,
  finalReportSaved,
  finalReportSentBack,
  finalReportSubmitted,
} from '../engagement/operations/final-report.ts';
import {
  actionSaved,
  businessPlanSaved,
  hearingSaved,
  kpiMeasured,
  kpiSaved,
} from '../engagement/operations/growth.ts';
import {
  lateFilingDecided,
  packageApproved,
  packageChecked,
  packageSentBack,
  packageSubmitted,
} from '../engagement/operations/final-package.ts';
import { guestConfirmed } from '../engagement/operations/guest-confirmed.ts';
import { guestInvited } from '../engagement/operations/guest-invited.ts';
import { invoiceIssued, invoiceVoided, statementConfirmed, statementMade } from '../engagement/operations/invoices.ts';
import { jointMeetingRecorded } from '../engagement/operations/joint-meeting-recorded.ts';
import { locationNoted } from '../engagement/operations/location-noted.ts';
import { opinionAnswered, opinionGiven } from '../engagement/operations/opinions.ts';
import { queryAnswered, queryAsked } from '../engagement/operations/queries.ts';
import { paperAdded, paperRemoved, paperStored } from '../engagement/operations/papers.ts';
import { photoAdded } from '../engagement/operations/photo-added.ts';
import { photoRemoved } from '../engagement/operations/photo-removed.ts';
import { photoStored } from '../engagement/operations/photo-stored.ts';
import {
  planChecked,
  planSaved,
  planSavedWhole,
  planSentBack,
  planSubmitted,
  planSubmittedWhole,
} from '../engagement/operations/plan.ts';
import {
  findingReleased,
  findingReleasedForGood,
  visitApproved,
  visitSentBack,
  visitSubmitted,
  visitWithdrawn,
} from '../engagement/operations/review.ts';
import { delegationEnded, signerDelegated } from '../engagement/operations/signer-delegation.ts';
import { stoppedPaymentDecided, stoppedPaymentRedecided } from '../engagement/operations/stopped-payment.ts';
import { expertReadingChanged, expertReadingEnded } from '../engagement/operations/expert-reading.ts';
import { teamNamed } from '../engagement/operations/team-named.ts';
import { tripRecorded, tripRuled } from '../engagement/operations/trips.ts';
import { textChosen } from '../engagement/operations/text-chosen.ts';
import { visitEnded } from '../engagement/operations/visit-ended.ts';
import { visitReportSaved } from '../engagement/operations/visit-report-saved.ts';
import { visitScheduled } from '../engagement/operations/visit-scheduled.ts';
import { visitSetBack } from '../engagement/operations/visit-set-back.ts';
import { visitStarted } from '../engagement/operations/visit-started.ts';
import { visitTimeCorrected } from '../engagement/operations/visit-time-corrected.ts';
import {
  incidentClosed,
  incidentDamageRecorded,
  incidentEntryAdded,
  incidentInvestigated,
  incidentRaised,
} from '../incident/operations.ts';
import {
  personAccessRestored,
  personRecoveryApproved,
  personRecoveryAsked,
} from '../person/operations/person-recovery.ts';
import { operationWithdrawn } from '../person/operations/operation-withdrawn.ts';
import { personRoleEnded } from '../person/operations/person-role-ended.ts';
import { personRolesChanged } from '../person/operations/person-roles-changed.ts';
import {
  paymentFileMade,
  paymentResultsRecorded,
  paymentResultsRecordedAnyDay,
  paymentRunClosed,
  paymentRunSent,
} from '../payment/result-operations.ts';
import {
  paymentRunApproved,
  paymentRunCancelled,
  paymentRunChecked,
  paymentRunMade,
} from '../payment/run-operations.ts';
import { personRegistered } from '../person/operations/person-registered.ts';
import { companyAccepted } from '../programme/acceptance.ts';
import { consentRecorded, consentStandingChanged, consentWithdrawn } from '../programme/consent.ts';
import { contractTextApproved, contractTextDrafted } from '../programme/contract-texts.ts';
import { incidentContactsNamed } from '../programme/incident-contacts.ts';
import { programmeRegistered } from '../programme/programme-registered.ts';
import { accountRegistered, accountSentBack, accountVerified } from '../payee/operations/accounts.ts';
import {
  passbookPictured,
  passbookPictureRemoved,
  passbookPictureStored,
  passbookErased,
} from '../payee/operations/passbook-pictures.ts';
import { registrationLookedUp } from '../payee/operations/registration-looked-up.ts';
import { nonResidentChecked, payeeKindDecided, payeeTaxStated } from '../payee/operations/tax.ts';
import { ruleSetAdded } from '../programme/rule-set-added.ts';
import { budgetSet, payerAccountRegistered } from '../programme/payer-account.ts';
import type { OperationType } from './define.ts';

// The register forgets which state and body belong to a type: `apply` pairs them again by kind and by the type's own schema.
// oxlint-disable-next-line no-explicit-any -- the one place where operation types of all kinds stand side by side
type AnyOperationType = OperationType<any, any>;

const TYPES = [
  programmeRegistered,
  ruleSetAdded,
  contractTextDrafted,
  contractTextApproved,
  companyAccepted,
  consentRecorded,
  consentWithdrawn,
  consentStandingChanged,
  incidentContactsNamed,
  personRegistered,
  personRolesChanged,
  personRoleEnded,
  personRecoveryAsked,
  personRecoveryApproved,
  personAccessRestored,
  operationWithdrawn,
  companyRegistered,
  companyChanged,
  companyContactRegistered,
  companyLinkRenewed,
  engagementCreated,
  contractRecorded,
  contractOffered,
  contractPrinted,
  contractWithdrawn,
  contractDeclined,
  contractAgreed,
  contractSigned,
  contractFiled,
  conditionsOpened,
  terminationNotified,
  terminationReceived,
  terminationTakenBack,
  contractCancelled,
  stoppedPaymentDecided,
  stoppedPaymentRedecided,
  expertAssigned,
  expertReadingEnded,
  expertReadingChanged,
  teamNamed,
  planSavedWhole,
  planSubmittedWhole,
  planSaved,
  planSubmitted,
  planSentBack,
  planChecked,
  finalReportSaved,
  finalReportSubmitted,
  finalReportSentBack,
  finalReportApproved,
  hearingSaved,
  businessPlanSaved,
  actionSaved,
  kpiSaved,
  kpiMeasured,
  visitScheduled,
  visitStarted,
  visitEnded,
  visitTimeCorrected,
  visitSetBack,
  visitReportSaved,
  textChosen,
  locationNoted,
  confirmationSigned,
  guestInvited,
  guestConfirmed,
  confirmationEntered,
  paperAdded,
  paperRemoved,
  paperStored,
  signerDelegated,
  delegationEnded,
  photoAdded,
  photoRemoved,
  photoStored,
  companyObjected,
  objectionAnswered,
  callBackRecorded,
  visitSubmitted,
  visitWithdrawn,
  visitSentBack,
  visitApproved,
  findingReleased,
  findingReleasedForGood,
  jointMeetingRecorded,
  opinionGiven,
  opinionAnswered,
  queryAsked,
  queryAnswered,
  tripRecorded,
  tripRuled,
  closingSigned,
  invoiceIssued,
  statementMade,
  statementConfirmed,
  invoiceVoided,
  packageSubmitted,
  packageSentBack,
  packageChecked,
  packageApproved,
  lateFilingDecided,
  disposalRequested,
  disposalApproved,
  disposalCarriedOut,
  incidentRaised,
  incidentEntryAdded,
  incidentInvestigated,
  incidentDamageRecorded,
  incidentClosed,
  payeeTaxStated,
  payeeKindDecided,
  nonResidentChecked,
  registrationLookedUp,
  passbookPictured,
  passbookPictureRemoved,
  passbookPictureStored,
  passbookErased,
  accountRegistered,
  accountVerified,
  accountSentBack,
  payerAccountRegistered,
  budgetSet,
  paymentRunMade,
  paymentRunChecked,
  paymentRunApproved,
  paymentRunCancelled,
  paymentFileMade,
  paymentRunSent,
  paymentResultsRecorded,
  paymentResultsRecordedAnyDay,
  paymentRunClosed,
] as const satisfies readonly AnyOperationType[];

/** Every published operation type by `name@version`. A new one is one file and one line above. */
export const OPERATION_TYPES: ReadonlyMap<string, AnyOperationType> = new Map(TYPES.map((type) => [type.type, type]));

/** The body each type takes, for those who record operations. */
export type BodyOf = {
  readonly [Type in (typeof TYPES)[number] as Type['type']]: Type extends OperationType<infer _, infer Body>
    ? Body
    : never;
};
