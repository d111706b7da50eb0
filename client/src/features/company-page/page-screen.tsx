import { outcomeWords } from '@banso/shared/notice/notice-words.ts';
import type { CompanyPage, VisitOnPage } from '@banso/shared/protocol/company-page.ts';
import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { spokenTime, wareki } from '@banso/shared/time/wareki.ts';
import { Button } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Tag } from '../../ui/tag.tsx';
import { messages as common } from '../messages.ts';
import { CompanyName, Phrases } from '../phrases.tsx';
import { ReadAloudButton } from '../read-aloud-button.tsx';
import { messages } from './messages.ts';

export type PageScreenProps = { readonly page: CompanyPage; readonly onDiffers: (visit: string) => void };

/** The next visit, then every visit with what was recorded and confirmed, newest first. */
export function PageScreen({ page, onDiffers }: PageScreenProps) {
  return (
    <Screen
      company
      bar={
        <header className="company-page__bar">
          {page.sample ? <Tag>{common.sample}</Tag> : <span />}
          <ReadAloudButton text={spokenPage(page)} />
        </header>
      }
    >
      <h1 className="company-page__title">
        <CompanyName name={page.company} /> <span className="keep">{messages.titleOf(page.company)[1]}</span>
      </h1>
      <p>
        <Phrases words={messages.intro(page.office)} />
      </p>
      <Planned page={page} />
      <section className="section" aria-labelledby="records">
        <h2 id="records">{messages.records}</h2>
        {page.visits.length === 0 && <p>{messages.noRecords}</p>}
        {page.visits.map((visit) => (
          <Visit key={visit.visit} visit={visit} onDiffers={() => onDiffers(visit.visit)} />
        ))}
      </section>
      <section className="section" aria-labelledby="inquiries">
        <h2 id="inquiries">{messages.inquiries}</h2>
        <p>{messages.askByPhone}</p>
        <p>{[page.office, page.inquiries].filter((words) => words !== '').join('　')}</p>
      </section>
    </Screen>
  );
}

function Planned({ page }: { readonly page: CompanyPage }) {
  return (
    <section className="section company-page__next" aria-labelledby="next">
      <h2 id="next">{messages.next}</h2>
      {page.planned.length === 0 && <p>{messages.noNext}</p>}
      {page.planned.map(({ number, on, from, to, place }) => (
        <div key={`${on} ${from}`}>
          <p>
            <b>
              <Phrases words={messages.nextLine(number, wareki(on), spokenTime(from), spokenTime(to))} />
            </b>
          </p>
          {place !== '' && <p>{messages.nextPlace(place)}</p>}
        </div>
      ))}
    </section>
  );
}

function Visit({ visit, onDiffers }: { readonly visit: VisitOnPage; readonly onDiffers: () => void }) {
  const standing = visit.confirmed.find(({ stands }) => stands);
  const earlier = visit.confirmed.filter((one) => one !== standing);
  return (
    <article className="company-page__visit">
      <h3>{messages.visit(visit.number)}</h3>
      <State visit={visit} />
      {standing && (
        <>
          <p className="company-page__text">{standing.text}</p>
          <p>{confirmedWords(standing)}</p>
        </>
      )}
      {visit.unconfirmed && (
        <Facts>
          {visit.unconfirmed.map(({ label, value }) => (
            <Fact key={label} label={label} stacked={label === '支援の内容'}>
              {value === '' ? messages.blank : value}
            </Fact>
          ))}
        </Facts>
      )}
      {earlier.length > 0 && (
        <details>
          <summary>{messages.earlier(earlier.length)}</summary>
          <p>{messages.earlierVoid}</p>
          {earlier.map((one) => (
            <div key={one.id}>
              <p className="company-page__text">{one.text}</p>
              <p>{confirmedWords(one)}</p>
            </div>
          ))}
        </details>
      )}
      <Objections visit={visit} />
      <Button size="lg" wide onClick={onDiffers}>
        {visit.objections.length === 0 ? messages.differs : messages.differsAgain}
      </Button>
    </article>
  );
}

function State({ visit }: { readonly visit: VisitOnPage }) {
  const state = stateOf(visit);
  return (
    <>
      <p className={`company-page__state company-page__state--${state}`}>
        <Icon name={state === 'stands' ? 'done' : 'info'} />
        <b>
          <Phrases words={messages[state]} />
        </b>
      </p>
      {state !== 'stands' && <p>{messages[`${state}Hint`]}</p>}
    </>
  );
}

function Objections({ visit }: { readonly visit: VisitOnPage }) {
  return visit.objections.map(({ id, text, atMs, answer }) => (
    <div key={id} className="company-page__objection">
      <h4>{messages.said(dayWords(atMs))}</h4>
      <p className="company-page__text">{text}</p>
      {answer ? (
        <>
          <h4>{messages.answer(dayWords(answer.atMs))}</h4>
          <p>{outcomeWords(answer.outcome)}</p>
          <p className="company-page__text">{answer.text}</p>
        </>
      ) : (
        <p>{messages.noAnswer}</p>
      )}
    </div>
  ));
}

const stateOf = ({ confirmed, unconfirmed }: VisitOnPage): 'stands' | 'changed' | 'none' => {
  if (confirmed.some(({ stands }) => stands)) return 'stands';
  return unconfirmed !== null && confirmed.length > 0 ? 'changed' : 'none';
};

const confirmedWords = ({ by, how, atMs }: VisitOnPage['confirmed'][number]): string =>
  messages.confirmedBy(by, how, `${dayWords(atMs)}${spokenTime(clockTimeInJapan(atMs))}`);

const dayWords = (atMs: number): string => wareki(dayInJapan(atMs));

/** The page as it is read aloud, in the order of the screen. */
const spokenPage = (page: CompanyPage): string =>
  [
    `${page.company}${messages.titleOf(page.company)[1] ?? ''}`,
    messages.next,
    ...(page.planned.length === 0 ? [messages.noNext] : []),
    ...page.planned.map(({ number, on, from, to }) =>
      messages.nextLine(number, wareki(on), spokenTime(from), spokenTime(to)).join(''),
    ),
    ...page.visits.flatMap((visit) => [
      messages.visit(visit.number),
      messages[stateOf(visit)].join(''),
      ...(visit.unconfirmed?.map(({ label, value }) => `${label}、${value}`) ?? []),
      visit.confirmed.find(({ stands }) => stands)?.text.replaceAll('：', '、') ?? '',
    ]),
  ].join('。');
