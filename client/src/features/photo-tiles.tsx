import { PHOTO_PURPOSE_LABELS, type Photo } from '@banso/shared/engagement/photo.ts';
import { useState } from 'react';
import { PhotoDialog } from './photo-dialog.tsx';
import { PhotoImage } from './photo-image.tsx';
import { PictureState } from './picture-state.tsx';
import './photos.css';

export type PhotoTilesProps = {
  readonly engagement: string;
  readonly photos: readonly Photo[];
  readonly mayRemove: boolean;
};

/** Small pictures with their captions; a press opens one large. */
export function PhotoTiles({ engagement, photos, mayRemove }: PhotoTilesProps) {
  const [openId, setOpenId] = useState<string | null>(null);
  const open = photos.find(({ id }) => id === openId);
  return (
    <>
      <ul className="photos">
        {photos.map((photo) => (
          <li key={photo.id} className="photos__one">
            <button type="button" className="photos__open" onClick={() => setOpenId(photo.id)}>
              <PhotoImage engagement={engagement} photo={photo} />
            </button>
            <p className="photos__caption">{photo.caption || PHOTO_PURPOSE_LABELS[photo.purpose]}</p>
            <PictureState picture={photo} />
          </li>
        ))}
      </ul>
      {open && (
        <PhotoDialog engagement={engagement} photo={open} mayRemove={mayRemove} onClose={() => setOpenId(null)} />
      )}
    </>
  );
}
