import { FUKUOKA_R7 } from '@banso/shared/programmes/fukuoka-r7.ts';
import { TOTTORI_R6 } from '@banso/shared/programmes/tottori-r6.ts';
import { sampleEngagements } from './sample-engagements.ts';
import type { SampleOffice } from './sample-office.ts';
import { COMPANIES, PEOPLE } from './sample-people.ts';
import { TOTTORI_COMPANIES, TOTTORI_PEOPLE, tottoriEngagements } from './sample-tottori.ts';

/** Two offices that share nothing but the server: each programme is run by its own secretariat. */
export const SAMPLE_OFFICES = {
  fukuoka: {
    tenant: 'sample',
    name: '福岡サンプル支援センター',
    addressee: '福岡サンプル支援センター 理事長',
    inquiries: '電話 092-000-0000（平日9時から17時まで）',
    department: '経営力再構築課',
    programme: 'sample-fukuoka',
    ruleSet: FUKUOKA_R7,
    people: PEOPLE,
    invited: [PEOPLE.expert, PEOPLE.otherExpert, PEOPLE.approver, PEOPLE.administrator, PEOPLE.accountant],
    companies: Object.values(COMPANIES),
    engagements: sampleEngagements,
  },
  tottori: {
    tenant: 'sample-tottori',
    name: '鳥取サンプル伴走支援事務局',
    addressee: '鳥取サンプル県知事',
    inquiries: '電話 0857-00-0000（平日9時から17時まで）',
    department: '事務局',
    programme: 'sample-tottori-r6',
    ruleSet: TOTTORI_R6,
    people: TOTTORI_PEOPLE,
    invited: [TOTTORI_PEOPLE.expert, TOTTORI_PEOPLE.officer, TOTTORI_PEOPLE.approver, TOTTORI_PEOPLE.administrator],
    companies: Object.values(TOTTORI_COMPANIES),
    engagements: tottoriEngagements,
  },
} as const satisfies Readonly<Record<string, SampleOffice>>;
