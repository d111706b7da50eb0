import { PHOTO_TYPE, type PictureRecord } from '@banso/shared/engagement/photo.ts';
import { type BlobRecord, blobPath } from '@banso/shared/protocol/blobs.ts';
import { useEffect, useState } from 'react';
import { useBanso } from '../sync/banso-context.tsx';

/** A picture, and the record that names its bytes. */
export type PictureSource = {
  readonly record: BlobRecord;
  readonly picture: Pick<PictureRecord, 'id' | 'sha256' | 'stored'>;
};

/** Where an image finds a photo: on this device, else at the server, else nowhere yet. Undefined until that is known. */
export const usePhotoSource = ({ record, picture }: PictureSource): string | null | undefined => {
  const { store } = useBanso();
  const [source, setSource] = useState<string | null>();
  const { id, sha256, stored } = picture;
  const atServer = stored === null ? null : blobPath(sha256, record);
  useEffect(() => {
    let current = true;
    let made: string | null = null;
    const show = (bytes: Uint8Array<ArrayBuffer> | null) => {
      if (!current) return;
      made = bytes && URL.createObjectURL(new Blob([bytes], { type: PHOTO_TYPE }));
      setSource(made ?? atServer);
    };
    store.photoBytes(id).then(show, () => show(null));
    return () => {
      current = false;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [store, id, atServer]);
  return source;
};
