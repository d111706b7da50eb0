import type { Engagement } from '@banso/shared/engagement/engagement.ts';
import {
  isAsked,
  queriesInOrder,
  type Query,
  type QueryMessage,
  type QuerySide,
  visitsWithMessage,
  waitsFor,
} from '@banso/shared/engagement/query.ts';
import { expertInCharge } from '@banso/shared/engagement/team.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import type { Role } from '@banso/shared/operation/context.ts';
import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { monthAndDay } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { Comment } from '../../ui/notice.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { draftKeys } from '../draft-keys.ts';
import { messages as common } from '../messages.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useKeptForm } from '../use-kept-form.ts';
import { queryMessages as messages } from './query-messages.ts';

const TEXT_LIMIT = 4_000;
const TITLE_LIMIT = 100;
const OFFICE: readonly Role[] = ['staff', 'approver', 'administrator'];

/** Which side of the contract this person writes for; null: reads only. */
const useSide = ({ engagement }: EngagementView): QuerySide | null => {
  const { me } = useBanso();
  if (expertInCharge(engagement) === me.person) return 'expert';
  const here = me.roles.filter(({ programme }) => programme === null || programme === engagement.core?.programme);
  return here.some(({ role }) => OFFICE.includes(role)) ? 'office' : null;
};

/** The line of 質疑・協議 in the list of an engagement's papers. */
export const useQueriesDetail = (view: EngagementView): string => {
  const side = useSide(view);
  const asked =
    side !== null &&
    (isAsked(view.engagement, side) || (side === 'office' && visitsWithMessage(view.engagement).length > 0));
  return messages.detail(Object.keys(view.engagement.queries).length, asked);
};

/** 質疑・協議: everything that expert and office asked each other about one engagement, and what they settled. */
export function Queries({ view }: { readonly view: EngagementView }) {
  const side = useSide(view);
  const queries = queriesInOrder(view.engagement);
  return (
    <>
      <p className="hint">{messages.hint}</p>
      {side !== null && <Ask view={view} />}
      {queries.length === 0 && <p>{messages.none}</p>}
      {queries.map((query) => (
        <QueryThread key={query.id} {...{ view, query, side }} />
      ))}
    </>
  );
}

type ThreadProps = { readonly view: EngagementView; readonly query: Query; readonly side: QuerySide | null };

function QueryThread({ view, query, side }: ThreadProps) {
  const waiting = waitsFor(query);
  const about = query.visit === null ? undefined : view.engagement.visits[query.visit];
  return (
    <article className="section query" aria-label={query.title}>
      <h2>{query.title}</h2>
      <p>
        {waiting === null ? (
          <StateMark state="approved">{messages.state.settled}</StateMark>
        ) : waiting === side ? (
          <StateMark state="needsYou">{messages.state.mine}</StateMark>
        ) : (
          <span className="hint">{messages.state.theirs[waiting]}</span>
        )}
      </p>
      {about && <ReportMessage engagement={view.engagement} visit={about.id} />}
      {query.messages.map((message) => (
        <Said key={message.operation} view={view} message={message} />
      ))}
      {side !== null && <Reply view={view} query={query} />}
    </article>
  );
}

/** 連絡事項 of a report, as its first word. */
function ReportMessage({ engagement, visit }: { readonly engagement: Engagement; readonly visit: string }) {
  const about = engagement.visits[visit];
  return (
    about && (
      <Comment from={`${messages.side.expert}・${common.number(about.number)} ${messages.fromReports}`}>
        <span className="query__words">{about.fields.message}</span>
      </Comment>
    )
  );
}

function Said({ view, message }: { readonly view: EngagementView; readonly message: QueryMessage }) {
  const { me } = useBanso();
  const { side, by, atMs, settles, words, operation } = message;
  const name = by === me.person ? me.name : side === 'expert' ? view.expert?.name : undefined;
  const from = [
    messages.side[side],
    name,
    `${monthAndDay(dayInJapan(atMs))} ${clockTimeInJapan(atMs)}`,
    settles ? messages.settledWith : undefined,
  ];
  return (
    <>
      <Comment from={from.filter(Boolean).join('・')}>
        <span className="query__words">{words}</span>
      </Comment>
      {view.waiting.some(({ id }) => id === operation) && <StateMark state="waiting" />}
    </>
  );
}

