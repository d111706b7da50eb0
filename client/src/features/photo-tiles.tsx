import { PHOTO_PURPOSE_LABELS, type Photo } from '@banso/shared/engagement/photo.ts';
import { useState } from 'react';
import { useQuery } from '../sync/banso-context.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { messages } from './messages.ts';
import { PhotoDialog } from './photo-dialog.tsx';
import { PhotoImage } from './photo-image.tsx';
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
            <PhotoState photo={photo} />
          </li>
        ))}
      </ul>
      {open && (
        <PhotoDialog engagement={engagement} photo={open} mayRemove={mayRemove} onClose={() => setOpenId(null)} />
      )}
    </>
  );
}

/** Whether the server has it: the record says so, nothing else does. */
function PhotoState({ photo }: { readonly photo: Photo }) {
  const held = useQuery(
    async (store) => (await store.heldPhotos()).find(({ id }) => id === photo.id) ?? null,
    [photo.id],
  );
  if (photo.stored) return <StateMark state="sent" />;
  if (held === undefined) return null;
  if (held?.stage === 'refused') return <StateMark state="refused">{messages.photoRefused}</StateMark>;
  return <StateMark state="waiting">{held ? undefined : messages.photoOnItsWay}</StateMark>;
}
