import type { Travel } from '@banso/shared/money/travel.ts';
import { yenWords } from '@banso/shared/money/yen.ts';
import { Notice } from '../ui/notice.tsx';
import { Steps } from './money-steps.tsx';
import { moneyMessages as messages } from './money-messages.ts';

/** What one way comes to, why, and what waits for whom. */
export function TravelResult({ travel }: { readonly travel: Travel }) {
  const { kind, yen, held, note, why } = travel;
  return (
    <>
      <p>
        <strong>{messages.travelKind[kind]}</strong>　{yenWords(yen)}
      </p>
      {held && <Notice kind="warn" title={held.what} live />}
      {note && (
        <Notice kind="info" title={note.what} live>
          <p>{note.figures}</p>
        </Notice>
      )}
      <Steps steps={why} />
    </>
  );
}
