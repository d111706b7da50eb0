import { MAX_PAPERS_PER_CONFIRMATION, type Paper } from '@banso/shared/engagement/paper.ts';
import { MAX_PHOTO_BYTES, MAX_PHOTO_SIDE_PX } from '@banso/shared/engagement/photo.ts';
import type { Visit } from '@banso/shared/engagement/visit.ts';
import { type ChangeEvent, useRef, useState } from 'react';
import type { EngagementView } from '../store/client-store.ts';
import { useBanso } from '../sync/banso-context.tsx';
import { type RecordProblem, useRecord } from '../sync/use-record.ts';
import { Button } from '../ui/button.tsx';
import { FieldError } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { reducePhoto } from '../ui/reduce-photo.ts';
import { PaperCopies } from './paper-copies.tsx';
import { paperMessages as messages } from './paper-messages.ts';
import { RecordProblemNotice } from './record-problem.tsx';
import './photos.css';

const LIMITS = { maxSidePx: MAX_PHOTO_SIDE_PX, maxBytes: MAX_PHOTO_BYTES };

export type PaperPhotosProps = {
  readonly view: EngagementView;
  readonly visit: Visit;
  /** What this person photographed and has not entered yet. */
  readonly papers: readonly Paper[];
  /** With a camera at the visit, from a scanner at the desk. */
  readonly at: 'visit' | 'desk';
  readonly error: string | undefined;
};

/**
 * The photos of a signed paper. Each is recorded the moment it is taken: a phone may throw the page away behind its camera,
 * and what was photographed is there when it comes back.
 */
export function PaperPhotos({ view, visit, papers, at, error }: PaperPhotosProps) {
  const { store, newId } = useBanso();
  const { record, problem: removing } = useRecord();
  const camera = useRef<HTMLInputElement>(null);
  const album = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [unreadable, setUnreadable] = useState<'picture' | 'pdf' | null>(null);
  const [problem, setProblem] = useState<RecordProblem | null>(null);
  const add = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.target;
    const file = input.files?.[0];
    if (!file) return;
    setBusy(true);
    const isPdf = file.type === 'application/pdf';
    const picture = isPdf ? null : await reducePhoto(file, LIMITS);
    // The same file chosen again is a change again.
    input.value = '';
    setUnreadable(picture ? null : isPdf ? 'pdf' : 'picture');
    if (picture) {
      const request = { aggregate: view.id, paper: newId(), visit: visit.id, picture };
      const answer = await store.addPaper(request).catch((): RecordProblem => ({ failed: 'storage' }));
      setProblem('recorded' in answer ? null : answer);
    }
    setBusy(false);
  };
  const remove = (paper: Paper) =>
    record({
      type: 'paper-removed@1',
      aggregate: view.id,
      body: { visit: visit.id, paper: paper.id, reason: messages.againReason },
    });
  const full = papers.length >= MAX_PAPERS_PER_CONFIRMATION;
  return (
    <section className="section" aria-label={messages.photos(0)}>
      <h3>{messages.photos(papers.length)}</h3>
      <p className="hint">{messages.photosHint[at]}</p>
      <RecordProblemNotice problem={problem ?? removing} />
      {unreadable && (
        <Notice kind="error" title={unreadable === 'pdf' ? messages.pdf : messages.unreadable} live>
          <p>{unreadable === 'pdf' ? messages.pdfNext : messages.unreadableNext}</p>
        </Notice>
      )}
      {error && <FieldError id={`paper-photos-${visit.id}`}>{error}</FieldError>}
      {papers.length > 0 && (
        <PaperCopies
          engagement={view.id}
          papers={papers}
          actionOf={(paper, which) => (
            <Button look="text" onClick={() => void remove(paper)}>
              {messages.again(which)}
            </Button>
          )}
        />
      )}
      {!full && (
        <div className="photos__add">
          {at === 'visit' && (
            <Button icon="camera" busy={busy} onClick={() => camera.current?.click()}>
              {messages.take}
            </Button>
          )}
          <Button icon="plus" busy={busy} onClick={() => album.current?.click()}>
            {at === 'visit' ? messages.choose : messages.chooseScan}
          </Button>
        </div>
      )}
      <input ref={camera} hidden type="file" accept="image/*" capture="environment" onChange={(e) => void add(e)} />
      <input ref={album} hidden type="file" accept="image/*" onChange={(e) => void add(e)} />
    </section>
  );
}
