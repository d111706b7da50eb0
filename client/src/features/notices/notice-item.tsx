import { currentContact } from '@banso/shared/company/contact.ts';
import { NOTICE_WHY_WORDS, noticeBlocks, noticeStateWords } from '@banso/shared/notice/notice-words.ts';
import type { NoticeContent, NoticeRow, NoticeWish } from '@banso/shared/notice/notice.ts';
import { useState } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { paths } from '../paths.ts';
import { messages } from './messages.ts';
import { instantWords, visitName } from './words.ts';

export type NoticeItemProps = {
  readonly row: NoticeRow;
  readonly view: EngagementView | undefined;
  readonly wish: (id: string, wish: NoticeWish) => Promise<boolean>;
};

/** One notice: to whom about what, how far it has come and why, and what can be done. */
export function NoticeItem({ row, view, wish }: NoticeItemProps) {
  const visit = view?.engagement.visits[row.visit];
  return (
    <li className="notice-item">
      <p className="notice-item__title">{visitName(view, visit)}</p>
      <p>
        {messages.row(messages.events[row.event], instantWords(row.createdAtMs))}
        <span className="notice-item__state">
          {row.way === null ? '' : `${messages.ways[row.way]}・`}
          {noticeStateWords(row)}
          {row.toldAtMs === null ? '' : `　${instantWords(row.toldAtMs)}`}
        </span>
      </p>
      {row.why && <p>{NOTICE_WHY_WORDS[row.why]}</p>}
      {row.state === 'waiting' && row.tries > 0 && (
        <p className="hint">{messages.nextTry(instantWords(row.dueAtMs), row.tries)}</p>
      )}
      <Ways row={row} view={view} wish={wish} />
    </li>
  );
}

/** Nothing is left to do about it, or the server is about to. */
const SETTLED: readonly NoticeRow['state'][] = ['sent', 'done', 'dropped', 'new'];

function Ways({ row, view, wish }: NoticeItemProps) {
  const [busy, setBusy] = useState(false);
  const press = async (wanted: NoticeWish) => {
    setBusy(true);
    await wish(row.id, wanted);
    setBusy(false);
  };
  const company = view?.engagement.core?.company;
  if (SETTLED.includes(row.state)) return null;
  return (
    <>
      {row.state === 'atDesk' && (row.way === 'fax' || row.way === 'call') && <Number row={row} company={company} />}
      {row.state === 'atDesk' && row.way === 'call' && <WhatToSay id={row.id} />}
      <div className="button-row">
        {row.state === 'atDesk' && (row.way === 'fax' || row.way === 'call') && (
          <Button busy={busy} onClick={() => void press('told')}>
            {row.way === 'fax' ? messages.faxed : messages.called}
          </Button>
        )}
        {row.state === 'failed' && (
          <Button busy={busy} onClick={() => void press('again')}>
            {messages.sendAgain}
          </Button>
        )}
        {row.state !== 'failed' && (
          <Button look="text" busy={busy} onClick={() => void press('again')}>
            {messages.sendAgain}
          </Button>
        )}
        {row.why !== 'unwritten' && !(row.state === 'atDesk' && row.way === 'letter') && (
          <Button look="text" busy={busy} onClick={() => void press('letter')}>
            {messages.makeLetter}
          </Button>
        )}
        {company !== undefined && (
          <ButtonLink look="text" href={paths.companyContact(company)}>
            {messages.contact}
          </ButtonLink>
        )}
      </div>
    </>
  );
}

function Number({ row, company }: { readonly row: NoticeRow; readonly company: string | undefined }) {
  const contact = useQuery(
    async (store) => (company === undefined ? null : currentContact(await store.contact(company))),
    [company],
  );
  if (contact === undefined) return null;
  const number = row.way === 'fax' ? contact?.fax : contact?.telephone;
  if (!number) return <p>{messages.noNumber}</p>;
  return <p>{row.way === 'fax' ? messages.faxTo(number) : messages.callTo(number)}</p>;
}

/** Opened by a press: every look is logged. */
function WhatToSay({ id }: { readonly id: string }) {
  const { office } = useBanso();
  const [content, setContent] = useState<NoticeContent | null>(null);
  const open = async () => {
    const asked = await office.noticeContents([id]);
    if ('answer' in asked) setContent(asked.answer[0]?.content ?? null);
  };
  if (!content)
    return (
      <Button look="text" onClick={() => void open()}>
        {messages.whatToSay}
      </Button>
    );
  return (
    <div className="notice-item__say">
      {noticeBlocks(content).map(({ title, lines }) => (
        <div key={title}>
          {title !== '' && <h3>{title}</h3>}
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      ))}
    </div>
  );
}
