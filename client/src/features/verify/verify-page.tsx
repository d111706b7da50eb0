import type { VerificationAnswer, VerificationRequest } from '@banso/shared/protocol/verification.ts';
import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { type DragEvent, useEffect, useState } from 'react';
import type { ServerAnswer } from '../../sync/server-transport.ts';
import { verifyPaper } from '../../sync/verification-transport.ts';
import { AppBar } from '../../ui/app-bar.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Notice, type NoticeKind } from '../../ui/notice.tsx';
import { Screen } from '../../ui/screen.tsx';
import { messages } from './messages.ts';
import { NotAnswered } from './not-answered.tsx';
import { readPaper } from './paper-file.ts';
import './verify.css';

type Asked = { readonly request: VerificationRequest; readonly answer: ServerAnswer<VerificationAnswer> | null };

/** For anybody with a paper in their hands, without signing in: is it ours, and is it still what is recorded? */
export function VerifyPage({ code }: { readonly code: string | null }) {
  const [asked, setAsked] = useState<Asked | 'notPdf' | null>(() =>
    code === null ? null : { request: { code, fileHash: null }, answer: null },
  );
  const request = asked === 'notPdf' ? null : (asked?.request ?? null);
  useEffect(() => {
    if (request === null) return;
    void verifyPaper(request).then((answer) =>
      setAsked((now) => (now !== 'notPdf' && now?.request === request ? { request, answer } : now)),
    );
  }, [request]);
  const ask = (next: VerificationRequest) => setAsked({ request: { ...next }, answer: null });
  const take = async (file: File | undefined) => {
    if (!file) return;
    const paper = await readPaper(file);
    if (!paper) return setAsked('notPdf');
    ask({ fileHash: paper.fileHash, code: paper.code ?? code });
  };
  return (
    <Screen bar={<AppBar title={messages.title} />}>
      <div role="status" className="verify__result">
        {asked === 'notPdf' && <Notice kind="warn" title={messages.notPdf} />}
        {asked !== null && asked !== 'notPdf' && <Result asked={asked} again={() => ask(asked.request)} />}
      </div>
      <FileField take={(file) => void take(file)} />
    </Screen>
  );
}

function Result({ asked: { answer }, again }: { readonly asked: Asked; readonly again: () => void }) {
  if (!answer) return <p>{messages.asking}</p>;
  if ('answer' in answer) return <Found {...answer.answer} />;
  return <NotAnswered answer={answer} again={again} />;
}

function Found({ result, paper }: VerificationAnswer) {
  return (
    <>
      <Notice kind={KINDS[result]} title={messages.results[result]}>
        {messages.mend[result] && <p>{messages.mend[result]}</p>}
      </Notice>
      {paper && (
        <Facts>
          <Fact label={messages.form}>{paper.form}</Fact>
          {paper.number !== null && <Fact label={messages.number}>{messages.numberOf(paper.number)}</Fact>}
          {paper.on !== null && <Fact label={messages.day}>{wareki(paper.on)}</Fact>}
          <Fact label={messages.firstPrinted}>
            {wareki(dayInJapan(paper.firstPrintedAtMs))} {clockTimeInJapan(paper.firstPrintedAtMs)}
          </Fact>
        </Facts>
      )}
    </>
  );
}

const KINDS: Readonly<Record<VerificationAnswer['result'], NoticeKind>> = {
  genuine: 'info',
  superseded: 'warn',
  altered: 'error',
  unknown: 'warn',
};

function FileField({ take }: { readonly take: (file: File | undefined) => void }) {
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  return (
    <section aria-label={messages.fileTitle}>
      {/* Only catches a file that is dropped on what stands in it; everything can be done by the button inside. */}
      <div
        role="presentation"
        className={over ? 'verify__drop verify__drop--over' : 'verify__drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <h2>{messages.fileTitle}</h2>
        <p>{messages.fileHelp}</p>
        <label className="button button--outline">
          {messages.choose}
          <input
            type="file"
            accept="application/pdf"
            className="visually-hidden"
            onChange={(event) => take(event.target.files?.[0])}
          />
        </label>
      </div>
    </section>
  );
}
