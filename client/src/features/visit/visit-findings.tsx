import type { Finding } from '@banso/shared/rules/finding.ts';
import { Notice, type NoticeKind } from '../../ui/notice.tsx';
import { messages } from './messages.ts';

/** What was found about a visit before it is handed in: why, by which article, and how to mend it. */
export function VisitFindings({ findings }: { readonly findings: readonly Finding[] }) {
  const shown = findings.filter(({ severity }) => severity.submit !== undefined);
  if (shown.length === 0) return null;
  return (
    <section className="section findings" aria-label={messages.findings}>
      <h2>{messages.findings}</h2>
      {shown.map((finding) => (
        <Notice key={finding.code} kind={kindOf(finding)} title={finding.label}>
          <p>{finding.reason}</p>
          {finding.release ? <p>{messages.released}</p> : <p>{finding.mend}</p>}
          <p className="hint">{messages.source(finding.source)}</p>
        </Notice>
      ))}
    </section>
  );
}

const kindOf = ({ severity, release }: Finding): NoticeKind => {
  if (release) return 'done';
  if (severity.submit === 'BLOCK') return 'error';
  return severity.submit === 'WARN' ? 'warn' : 'info';
};
