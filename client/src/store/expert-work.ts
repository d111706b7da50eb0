import type { Company } from '@banso/shared/company/company.ts';
import type { Engagement } from '@banso/shared/engagement/engagement.ts';
import type { Context } from '@banso/shared/operation/context.ts';
import type { ExpertWork } from '@banso/shared/rules/expert-work.ts';

export type FromElsewhere = Pick<Context, 'otherVisits' | 'likeTexts' | 'likeStrokes' | 'likePapers'>;

export const NOTHING_ELSEWHERE: FromElsewhere = { otherVisits: [], likeTexts: [], likeStrokes: [], likePapers: [] };

/** What an expert's work in one engagement is to the rules. */
export const expertWork = (engagement: Engagement, id: string, company: Company | null): ExpertWork => ({
  engagement: id,
  company: company?.name ?? engagement.core?.company ?? '',
  address: company?.address ?? '',
  visits: engagement.visits,
  confirmations: engagement.confirmations,
  papers: engagement.papers,
});
