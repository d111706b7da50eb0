import { blocksOf, type ClauseBlock } from '@banso/shared/contract/slots.ts';
import type { ContractPaper } from '@banso/shared/engagement/contract-paper.ts';
import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { spokenTime, wareki } from '@banso/shared/time/wareki.ts';
import { useSyncStatus } from '../../sync/banso-context.tsx';
import { NewTabLink } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { paths } from '../paths.ts';
import { messages } from './messages.ts';

/** 令和7年12月18日（木）午後2時30分 */
export const momentWords = (atMs: number): string => `${wareki(dayInJapan(atMs))}${spokenTime(clockTimeInJapan(atMs))}`;

/** The contract to be read on a screen: what matters most, and then every word of the paper. */
export function ContractWords({ paper }: { readonly paper: ContractPaper }) {
  const { number, company, from, to, blocks, closing, terms } = paper;
  return (
    <>
      <Facts>
        <Fact label={messages.number} stacked>
          {number}
        </Fact>
        <Fact label={messages.company} stacked>
          {company}
        </Fact>
        <Fact label={messages.period} stacked>
          {messages.periodWords(wareki(from), wareki(to))}
        </Fact>
        <Fact label={messages.route} stacked>
          {messages.routes[paper.route]}
        </Fact>
      </Facts>
      <section className="section" aria-label={messages.clauses}>
        <h2>{messages.clauses}</h2>
        <div className="contract__text">
          <Blocks blocks={blocks} />
          <p>{closing}</p>
        </div>
      </section>
      <section className="section" aria-label={terms.title}>
        <h2>{messages.termsOf(terms.title, terms.version)}</h2>
        <div className="contract__text">
          <Blocks blocks={blocksOf(terms.text)} />
        </div>
      </section>
    </>
  );
}

function Blocks({ blocks }: { readonly blocks: readonly ClauseBlock[] }) {
  return blocks.map(({ kind, text }, i) => {
    const key = `${i}/${kind}`;
    if (kind === 'heading') return <h3 key={key}>{text}</h3>;
    return (
      <p key={key} className={kind === 'item' ? 'contract__item' : undefined}>
        {text}
      </p>
    );
  });
}

/** The files of a contract, as far as there are any. The server gives them: without a connection that is said. */
export function ContractFiles({ engagement, paper }: { readonly engagement: string; readonly paper: ContractPaper }) {
  const { reachable } = useSyncStatus();
  if (!paper.file) return null;
  if (reachable === false) return <p className="hint">{messages.noPdf}</p>;
  const file = (form: Parameters<typeof paths.contractFile>[0]) =>
    paths.contractFile(form, { engagement, paper: paper.id });
  return (
    <p className="contract__links">
      <NewTabLink look="text" href={file('contract')}>
        {paper.route === 'paper' && paper.concludedOn === null ? messages.pdfTwice : messages.pdf}
      </NewTabLink>
      {paper.concludedOn !== null && paper.route === 'electronic' && (
        <NewTabLink look="text" href={file('contract-record')}>
          {messages.record}
        </NewTabLink>
      )}
      {paper.conditions && (
        <NewTabLink look="text" href={file('contract-conditions')}>
          {messages.conditionsPdf}
        </NewTabLink>
      )}
    </p>
  );
}
