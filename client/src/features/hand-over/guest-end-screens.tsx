import type { GuestPage } from '@banso/shared/protocol/guest.ts';
import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { spokenTime, wareki } from '@banso/shared/time/wareki.ts';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Tag } from '../../ui/tag.tsx';
import { messages as common } from '../messages.ts';
import { Phrases } from '../phrases.tsx';
import { messages } from './messages.ts';

type PageOf<State extends GuestPage['state']> = Extract<GuestPage, { state: State }>;

/** 未着: the expert's phone has not sent the record yet. It is asked for again by itself. */
export function NotArrivedScreen({ again }: { readonly again: () => Promise<void> }) {
  return (
    <Told title={messages.notArrived} actions={<Again again={again} look="outline" />}>
      <p>{messages.notArrivedWhy}</p>
      <p>{messages.notArrivedWait}</p>
      <p>{messages.notArrivedLater}</p>
    </Told>
  );
}

export function NotReachedScreen({
  why,
  again,
}: {
  readonly why: 'badLink' | 'unreachable';
  readonly again: () => Promise<void>;
}) {
  return (
    <Told title={messages[why]} actions={why === 'unreachable' && <Again again={again} look="solid" />}>
      <p>{messages[`${why}Hint`]}</p>
    </Told>
  );
}

/** The link confirms nothing any more. */
export function ClosedScreen({ page: { why, ...page } }: { readonly page: PageOf<'closed'> }) {
  return (
    <Told title={messages.closed[why]} sample={page.sample}>
      <p>{messages.closedHint[why]}</p>
      <Inquiries {...page} />
    </Told>
  );
}

/** Confirmed, said with the server's answer alone; the text stays as the company's copy. */
export function ConfirmedScreen({ page }: { readonly page: PageOf<'confirmed'> }) {
  const { text, sentence, by, how, atMs } = page;
  const when = `${wareki(dayInJapan(atMs))}${spokenTime(clockTimeInJapan(atMs))}`;
  return (
    <Told title={messages.thanks} sample={page.sample} done>
      <p>{messages.guestConfirmed}</p>
      <section className="guest__copy" aria-labelledby="copy">
        <h2 id="copy">{messages.guestCopy}</h2>
        <p className="guest__text">{text}</p>
        <p>{sentence}</p>
        <p>{messages.guestConfirmedBy(by, how, when)}</p>
      </section>
      <p>{messages.guestKeep}</p>
      <Inquiries {...page} />
    </Told>
  );
}

/** ちがうところがあります: nothing is recorded; the two of them talk, or the office is called. */
export function GuestDifferentScreen({ page, onBack }: { readonly page: PageOf<'open'>; readonly onBack: () => void }) {
  return (
    <Told
      title={messages.differentTitle}
      sample={page.sample}
      actions={
        <Button size="lg" wide onClick={onBack}>
          {messages.guestReadAgain}
        </Button>
      }
    >
      <p>{messages.different}</p>
      <p>{messages.guestDifferent}</p>
      <Inquiries {...page} />
    </Told>
  );
}

function Inquiries({ office, inquiries }: { readonly office: string; readonly inquiries: string }) {
  return (
    <p className="guest__inquiries">
      {messages.guestInquiries}
      <br />
      {[office, inquiries].filter((words) => words !== '').join('　')}
    </p>
  );
}

function Again({ again, look }: { readonly again: () => Promise<void>; readonly look: 'solid' | 'outline' }) {
  const [busy, setBusy] = useState(false);
  const press = async () => {
    setBusy(true);
    await again();
    setBusy(false);
  };
  return (
    <Button look={look} size="lg" wide busy={busy} onClick={() => void press()}>
      {messages.guestAgain}
    </Button>
  );
}

function Told({
  title,
  sample = false,
  done = false,
  actions,
  children,
}: {
  readonly title: readonly string[];
  readonly sample?: boolean;
  readonly done?: boolean;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <Screen company actions={actions}>
      {sample && <Tag>{common.sample}</Tag>}
      <div className={done ? 'give-back give-back--done guest' : 'give-back guest'} role="status">
        {done && <Icon name="done" />}
        <h1 ref={heading} tabIndex={-1} className="company-title">
          <Phrases words={title} />
        </h1>
        {children}
      </div>
    </Screen>
  );
}
