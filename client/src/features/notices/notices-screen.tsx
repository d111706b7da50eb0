import type { ReactNode } from 'react';
import { useQuery } from '../../sync/banso-context.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { DeskPlaces } from '../desk-places.tsx';
import { messages as common } from '../messages.ts';
import { paths } from '../paths.ts';
import { messages } from './messages.ts';
import { type CallToMake, callsToMake, noticeGroups, openObjections } from './notice-groups.ts';
import { NoticeItem } from './notice-item.tsx';
import { useNotices } from './use-notices.ts';
import { instantWords, visitName } from './words.ts';

/** What the desk has to do so that every company is told, and what was done. */
export function NoticesScreen() {
  const notices = useNotices();
  const views = useQuery((store) => store.engagements(), []);
  const { rows = [], trouble } = notices;
  const groups = noticeGroups(rows);
  const objections = openObjections(views ?? []);
  const calls = callsToMake(rows, views ?? []);
  const toTell = groups.failed.length + groups.letters.length + groups.faxes.length + groups.calls.length;
  const item = (row: (typeof rows)[number]) => (
    <NoticeItem key={row.id} row={row} view={views?.find(({ id }) => id === row.engagement)} wish={notices.wish} />
  );
  return (
    <DeskPlaces current="notices" toTell={toTell}>
      <div className="notices">
        <h1>{messages.title}</h1>
        <p>{messages.intro}</p>
        {trouble && (
          <Notice
            kind="warn"
            live
            title={messages.unreachable}
            actions={<Button onClick={() => void notices.load()}>{messages.again}</Button>}
          >
            <p>{trouble}</p>
          </Notice>
        )}
        {notices.rows === undefined && !trouble && <p role="status">{common.loading}</p>}
        {notices.rows && toTell + objections.length + calls.length === 0 && <p>{messages.nothing}</p>}
        {objections.length > 0 && (
          <Group title={messages.objections(objections.length)}>
            {objections.map(({ view, visit, objection }) => (
              <li key={objection.id} className="notice-item">
                <p className="notice-item__title">{visitName(view, visit)}</p>
                <p>{messages.objection(instantWords(objection.atMs))}</p>
                <p className="notice-item__text">{objection.text}</p>
                <ButtonLink href={paths.reviewOf({ engagement: view.id, visit: visit.id })}>
                  {messages.toReview}
                </ButtonLink>
              </li>
            ))}
          </Group>
        )}
        {groups.failed.length > 0 && (
          <Group title={messages.failed(groups.failed.length)}>{groups.failed.map(item)}</Group>
        )}
        {groups.letters.length > 0 && (
          <Group
            title={messages.letters(groups.letters.length)}
            hint={messages.lettersHint}
            action={
              <ButtonLink look="solid" href={paths.letters}>
                {messages.print}
              </ButtonLink>
            }
          >
            {groups.letters.map(item)}
          </Group>
        )}
        {groups.faxes.length > 0 && (
          <Group
            title={messages.faxes(groups.faxes.length)}
            action={
              <ButtonLink look="solid" href={paths.faxes}>
                {messages.printFax}
              </ButtonLink>
            }
          >
            {groups.faxes.map(item)}
          </Group>
        )}
        {groups.calls.length > 0 && <Group title={messages.calls(groups.calls.length)}>{groups.calls.map(item)}</Group>}
        {calls.length > 0 && <CallBacks calls={calls} />}
        {groups.waiting.length > 0 && (
          <Group title={messages.waiting(groups.waiting.length)}>{groups.waiting.map(item)}</Group>
        )}
        {notices.rows && (
          <Group title={messages.told}>
            {groups.told.length === 0 ? <li>{messages.toldNone}</li> : groups.told.map(item)}
          </Group>
        )}
      </div>
    </DeskPlaces>
  );
}

type GroupProps = {
  readonly title: string;
  readonly hint?: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
};

function Group({ title, hint, action, children }: GroupProps) {
  return (
    <section className="section notices__group" aria-label={title}>
      <h2>{title}</h2>
      {hint && <p className="hint">{hint}</p>}
      {action}
      <ul className="notices__list">{children}</ul>
    </section>
  );
}

function CallBacks({ calls }: { readonly calls: readonly CallToMake[] }) {
  const share = calls.map(({ view }) => view.ruleSet?.callBackShare).find((one) => one !== undefined);
  const hint = share
    ? messages.callBacksHint(`${share.value}${share.unit}`) + messages.source(share.source)
    : undefined;
  return (
    <Group title={messages.callBacks(calls.length)} {...(hint === undefined ? {} : { hint })}>
      {calls.map(({ view, visit, why }) => (
        <li key={visit.id} className="notice-item">
          <p className="notice-item__title">
            {visitName(view, visit)}　{messages[why]}
          </p>
          <ButtonLink href={paths.reviewOf({ engagement: view.id, visit: visit.id })}>{messages.toReview}</ButtonLink>
        </li>
      ))}
    </Group>
  );
}
