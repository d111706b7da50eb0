import { MAX_PHOTO_BYTES, MAX_PHOTO_SIDE_PX } from '@banso/shared/engagement/photo.ts';
import {
  PASSBOOK_VIEW_LABELS,
  passbookPart,
  type PassbookPicture,
  type PassbookView,
} from '@banso/shared/payee/passbook-picture.ts';
import { type ChangeEvent, useRef, useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import type { RecordProblem } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { FieldError } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { reducePhoto } from '../../ui/reduce-photo.ts';
import { PictureImage } from '../photo-image.tsx';
import { PictureState } from '../picture-state.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import type { Illegible } from './legibility.ts';
import { messages } from './messages.ts';
import { readLegibility } from './read-legibility.ts';
import '../photos.css';

const LIMITS = { maxSidePx: MAX_PHOTO_SIDE_PX, maxBytes: MAX_PHOTO_BYTES };

export type PassbookPicturesProps = {
  readonly person: string;
  readonly views: readonly PassbookView[];
  readonly pictures: readonly PassbookPicture[];
  readonly error: string | undefined;
};

/** The pictures an account needs, one after the other. Each is recorded the moment it is taken, also without a network. */
export function PassbookPictures({ person, views, pictures, error }: PassbookPicturesProps) {
  return (
    <section className="payee__pictures" aria-label={messages.pictures}>
      <h3>{messages.pictures}</h3>
      <p className="hint">{messages.picturesHelp}</p>
      {error && <FieldError id="passbook-pictures">{error}</FieldError>}
      {views.map((view) => (
        <OnePicture key={view} person={person} view={view} picture={pictures.find(({ shows }) => shows === view)} />
      ))}
    </section>
  );
}

type OnePictureProps = {
  readonly person: string;
  readonly view: PassbookView;
  readonly picture: PassbookPicture | undefined;
};

function OnePicture({ person, view, picture }: OnePictureProps) {
  const { store, newId } = useBanso();
  const camera = useRef<HTMLInputElement>(null);
  const album = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [unreadable, setUnreadable] = useState(false);
  const [illegible, setIllegible] = useState<Illegible>(null);
  const [problem, setProblem] = useState<RecordProblem | null>(null);
  const label = PASSBOOK_VIEW_LABELS[view];
  const add = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.target;
    const file = input.files?.[0];
    if (!file) return;
    setBusy(true);
    const taken = await reducePhoto(file, LIMITS);
    // The same file chosen again is a change again.
    input.value = '';
    setUnreadable(taken === null);
    if (taken) {
      setIllegible(await readLegibility(taken));
      const request = { aggregate: person, passbook: newId(), shows: view, picture: taken };
      const answer = await store.addPassbook(request).catch((): RecordProblem => ({ failed: 'storage' }));
      setProblem('recorded' in answer ? null : answer);
    }
    setBusy(false);
  };
  return (
    <div className="payee__picture">
      <h4>{label}</h4>
      {picture ? <MaskedPicture person={person} picture={picture} /> : <p>{messages.pictureMissing}</p>}
      {picture && <PictureState picture={picture} />}
      {illegible && (
        <Notice kind="warn" title={messages.illegible[illegible]} live>
          <p>{messages.illegibleNext}</p>
        </Notice>
      )}
      {unreadable && (
        <Notice kind="error" title={messages.unreadable} live>
          <p>{messages.unreadableNext}</p>
        </Notice>
      )}
      <RecordProblemNotice problem={problem} />
      <div className="photos__add">
        {view !== 'screen' && (
          <Button icon="camera" busy={busy} onClick={() => camera.current?.click()}>
            <span className="visually-hidden">{messages.ofPicture(label)}</span>
            {picture ? messages.again : messages.take}
          </Button>
        )}
        <Button icon="plus" busy={busy} onClick={() => album.current?.click()}>
          <span className="visually-hidden">{messages.ofPicture(label)}</span>
          {messages.choose}
        </Button>
      </div>
      <input ref={camera} hidden type="file" accept="image/*" capture="environment" onChange={(e) => void add(e)} />
      <input ref={album} hidden type="file" accept="image/*" data-view={view} onChange={(e) => void add(e)} />
    </div>
  );
}

/** One's own picture, hidden until asked for: somebody may look over the shoulder. */
function MaskedPicture({ person, picture }: { readonly person: string; readonly picture: PassbookPicture }) {
  const [shown, setShown] = useState(false);
  const label = PASSBOOK_VIEW_LABELS[picture.shows];
  return (
    <>
      {shown ? (
        <figure className="photo-large">
          <PictureImage record={{ payee: person, part: passbookPart(picture.id) }} picture={picture} words={label} />
        </figure>
      ) : (
        <p className="payee__hidden">{messages.pictureHidden}</p>
      )}
      <Button look="text" icon="eye" onClick={() => setShown(!shown)}>
        {shown ? messages.hidePicture : messages.showPicture}
        <span className="visually-hidden">（{label}）</span>
      </Button>
    </>
  );
}
