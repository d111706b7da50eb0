import type { EngagementFacts, FindingType } from '../finding.ts';
import { delegateUnknown } from './delegate-unknown.ts';
import { confirmedAfterApproval } from './confirmed-after-approval.ts';
import { callBackDiffers } from './call-back-differs.ts';
import { companyObjected } from './company-objected.ts';
import { endsBeforeStart } from './ends-before-start.ts';
import { enteredByDesk } from './entered-by-desk.ts';
import { gistTooLong } from './gist-too-long.ts';
import { inTheFuture } from './in-the-future.ts';
import { lateFact } from './late-fact.ts';
import { meetingNotRecorded } from './meeting-not-recorded.ts';
import { noOnSiteVisit } from './no-on-site-visit.ts';
import { noPlan } from './no-plan.ts';
import { notConfirmed } from './not-confirmed.ts';
import { numberTaken } from './number-taken.ts';
import { officerAbsent } from './officer-absent.ts';
import { opinionUnanswered } from './opinion-unanswered.ts';
import { outsideContract } from './outside-contract.ts';
import { overCompanyLimit } from './over-company-limit.ts';
import { overLimit } from './over-limit.ts';
import { overlap } from './overlap.ts';
import { paperMissing } from './paper-missing.ts';
import { paperReused } from './paper-reused.ts';
import { proxyNotCalled } from './proxy-not-called.ts';
import { reportIncomplete } from './report-incomplete.ts';
import { reportLate } from './report-late.ts';
import { sameStrokes } from './same-strokes.ts';
import { shortWay } from './short-way.ts';
import { similarText } from './similar-text.ts';
import { tooShort } from './too-short.ts';
import { undecidedText } from './undecided-text.ts';
import { visitedByAnother } from './visited-by-another.ts';
import { visitsDifferFromGuide } from './visits-differ-from-guide.ts';

/** The register of findings on a visit, in the order in which people read them. A new one is one file and one line here. */
export const FINDINGS: readonly FindingType[] = [
  endsBeforeStart,
  inTheFuture,
  reportIncomplete,
  undecidedText,
  gistTooLong,
  tooShort,
  notConfirmed,
  paperMissing,
  enteredByDesk,
  delegateUnknown,
  companyObjected,
  callBackDiffers,
  proxyNotCalled,
  visitedByAnother,
  reportLate,
  overlap,
  outsideContract,
  noPlan,
  overLimit,
  overCompanyLimit,
  numberTaken,
  similarText,
  shortWay,
  sameStrokes,
  paperReused,
  officerAbsent,
  meetingNotRecorded,
  opinionUnanswered,
  lateFact,
  confirmedAfterApproval,
];

/** The register of findings on a whole engagement, asked when it is to be closed. */
export const ENGAGEMENT_FINDINGS: readonly FindingType<EngagementFacts>[] = [visitsDifferFromGuide, noOnSiteVisit];

export const FINDING_CODES: readonly string[] = FINDINGS.map(({ code }) => code);

/** Whether an approver may release this finding at all. */
export const isReleasable = (code: string): boolean => FINDINGS.some((one) => one.code === code && one.releasable);
