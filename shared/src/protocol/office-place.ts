import { holderOfBlob, type UploadAddress } from './blobs.ts';

/** Which place of which device's sequence a copy for the office was sealed for: it cannot be passed off as another's. */
export const officePlace = ({
  tenant,
  device,
  seq,
}: {
  readonly tenant: string;
  readonly device: string;
  readonly seq: number;
}): string => `banso-office-copy-1\n${tenant}\n${device}\n${seq}`;

/** Which device's picture, of which record and content, the key inside was sealed for. */
export const officePhotoPlace = ({ tenant, device, sha256, ...record }: UploadAddress): string => {
  const { id, part } = holderOfBlob(record);
  return ['banso-office-photo-1', tenant, device, id, part, sha256].join('\n');
};
