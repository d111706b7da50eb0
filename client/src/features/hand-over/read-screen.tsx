import type { ConfirmationLine } from '@banso/shared/evidence/confirmation-text.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { monthAndDay } from '@banso/shared/time/wareki.ts';
import { Button } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Tag } from '../../ui/tag.tsx';
import { messages as common } from '../messages.ts';
import type { CompanyScreenProps } from './confirming.ts';
import { messages } from './messages.ts';
import { Phrases } from '../phrases.tsx';
import { ReadAloudButton } from '../read-aloud-button.tsx';

/** 今日の支援は、このとおりでしたか: the facts as they will be signed, word for word, and two answers. */
export function ReadScreen({ progress, asked, place, go, failed }: CompanyScreenProps) {
  const { on, lines, visits } = asked;
  const ofOne = on === dayInJapan(place.nowMs()) ? messages.question : messages.questionOn(monthAndDay(on));
  const question = visits === undefined ? ofOne : messages.questionAll(visits);
  const changedSince = progress.step !== 'read';
  const yes = () => go({ step: 'signer', read: asked.hash, confirmation: place.newId() });
  const no = () => go({ step: 'different', read: null, confirmation: null });
  return (
    <Screen
      company
      bar={
        <header className="company-bar">
          {place.sample ? <Tag>{common.sample}</Tag> : <span />}
          <ReadAloudButton text={[question.join(''), ...lines.map(spoken)].join('。')} />
        </header>
      }
      actions={({ seenEnd, readOn }) => (
        <>
          {failed && <Notice kind="error" title={messages.failed} live />}
          {seenEnd ? (
            // It comes where つづきを見る was: a second tap of the same thumb must not answer for the company.
            <div key="yes" className="arrives-late">
              <Button look="solid" size="lg" wide onClick={() => void yes()}>
                {messages.yes}
              </Button>
            </div>
          ) : (
            <Button key="more" look="solid" size="lg" wide icon="down" onClick={readOn}>
              {messages.readOn}
            </Button>
          )}
          <Button size="lg" wide onClick={() => void no()}>
            {messages.no}
          </Button>
        </>
      )}
    >
      {changedSince && <Notice kind="warn" title={messages.changed} live />}
      <h1 className="company-title">
        <Phrases words={question} />
      </h1>
      <Facts>
        {lines.map((line) => (
          <FactLine key={line.label} line={line} stacked={visits !== undefined || line.label === STACKED} />
        ))}
      </Facts>
    </Screen>
  );
}

/** Longer text stands below its label. */
const STACKED = '支援の内容';

function FactLine({ line: { label, value }, stacked }: { readonly line: ConfirmationLine; readonly stacked: boolean }) {
  if (value === '')
    return (
      <Fact label={label} stacked={stacked}>
        {messages.blank}
      </Fact>
    );
  return (
    <Fact label={label} stacked={stacked}>
      {value.split('\n').map((one) => (
        <span key={one} className="company-line">
          <Phrases words={one.split(/(?<=から)/)} />
        </span>
      ))}
    </Fact>
  );
}

const spoken = ({ label, value }: ConfirmationLine): string => `${label}、${value === '' ? messages.blank : value}`;
