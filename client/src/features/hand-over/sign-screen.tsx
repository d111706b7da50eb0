import { doubtStrokes, type Strokes, type StrokesDoubt } from '@banso/shared/evidence/strokes.ts';
import { monthAndDay, spokenTime } from '@banso/shared/time/wareki.ts';
import { useState } from 'react';
import { useUnsavedInput } from '../../pwa/unsaved-input.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SignaturePad } from '../../ui/signature-pad.tsx';
import { messages as common } from '../messages.ts';
import type { CompanyScreenProps } from './company-screens.tsx';
import { messages } from './messages.ts';
import { Phrases } from '../phrases.tsx';
import { drawnSoFar, forgetDrawn, keepDrawn } from './signature-draft.ts';
import { useSign } from './use-sign.ts';

/** The sentence, the signer, the pad. What was drawn before a reload is drawn again. */
export function SignScreen(props: CompanyScreenProps) {
  const { visit, shown } = props;
  const restored = useQuery(
    async (store) => ({ drawn: await drawnSoFar(store, { visit: visit.id, hash: shown.hash }) }),
    [visit.id, shown.hash],
  );
  // Asked once: later answers come after our own strokes and would fight with the hand.
  if (!restored) return null;
  return <Pad key={shown.hash} {...props} restored={restored.drawn ?? undefined} />;
}

function Pad(props: CompanyScreenProps & { readonly restored: Strokes | undefined }) {
  const { handOver, view, visit, shown, go, restored } = props;
  const { store } = useBanso();
  const [strokes, setStrokes] = useState(restored);
  const [doubt, setDoubt] = useState<StrokesDoubt | null>(null);
  const { sign, busy, failed } = useSign(props);
  // The pad is redrawn from its draft, but an update in the middle of a name would still startle.
  useUnsavedInput(strokes !== undefined);
  const draw = (next: Strokes | undefined) => {
    setStrokes(next);
    setDoubt(null);
    void keepDrawn(store, { visit: visit.id, hash: shown.hash, strokes: next ?? null });
  };
  const confirm = async () => {
    const doubted = strokes ? doubtStrokes(strokes) : 'empty';
    setDoubt(doubted);
    if (doubted || !strokes || !(await sign({ by: 'strokes', strokes }))) return;
    await go({ step: 'thanks' });
    await forgetDrawn(store, visit.id);
  };
  return (
    <main className="sign company">
      <header className="sign__head">
        <div>
          <h1>{view.ruleSet?.confirmationSentence.value}</h1>
          <p>
            <Phrases words={factsAgain(visit)} />
          </p>
        </div>
        <button type="button" className="sign__who" onClick={() => void go({ step: 'signer' })}>
          <span>
            <small>{handOver.signer?.title}</small>
            <b>{handOver.signer?.name}</b>
            {handOver.proxy && <small>{messages.proxyBy(handOver.proxy.name)}</small>}
          </span>
          <u>{messages.changeSigner}</u>
        </button>
        {doubt && <Notice kind="warn" title={messages.doubt[doubt]} live />}
        {failed && (
          <Notice kind="error" title={messages.failed} live>
            <p>{messages.failedSafe}</p>
            <p>{messages.failedMend}</p>
          </Notice>
        )}
      </header>
      <SignaturePad
        leftHanded={handOver.leftHanded}
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

const factsAgain = ({ time, number }: CompanyScreenProps['visit']): readonly string[] =>
  time?.to
    ? messages.factsAgain({
        day: monthAndDay(time.on),
        from: spokenTime(time.from),
        to: spokenTime(time.to),
        number: common.number(number),
      })
    : [];
