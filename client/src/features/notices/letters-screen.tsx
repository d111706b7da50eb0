import { currentContact } from '@banso/shared/company/contact.ts';
import { noticeBlocks } from '@banso/shared/notice/notice-words.ts';
import { dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useEffect, useState } from 'react';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { useNow } from '../../sync/use-now.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { paths } from '../paths.ts';
import { messages } from './messages.ts';
import { type Letter, lettersOf, noticeGroups } from './notice-groups.ts';
import { useNotices } from './use-notices.ts';

export type LettersScreenProps = { readonly way: 'letter' | 'fax' };

/** The papers that wait to be printed, one A4 sheet for each company; printing and saying so are two presses. */
export function LettersScreen({ way }: LettersScreenProps) {
  const { letters, trouble, markTold, told } = useLetters(way);
  const count = letters?.reduce((sum, { ids }) => sum + ids.length, 0) ?? 0;
  return (
    <main className="letters">
      <div className="letters__tools screen-only">
        <h1>{way === 'fax' ? messages.faxTitle : messages.lettersTitle}</h1>
        <ButtonLink look="text" icon="back" href={paths.notices}>
          {messages.back}
        </ButtonLink>
        {trouble && <Notice kind="warn" live title={trouble} />}
        {!letters && !trouble && <p role="status">{messages.loading}</p>}
        {told && <Notice kind="done" live title={messages.marked} />}
        {letters?.length === 0 && <p>{messages.noLetters}</p>}
        {count > 0 && (
          <>
            <div className="button-row">
              <Button look="solid" onClick={() => window.print()}>
                {messages.printNow}
              </Button>
              {way === 'letter' && <Button onClick={() => void markTold()}>{messages.printed(count)}</Button>}
            </div>
            {way === 'letter' && <p className="hint">{messages.printedHint}</p>}
          </>
        )}
      </div>
      {letters?.map((letter) => (
        <Sheet key={letter.engagement} letter={letter} way={way} />
      ))}
    </main>
  );
}

const useLetters = (way: 'letter' | 'fax') => {
  const { office } = useBanso();
  const { rows, trouble, wish } = useNotices();
  const waiting = rows && noticeGroups(rows)[way === 'fax' ? 'faxes' : 'letters'];
  const ids = waiting?.map(({ id }) => id).join();
  const [read, setRead] = useState<{ readonly ids: string; readonly letters: readonly Letter[] }>();
  const [told, setTold] = useState(false);
  const [unread, setUnread] = useState(false);
  useEffect(() => {
    if (ids === undefined || !waiting || read?.ids === ids) return;
    let current = true;
    const ask = async () => {
      const asked = ids === '' ? { answer: [] } : await office.noticeContents(ids.split(','));
      if (!current) return;
      setUnread(!('answer' in asked));
      if ('answer' in asked) setRead({ ids, letters: lettersOf(waiting, asked.answer) });
    };
    void ask();
    return () => {
      current = false;
    };
  }, [office, ids, waiting, read?.ids]);
  const markTold = async () => {
    for (const id of read?.letters.flatMap((letter) => letter.ids) ?? []) await wish(id, 'told');
    setTold(true);
  };
  return { letters: read?.letters, trouble: trouble ?? (unread ? messages.unreachable : null), markTold, told };
};

function Sheet({ letter, way }: { readonly letter: Letter; readonly way: 'letter' | 'fax' }) {
  const { last, contents } = letter;
  const today = dayInJapan(useNow(60_000));
  return (
    <article className="sheet">
      <header className="sheet__head">
        <div>
          <p className="sheet__address">{last.address}</p>
          <p className="sheet__company">
            {last.company}　{messages.letterTo}
          </p>
          {way === 'fax' && <Fax engagement={letter.engagement} />}
        </div>
        <div className="sheet__from">
          <p>{wareki(today)}</p>
          <p>{last.office}</p>
          {last.inquiries !== '' && <p>{last.inquiries}</p>}
        </div>
      </header>
      <h2 className="sheet__title">
        {contents.every(({ event }) => event === 'scheduled') ? messages.planTitle : messages.letterTitle}
      </h2>
      {last.sample && <p>{messages.sample}</p>}
      {contents.map((content, i) => (
        <section key={letter.ids[i]} className="sheet__notice">
          {blocksFor(content, i === contents.length - 1).map(({ title, lines }) => (
            <div key={title} className="sheet__block">
              {title !== '' && <h3>{title}</h3>}
              {lines.map((line) => (
                <p key={line}>{line}</p>
              ))}
            </div>
          ))}
        </section>
      ))}
      <footer className="sheet__page">
        <div className="sheet__qr">
          <QrCode text={last.link} label={messages.pageQr} />
        </div>
        <div>
          <h3>{messages.page}</h3>
          <p>{messages.pageHint}</p>
          <p className="sheet__link">{last.link}</p>
        </div>
      </footer>
    </article>
  );
}

/** What is the same for every notice (how to object, the next visit) stands once, at the end. */
const blocksFor = (content: Letter['last'], isLast: boolean) =>
  noticeBlocks(isLast || content.event === 'scheduled' ? content : { ...content, next: null }).filter(
    ({ title }) => isLast || title !== 'ちがうところがあるとき',
  );

function Fax({ engagement }: { readonly engagement: string }) {
  const contact = useQuery(
    async (store) => {
      const company = (await store.engagement(engagement))?.engagement.core?.company;
      return company === undefined ? null : currentContact(await store.contact(company));
    },
    [engagement],
  );
  return contact ? <p>{messages.faxLine(contact.fax)}</p> : null;
}
