import { type Incident, REPORT_ITEMS, type ReportItem } from '@banso/shared/incident/incident.ts';
import type { Programme } from '@banso/shared/programme/programme.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Letter } from '../letter.tsx';
import { messages } from './messages.ts';
import { courseLines, instantWords, typeWords } from './words.ts';

// Object.keys forgets the keys' type.
const ITEMS = Object.keys(REPORT_ITEMS) as readonly ReportItem[];

type ReportProps = {
  readonly incident: Incident;
  readonly programmes: readonly Programme[];
  readonly today: string;
};

/** 事故報告書: the written report to who commissioned the work (FP-14-2), as far as it is known; printed alone. */
export function IncidentReport({ incident, programmes, today }: ReportProps) {
  const { me } = useBanso();
  const programme = programmes.find(({ id }) => id === incident.programme);
  const rows: readonly (readonly [string, string])[] = [
    [messages.reportType, typeWords(incident)],
    [messages.reportFound, instantWords(incident.foundAtMs)],
    ...ITEMS.map((item) => [REPORT_ITEMS[item], incident.findings?.items[item] || messages.reportNotYet] as const),
    [messages.reportCourse, courseLines(incident).join('\n')],
  ];
  return (
    <section className="section">
      <Button onClick={() => window.print()}>{messages.print}</Button>
      <Letter
        heading="h2"
        label={messages.report}
        title={me.sample ? `${messages.report}（${messages.sample}）` : messages.report}
        date={messages.reportDate(wareki(today))}
        to={programme ? `${programme.addressee}　殿` : messages.reportTo}
        from={programme?.office ?? me.tenantName}
        lead={messages.reportLead}
        rows={rows}
      />
    </section>
  );
}
