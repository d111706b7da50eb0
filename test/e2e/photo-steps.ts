import type { Page } from 'playwright';
import { samplePhoto } from '../support/sample-photo.ts';
import { button } from './phone-steps.ts';

/** Chooses a camera's photo from the album and says what it shows. */
export const addPhoto = async (page: Page, caption: string, look?: () => Promise<void>): Promise<void> => {
  const { bytes } = await samplePhoto({ width: 2_400, height: 1_800, grain: 120, exif: true });
  const chooser = page.waitForEvent('filechooser');
  await button(page, '写真を選ぶ').click();
  await (await chooser).setFiles({ name: 'IMG_0001.JPG', mimeType: 'image/jpeg', buffer: Buffer.from(bytes) });
  const dialog = page.getByRole('dialog', { name: 'この写真を追加しますか' });
  await dialog.getByLabel('紙の資料・書類').check();
  await dialog.getByLabel('写真の説明').fill(caption);
  await look?.();
  await button(page, 'この写真を追加する').click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(caption, { exact: true }).waitFor();
};

/** Width of the picture as it was decoded: 0 for one that did not come. */
export const decodedWidth = (page: Page, alt: string) =>
  page
    .getByRole('img', { name: alt })
    .last()
    .evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth));
