import { paperPart } from '@banso/shared/engagement/paper.ts';
import { MAX_PHOTO_BYTES, MAX_PHOTO_SIDE_PX } from '@banso/shared/engagement/photo.ts';
import type { Visit } from '@banso/shared/engagement/visit.ts';
import { type ChangeEvent, useRef, useState } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import type { RecordProblem } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { reducePhoto } from '../../ui/reduce-photo.ts';
import { PictureImage } from '../photo-image.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { tripMessages as words } from './trip-messages.ts';

const LIMITS = { maxSidePx: MAX_PHOTO_SIDE_PX, maxBytes: MAX_PHOTO_BYTES };

export type TripReceiptProps = {
  readonly view: EngagementView;
  readonly visit: Visit;
  /** The photo's id; '' without one. */
  readonly receipt: string;
  readonly onTaken: (receipt: string) => void;
};

/** The photo of a receipt: recorded the moment it is taken, by the way of all signed papers. */
export function TripReceipt({ view, visit, receipt, onTaken }: TripReceiptProps) {
  const { store, newId } = useBanso();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [unreadable, setUnreadable] = useState(false);
  const [problem, setProblem] = useState<RecordProblem | null>(null);
  const paper = view.engagement.papers[receipt];
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const { target } = event;
    const [file] = target.files ?? [];
    if (!file) return;
    setBusy(true);
    const picture = await reducePhoto(file, LIMITS);
    // The same file chosen again is a change again.
    target.value = '';
    setUnreadable(picture === null);
    if (picture) {
      const id = newId();
      const request = { aggregate: view.id, paper: id, visit: visit.id, picture };
      const answer = await store.addPaper(request).catch((): RecordProblem => ({ failed: 'storage' }));
      const recorded = 'recorded' in answer;
      setProblem(recorded ? null : answer);
      if (recorded) onTaken(id);
    }
    setBusy(false);
  };
  return (
    <section className="section" aria-label={words.receipt}>
      <h3>{words.receipt}</h3>
      <RecordProblemNotice problem={problem} />
      {unreadable && <Notice kind="error" title={words.unreadable} live />}
      {paper && (
        <figure className="trip__receipt">
          <PictureImage
            record={{ engagement: view.id, part: paperPart(paper.id) }}
            picture={paper}
            words={words.receiptWords}
          />
        </figure>
      )}
      <Button icon="camera" busy={busy} onClick={() => input.current?.click()}>
        {paper ? words.receiptAgain : words.receiptTake}
      </Button>
      <input ref={input} hidden type="file" accept="image/*" onChange={(event) => void take(event)} />
    </section>
  );
}
