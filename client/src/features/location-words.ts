import type { LocationNote } from '@banso/shared/engagement/engagement.ts';

/** 登録住所から約120m（誤差20m） */
export const locationWords = ({ distanceMetres, accuracyMetres }: LocationNote): string =>
  `登録住所から約${metres(distanceMetres)}（誤差${metres(accuracyMetres)}）`;

const metres = (count: number): string => (count < 1_000 ? `${count}m` : `${(count / 1_000).toFixed(1)}km`);
