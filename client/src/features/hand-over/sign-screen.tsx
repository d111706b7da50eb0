import { doubtStrokes, type Strokes, type StrokesDoubt } from '@banso/shared/evidence/strokes.ts';
import { monthAndDay, spokenTime } from '@banso/shared/time/wareki.ts';
import { useEffect, useState } from 'react';
import { useUnsavedInput } from '../../pwa/unsaved-input.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SignaturePad } from '../../ui/signature-pad.tsx';
import { messages as common } from '../messages.ts';
import type { CompanyScreenProps } from './confirming.ts';
import { FailureNotice } from './failure-notice.tsx';
import { messages } from './messages.ts';
import { Phrases } from '../phrases.tsx';
import { useSign } from './use-sign.ts';

/** The sentence, the signer, the pad. What was drawn before a reload is drawn again. */
export function SignScreen(props: CompanyScreenProps) {
  const { asked, place } = props;
  const { hash } = asked;
  const { drawnSoFar } = place;
  const [restored, setRestored] = useState<{ readonly hash: string; readonly drawn: Strokes | null } | null>(null);
  useEffect(() => {
    let current = true;
    // Asked once: a later answer would come after our own strokes and fight with the hand.
    void drawnSoFar(hash).then((drawn) => {
      if (current) setRestored({ hash, drawn });
    });
    return () => {
      current = false;
    };
  }, [drawnSoFar, hash]);
  if (restored?.hash !== hash) return null;
  return <Pad key={hash} {...props} restored={restored.drawn ?? undefined} />;
}

function Pad(props: CompanyScreenProps & { readonly restored: Strokes | undefined }) {
  const { progress, asked, place, go, restored } = props;
  const [strokes, setStrokes] = useState(restored);
  const [doubt, setDoubt] = useState<StrokesDoubt | null>(null);
  const { sign, busy, failure } = useSign(props);
  // The pad is redrawn from its draft, but an update in the middle of a name would still startle.
  useUnsavedInput(strokes !== undefined);
  const draw = (next: Strokes | undefined) => {
    setStrokes(next);
    setDoubt(null);
    void place.keepDrawn(asked.hash, next ?? null);
  };
  const confirm = async () => {
    const doubted = strokes ? doubtStrokes(strokes) : 'empty';
    setDoubt(doubted);
    if (doubted || !strokes || !(await sign({ by: 'strokes', strokes }))) return;
    await go({ step: 'thanks' });
  };
  return (
    <main className="sign company">
      <header className="sign__head">
        <div>
          <h1>{asked.sentence}</h1>
          <p>
            <Phrases words={factsAgain(asked)} />
          </p>
        </div>
        <button type="button" className="sign__who" onClick={() => void go({ step: 'signer' })}>
          <span>
            <small>{progress.signer?.title}</small>
            <b>{progress.signer?.name}</b>
            {progress.proxy && <small>{messages.proxyBy(progress.proxy.name)}</small>}
          </span>
          <u>{messages.changeSigner}</u>
        </button>
        {doubt && <Notice kind="warn" title={messages.doubt[doubt]} live />}
        <FailureNotice failure={failure} />
      </header>
      <SignaturePad
        leftHanded={progress.leftHanded}
        value={strokes}
        onChange={draw}
        label={messages.padLabel}
        hint={messages.padHint}
      >
        <Button look="text" onClick={() => void go({ step: 'read' })}>
          {messages.back}
        </Button>
        <Button look="solid" size="lg" busy={busy} onClick={() => void confirm()}>
          {messages.confirm}
        </Button>
      </SignaturePad>
    </main>
  );
}

const factsAgain = ({ on, from, to, number, visits }: CompanyScreenProps['asked']): readonly string[] =>
  visits === undefined
    ? messages.factsAgain({
        day: monthAndDay(on),
        from: spokenTime(from),
        to: spokenTime(to),
        number: common.number(number),
      })
    : messages.allAgain(visits);
