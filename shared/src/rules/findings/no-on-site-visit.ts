import { heldVisits } from '../../engagement/engagement.ts';
import { expertInCharge, expertOn } from '../../engagement/team.ts';
import type { FindingType, EngagementFacts } from '../finding.ts';

/**
 * T-4-1-エ-イ: every expert, in principle, visits on site at least once. Only experts who supported this company are asked
 * the one in charge, and whoever held a visit before.
 */
export const noOnSiteVisit: FindingType<EngagementFacts> = {
  code: 'no-on-site-visit',
  label: '現地訪問がない',
  releasable: true,
  restsOn: 'onSiteVisits',
  judge: ({ engagement }, { onSiteVisits }) => {
    if (!onSiteVisits) return null;
    const visits = heldVisits(engagement).map(({ time, fields }) => ({
      expert: time && expertOn(engagement, time.on),
      onSite: fields.mode === 'onSite',
    }));
    const now = expertInCharge(engagement);
    const onSiteOf = (expert: string | null) => visits.filter((one) => one.expert === expert && one.onSite).length;
    const experts = new Set([...visits.map(({ expert }) => expert), now].filter((expert) => expert !== null));
    const lacking = [...experts].filter((expert) => onSiteOf(expert) < onSiteVisits.value);
    if (lacking.length === 0) return null;
    const who = lacking.includes(now ?? '') ? '担当の専門家' : '前に担当した専門家';
    return {
      about: null,
      reason: `${who}の現地訪問が、原則の${onSiteVisits.value}回に届いていません（オンラインの回は数えません）。`,
      mend: '次の訪問を現地で行うか、オンラインだけになった事情を支援の記録に書いてください。このまま終えられます。',
    };
  },
};