function Reply({ view, query }: Omit<ThreadProps, 'side'>) {
  const { record, busy, problem } = useRecord();
  const [open, setOpen] = useState(false);
  const [tried, setTried] = useState(false);
  const [settles, setSettles] = useState(false);
  const { form, change, failed, drop } = useKeptForm(draftKeys.query(view.id, query.id), { words: '' });
  const isOpen = open || form.words !== '';
  const send = async () => {
    setTried(true);
    const words = cleanText(form.words).trim();
    if (words === '') return;
    const body = { query: query.id, words, settles };
    if (!(await record({ type: 'query-answered@1', aggregate: view.id, body }))) return;
    change({ words: '' });
    await drop();
    setTried(false);
    setSettles(false);
    setOpen(false);
  };
  if (!isOpen)
    return (
      <Button look="text" onClick={() => setOpen(true)}>
        {messages.reply}
      </Button>
    );
  return (
    <div className="query__form">
      <RecordProblemNotice problem={problem} />
      <TextArea
        label={messages.replyLabel}
        value={form.words}
        limit={TEXT_LIMIT}
        error={tried && form.words.trim() === '' ? messages.blank : undefined}
        onChange={(words) => change({ words })}
      />
      <Checkbox label={messages.settles} help={messages.settlesHint} checked={settles} onChange={setSettles} />
      <DraftLine failed={failed} />
      <Button busy={busy} onClick={() => void send()}>
        {messages.sendReply}
      </Button>
    </div>
  );
}

/** A new question, or the answer to what a report says under 連絡事項. */
function Ask({ view }: { readonly view: EngagementView }) {
  const { newId } = useBanso();
  const { record, busy, problem } = useRecord();
  const [open, setOpen] = useState(false);
  const [tried, setTried] = useState(false);
  const blank = { title: '', words: '', visit: '' };
  const { form, change, failed, drop } = useKeptForm(draftKeys.query(view.id, 'new'), blank);
  const isOpen = open || form.words !== '' || form.title !== '';
  const close = async () => {
    change(blank);
    await drop();
    setTried(false);
    setOpen(false);
  };
  const send = async () => {
    setTried(true);
    const [title, words] = [form.title, form.words].map((text) => cleanText(text).trim());
    if (!title || !words) return;
    const body = { query: newId(), visit: form.visit === '' ? null : form.visit, title, words };
    if (await record({ type: 'query-asked@1', aggregate: view.id, body })) await close();
  };
  const missing = (text: string) => (tried && text.trim() === '' ? messages.blank : undefined);
  return (
    <>
      {!isOpen && <FromReports view={view} onTakeUp={(visit, title) => change({ visit, title })} />}
      {isOpen ? (
        <section className="section query__form" aria-label={messages.ask}>
          <h2>{messages.ask}</h2>
          <RecordProblemNotice problem={problem} />
          {form.visit !== '' && <ReportMessage engagement={view.engagement} visit={form.visit} />}
          <TextField
            label={messages.subject}
            value={form.title}
            limit={TITLE_LIMIT}
            error={missing(form.title)}
            onChange={(title) => change({ title })}
          />
          <TextArea
            label={messages.words}
            value={form.words}
            limit={TEXT_LIMIT}
            error={missing(form.words)}
            onChange={(words) => change({ words })}
          />
          <DraftLine failed={failed} />
          <div className="button-row">
            <Button look="solid" busy={busy} onClick={() => void send()}>
              {messages.send}
            </Button>
            <Button look="text" onClick={() => void close()}>
              {messages.cancel}
            </Button>
          </div>
        </section>
      ) : (
        <p>
          <Button onClick={() => setOpen(true)}>{messages.ask}</Button>
        </p>
      )}
    </>
  );
}

/** What the expert wrote to the office in a report, until somebody takes it up. */
function FromReports({
  view,
  onTakeUp,
}: {
  readonly view: EngagementView;
  readonly onTakeUp: (visit: string, title: string) => void;
}) {
  const side = useSide(view);
  const open = visitsWithMessage(view.engagement);
  if (side !== 'office' || open.length === 0) return null;
  return (
    <section className="section" aria-label={messages.fromReports}>
      <h2>{messages.fromReports}</h2>
      <p className="hint">{messages.fromReportsHint}</p>
      {open.map(({ id, number }) => (
        <div key={id} className="query">
          <ReportMessage engagement={view.engagement} visit={id} />
          <Button look="text" onClick={() => onTakeUp(id, messages.aboutReport(common.number(number)))}>
            {messages.takeUp}
          </Button>
        </div>
      ))}
    </section>
  );
}

function DraftLine({ failed }: { readonly failed: boolean }) {
  return (
    <p className="hint" role={failed ? 'alert' : undefined}>
      {failed ? messages.draftFailed : messages.draftKept}
    </p>
  );
}
