import { OPERATION_TYPES } from '@banso/shared/operation/register.ts';
import { PROBLEMS, type ProblemCode } from '@banso/shared/protocol/problems.ts';
import { readUnsentFile, type UnsentAnswer } from '@banso/shared/protocol/unsent-file.ts';
import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { monthAndDay } from '@banso/shared/time/wareki.ts';
import { type ChangeEvent, useRef, useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { takeMessages as messages } from './take-messages.ts';

type Taken = { readonly device: string; readonly writtenAtMs: number; readonly answers: readonly UnsentAnswer[] };
type Progress =
  | { readonly at: 'idle' }
  | { readonly at: 'taking'; readonly done: number; readonly of: number }
  | { readonly at: 'stopped'; readonly why: ProblemCode | 'unreachable'; readonly taken: Taken | null }
  | { readonly at: 'done'; readonly taken: Taken };

/** 端末の未送信データの取り込み: a file that somebody brings goes in as if the device had sent it, and the verdicts are shown. */
export function TakeUnsent({ onTaken }: { readonly onTaken: () => Promise<void> }) {
  const { devices } = useBanso();
  const input = useRef<HTMLInputElement>(null);
  const [progress, setProgress] = useState<Progress>({ at: 'idle' });
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    const text = await file?.text();
    // The same file chosen again is a change again.
    event.target.value = '';
    if (text === undefined) return;
    const read = readUnsentFile(text);
    if (read === 'damaged') return setProgress({ at: 'stopped', why: 'file_damaged', taken: null });
    const { header, lines } = read;
    const taken = { device: header.device, writtenAtMs: header.atMs, answers: [] as UnsentAnswer[] };
    for (const line of lines) {
      setProgress({ at: 'taking', done: taken.answers.length, of: lines.length });
      const answer = await devices.takeUnsent({ header, line });
      if (!('answer' in answer)) {
        setProgress({ at: 'stopped', why: 'problem' in answer ? answer.problem : 'unreachable', taken });
        break;
      }
      taken.answers.push(answer.answer);
      if (taken.answers.length === lines.length) setProgress({ at: 'done', taken });
    }
    await onTaken();
  };
  const shown = progress.at === 'done' || progress.at === 'stopped' ? progress.taken : null;
  return (
    <section className="section">
      <h2>{messages.title}</h2>
      <p>{messages.lead}</p>
      {progress.at === 'stopped' && <Stopped why={progress.why} some={(progress.taken?.answers.length ?? 0) > 0} />}
      {progress.at === 'taking' && <p role="status">{messages.taking(progress.done, progress.of)}</p>}
      {shown && shown.answers.length > 0 && <What taken={shown} />}
      <Button icon="plus" busy={progress.at === 'taking'} onClick={() => input.current?.click()}>
        {messages.choose}
      </Button>
      <input ref={input} hidden type="file" accept=".txt,text/plain" onChange={(event) => void take(event)} />
    </section>
  );
}

function Stopped({ why, some }: { readonly why: ProblemCode | 'unreachable'; readonly some: boolean }) {
  const { title, todo } = why === 'unreachable' ? messages.unreachable : PROBLEMS[why];
  return (
    <Notice kind="error" live title={title}>
      <p>{some && why === 'unreachable' ? messages.someTaken : todo}</p>
    </Notice>
  );
}

type TakenOperation = Extract<UnsentAnswer, { operations: unknown }>['operations'][number];

function What({ taken }: { readonly taken: Taken }) {
  const operations = taken.answers.flatMap((answer) => ('operations' in answer ? answer.operations : []));
  const photos = taken.answers.flatMap((answer) => ('photo' in answer ? [answer] : []));
  const drafts = taken.answers.flatMap((answer) => ('drafts' in answer ? answer.drafts : []));
  const behind = taken.answers.some((answer) => 'operations' in answer && answer.behind !== null);
  const fresh =
    operations.filter(({ isNew }) => isNew).length + photos.filter(({ photo }) => photo === 'stored').length;
  const title = behind ? messages.behind : fresh === 0 && drafts.length === 0 ? messages.twice : messages.done(fresh);
  return (
    <>
      <Notice kind={behind ? 'warn' : 'done'} live title={title}>
        <p>{behind ? messages.behindNext : fresh === 0 ? messages.twiceHint : messages.doneHint}</p>
      </Notice>
      {operations.length > 0 && (
        <DataTable
          caption={messages.operations}
          items={operations}
          rowKey={({ seq }) => String(seq)}
          empty={null}
          columns={[
            { key: 'what', head: messages.what, cell: ({ type }) => labelOf(type) },
            { key: 'when', head: messages.when, cell: ({ recordedAtMs }) => whenWords(recordedAtMs) },
            { key: 'verdict', head: messages.verdict, cell: verdictWords },
          ]}
        />
      )}
      {photos.length > 0 && (
        <p>
          {messages.photos(
            photos.filter(({ photo }) => photo === 'stored').length,
            photos.filter(({ photo }) => photo === 'already').length,
            photos.filter(({ photo }) => photo === 'refused').length,
          )}
        </p>
      )}
      {drafts.length > 0 && (
        <>
          <h3>{messages.drafts}</h3>
          <p className="hint">{messages.draftsHint}</p>
          <Facts>
            {drafts.map(({ key, text }) => (
              <Fact key={key} label={messages.draftOf(key.split('/')[0] ?? '')} stacked>
                {textsIn(text).join('　')}
              </Fact>
            ))}
          </Facts>
        </>
      )}
    </>
  );
}

const labelOf = (type: string | null): string =>
  type === null ? messages.unreadable : (OPERATION_TYPES.get(type)?.label ?? type);

const whenWords = (atMs: number | null): string =>
  atMs === null ? '' : `${monthAndDay(dayInJapan(atMs))}${clockTimeInJapan(atMs)}`;

const verdictWords = ({ outcome, isNew }: TakenOperation): string =>
  isNew ? messages.outcome[outcome] : messages.known(messages.outcome[outcome]);

/** What a person typed in a draft, whatever form it was typed in. */
const textsIn = (text: string): readonly string[] => {
  const found: string[] = [];
  JSON.parse(text, (key, value: unknown) => {
    if (typeof value === 'string' && value !== '' && !NOT_TYPED.test(value) && key !== 'base') found.push(value);
    return value;
  });
  return found;
};

/** Hashes and ids say nothing to anybody. */
const NOT_TYPED = /^([0-9a-f]{64}|[0-9a-f]{8}-[0-9a-f-]{27})$/;
