import { PHOTO_PURPOSE_LABELS } from '@banso/shared/engagement/photo.ts';
import { useState } from 'react';
import { messages } from './messages.ts';
import { type PhotoPlace, usePhotoSource } from './use-photo-source.ts';
import './photos.css';

/** The picture itself, or in words why it is not there. */
export function PhotoImage({ engagement, photo }: PhotoPlace) {
  const source = usePhotoSource({ engagement, photo });
  const [failed, setFailed] = useState<string | null>(null);
  const words = photo.caption || messages.photoOf(PHOTO_PURPOSE_LABELS[photo.purpose]);
  const { width, height } = photo.stored ?? photo;
  if (source === undefined) return <span className="photos__missing" />;
  if (source === null || source === failed) {
    return (
      <span className="photos__missing">
        <span className="visually-hidden">{words}</span>
        {source === null ? messages.photoNotArrived : messages.photoNotShown}
      </span>
    );
  }
  return <img src={source} alt={words} width={width} height={height} onError={() => setFailed(source)} />;
}
