import { randomUUID } from 'node:crypto';
import {
  BLOB_CHUNK_BYTES,
  blobPath,
  UPLOAD_SIGNATURE,
  type UploadAnswer,
  uploadPath,
  uploadStatement,
} from '@banso/shared/protocol/blobs.ts';
import { paperPart } from '@banso/shared/engagement/paper.ts';
import { photoPart } from '@banso/shared/engagement/photo.ts';
import { PROBLEMS } from '@banso/shared/protocol/problems.ts';
import { expect } from 'vitest';
import type { SamplePhoto } from './sample-photo.ts';
import type { TestDevice } from './test-device.ts';
import { ENGAGEMENT } from './test-office.ts';
import { outcomes, type TestServer } from './test-server.ts';

type Phone = TestDevice & { readonly cookie: string };
export type Named = ({ readonly photo: string } | { readonly paper: string }) & { readonly sha256: string };

const partOf = (named: { readonly photo: string } | { readonly paper: string }) =>
  'photo' in named ? photoPart(named.photo) : paperPart(named.paper);

/** Records a photo on this phone and pushes it; the bytes stay where they are. */
export const addPhoto = async (
  office: TestServer,
  phone: Phone,
  { bytes, sha256, width, height }: SamplePhoto,
  change: object = {},
): Promise<{ readonly photo: string; readonly sha256: string }> => {
  const photo = randomUUID();
  phone.record({
    type: 'photo-added@1',
    aggregate: ENGAGEMENT,
    body: {
      visit: 'visit-1',
      photo,
      purpose: 'whiteboard',
      caption: '工程の並べ替え',
      type: 'image/jpeg',
      sha256,
      bytes: bytes.length,
      width,
      height,
      ...change,
    },
  });
  expect(outcomes(await office.push(phone))).toEqual(['accepted']);
  return { photo, sha256 };
};

type Piece = { readonly offset: number; readonly bytes: Uint8Array<ArrayBuffer> };

type Sender = Pick<Phone, 'id' | 'tenant' | 'signText'>;

export const addressOf = ({ id: device, tenant }: Pick<Phone, 'id' | 'tenant'>, { sha256, ...named }: Named) => ({
  tenant,
  device,
  engagement: ENGAGEMENT,
  part: partOf(named),
  sha256,
});

/** The way of bytes: signed by the device, without a session. */
export const line = (office: TestServer, phone: Sender, { sealed = false } = {}) => {
  const signed = (named: Named) => ({ [UPLOAD_SIGNATURE]: phone.signText(uploadStatement(addressOf(phone, named))) });
  return {
    ask: (named: Named) =>
      office.fetch(uploadPath(addressOf(phone, named), { sealed }), { headers: signed(named) }).then(answerOf),
    send: (named: Named, { offset, bytes }: Piece) =>
      office
        .fetch(uploadPath(addressOf(phone, named), { offset, sealed }), {
          method: 'POST',
          headers: { 'content-type': 'application/octet-stream', ...signed(named) },
          body: bytes,
        })
        .then(answerOf),
  };
};

export const blobAddress = ({ sha256, ...named }: Named): string =>
  blobPath(sha256, { engagement: ENGAGEMENT, part: partOf(named) });

/** Looks at a photo, with this session. */
export const look = (office: TestServer, cookie: string, named: Named) =>
  office.fetch(blobAddress(named), { headers: { cookie } });

/** What the server said: how far it is, or the code of its problem, which is a whole problem in Japanese. */
const answerOf = async (response: Response): Promise<UploadAnswer | keyof typeof PROBLEMS> => {
  const body = (await response.json()) as UploadAnswer & { readonly code?: keyof typeof PROBLEMS };
  if (body.code === undefined) return body;
  const { status, title, todo } = PROBLEMS[body.code];
  expect([response.status, body]).toMatchObject([status, { title, detail: todo }]);
  return body.code;
};

/** Sends everything, asking nothing: how a phone with a good line does it. */
export const sendAll = async (office: TestServer, phone: Phone, named: Named, bytes: Uint8Array<ArrayBuffer>) => {
  let answer: UploadAnswer | string = { have: 0, stored: false };
  for (let offset = 0; offset < bytes.length; offset += BLOB_CHUNK_BYTES) {
    answer = await line(office, phone).send(named, { offset, bytes: bytes.slice(offset, offset + BLOB_CHUNK_BYTES) });
  }
  return answer;
};

export const codeOf = async (response: Response): Promise<string> => ((await response.json()) as { code: string }).code;
