import type { CompanyPage } from '@banso/shared/protocol/company-page.ts';
import { useEffect, useState } from 'react';
import { httpCompanyTransport } from '../../sync/company-transport.ts';
import { Button } from '../../ui/button.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Phrases } from '../phrases.tsx';
import { useLinkToken } from '../use-link-token.ts';
import './company-page.css';
import { messages } from './messages.ts';
import { ObjectionScreen } from './objection-screen.tsx';
import { PageScreen } from './page-screen.tsx';
import { SentScreen } from './sent-screen.tsx';

type At = { readonly step: 'page' } | { readonly step: 'differs'; readonly visit: string } | { readonly step: 'sent' };
type Shown = { readonly page: CompanyPage } | { readonly no: 'badLink' | 'unreachable' } | null;

/** Everything that is recorded about the company in one programme, for whoever has its link; the secret stays behind `#`. */
export function CompanyPageScreen() {
  const token = useLinkToken();
  return <PageBehind key={token} token={token} />;
}

function PageBehind({ token }: { readonly token: string }) {
  const [shown, setShown] = useState<Shown>(null);
  const [at, setAt] = useState<At>({ step: 'page' });
  useEffect(() => {
    document.title = messages.pageTitle;
    let current = true;
    void askPage(token).then((answer) => {
      if (current) setShown(answer);
    });
    return () => {
      current = false;
    };
  }, [token]);
  const go = (next: At) => {
    setAt(next);
    window.scrollTo({ top: 0, behavior: 'instant' });
  };

  if (shown === null) return <Opening />;
  if ('no' in shown) return <NotShown no={shown.no} again={async () => setShown(await askPage(token))} />;
  const { page } = shown;
  const visit = at.step === 'differs' ? page.visits.find((one) => one.visit === at.visit) : undefined;
  if (visit)
    return (
      <ObjectionScreen
        page={page}
        visit={visit}
        send={(said) => httpCompanyTransport.object({ token, visit: visit.visit, ...said })}
        onSent={(now) => {
          setShown({ page: now });
          go({ step: 'sent' });
        }}
        onCancel={() => go({ step: 'page' })}
      />
    );
  if (at.step === 'sent') return <SentScreen onBack={() => go({ step: 'page' })} />;
  return <PageScreen page={page} onDiffers={(id) => go({ step: 'differs', visit: id })} />;
}

const askPage = async (token: string): Promise<NonNullable<Shown>> => {
  const asked = await httpCompanyTransport.page(token);
  if ('answer' in asked) return { page: asked.answer };
  return { no: 'problem' in asked && asked.problem === 'bad_link' ? 'badLink' : 'unreachable' };
};

function Opening() {
  return (
    <Screen company>
      <p role="status">{messages.opening}</p>
    </Screen>
  );
}

function NotShown({ no, again }: { readonly no: 'badLink' | 'unreachable'; readonly again: () => Promise<void> }) {
  const [busy, setBusy] = useState(false);
  const retry = async () => {
    setBusy(true);
    await again();
    setBusy(false);
  };
  return (
    <Screen
      company
      actions={
        no === 'unreachable' && (
          <Button look="solid" size="lg" wide busy={busy} onClick={() => void retry()}>
            {messages.again}
          </Button>
        )
      }
    >
      <div role="alert">
        <h1 className="company-page__title">
          <Phrases words={messages[no]} />
        </h1>
        <p>{messages[`${no}Hint`]}</p>
      </div>
    </Screen>
  );
}
