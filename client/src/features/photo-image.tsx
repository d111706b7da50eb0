import { type Photo, PHOTO_PURPOSE_LABELS, photoPart, type PictureRecord } from '@banso/shared/engagement/photo.ts';
import type { BlobRecord } from '@banso/shared/protocol/blobs.ts';
import { useState } from 'react';
import { messages } from './messages.ts';
import { usePhotoSource } from './use-photo-source.ts';
import './photos.css';

/** A photo of this engagement. */
export type PhotoPlace = { readonly engagement: string; readonly photo: Photo };

/** A photo of a visit, under the words that were written with it. */
export function PhotoImage({ engagement, photo }: PhotoPlace) {
  const words = photo.caption || messages.photoOf(PHOTO_PURPOSE_LABELS[photo.purpose]);
  return <PictureImage record={{ engagement, part: photoPart(photo.id) }} picture={photo} words={words} />;
}

export type PictureImageProps = {
  readonly record: BlobRecord;
  readonly picture: Pick<PictureRecord, 'id' | 'sha256' | 'stored' | 'width' | 'height'>;
  readonly words: string;
};

/** The picture itself, or in words why it is not there. */
export function PictureImage({ record, picture, words }: PictureImageProps) {
  const source = usePhotoSource({ record, picture });
  const [failed, setFailed] = useState<string | null>(null);
  const { width, height } = picture.stored ?? picture;
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
