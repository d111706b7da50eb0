import { photosOf } from '@banso/shared/engagement/engagement.ts';
import { MAX_PHOTO_BYTES, MAX_PHOTO_SIDE_PX, MAX_PHOTOS_PER_VISIT } from '@banso/shared/engagement/photo.ts';
import type { Visit } from '@banso/shared/engagement/visit.ts';
import { type ChangeEvent, useRef, useState } from 'react';
import type { EngagementView, Picture } from '../../store/client-store.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { reducePhoto } from '../../ui/reduce-photo.ts';
import { PhotoTiles } from '../photo-tiles.tsx';
import { AddPhotoDialog } from './add-photo-dialog.tsx';
import { messages } from './messages.ts';

const LIMITS = { maxSidePx: MAX_PHOTO_SIDE_PX, maxBytes: MAX_PHOTO_BYTES };
const OPEN: readonly Visit['status'][] = ['started', 'ended', 'submitted', 'sentBack'];

export type PhotosSectionProps = { readonly view: EngagementView; readonly visit: Visit };

/** 写真: what is there, and one more from the camera or the album. */
export function PhotosSection({ view, visit }: PhotosSectionProps) {
  const photos = photosOf(view.engagement, visit.id);
  const open = OPEN.includes(visit.status);
  if (photos.length === 0 && !open) return null;
  return (
    <section className="section">
      <h2>{messages.photos(photos.length)}</h2>
      {open && <p className="hint">{messages.photosHint}</p>}
      {photos.length > 0 && <PhotoTiles engagement={view.id} photos={photos} mayRemove={open} />}
      {open && <AddPhoto view={view} visit={visit} full={photos.length >= MAX_PHOTOS_PER_VISIT} />}
    </section>
  );
}

function AddPhoto({ view, visit, full }: PhotosSectionProps & { readonly full: boolean }) {
  const camera = useRef<HTMLInputElement>(null);
  const album = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [unreadable, setUnreadable] = useState(false);
  const [picture, setPicture] = useState<Picture | null>(null);
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.target;
    const file = input.files?.[0];
    if (!file) return;
    setBusy(true);
    const reduced = await reducePhoto(file, LIMITS);
    // The same file chosen again is a change again.
    input.value = '';
    setBusy(false);
    setUnreadable(reduced === null);
    setPicture(reduced);
  };
  if (full) return <p className="hint">{messages.photosFull(MAX_PHOTOS_PER_VISIT)}</p>;
  return (
    <>
      {unreadable && (
        <Notice kind="error" title={messages.photoUnreadable} live>
          <p>{messages.photoUnreadableNext}</p>
        </Notice>
      )}
      <div className="photos__add">
        <Button icon="camera" busy={busy} onClick={() => camera.current?.click()}>
          {messages.takePhoto}
        </Button>
        <Button icon="plus" busy={busy} onClick={() => album.current?.click()}>
          {messages.choosePhoto}
        </Button>
      </div>
      <input ref={camera} hidden type="file" accept="image/*" capture="environment" onChange={(e) => void take(e)} />
      <input ref={album} hidden type="file" accept="image/*" onChange={(e) => void take(e)} />
      {picture && <AddPhotoDialog view={view} visit={visit} picture={picture} onClose={() => setPicture(null)} />}
    </>
  );
}
