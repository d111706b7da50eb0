import {
  BLOB_CHUNK_BYTES,
  blobHashSchema,
  blobRecordSchema,
  UPLOAD_SIGNATURE,
  type UploadAnswer,
  uploadQuerySchema,
} from '@banso/shared/protocol/blobs.ts';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { SessionHolder } from '../auth/sessions.ts';
import { parsed } from '../http/parsed.ts';
import { Problem, problemResponse } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { readPhoto } from './read-photo.ts';
import { takePiece, type Upload, uploadState } from './take-piece.ts';

/** `/api/blobs`: bytes by their hash, read through a record that the session's holder may see, sent by the device of its author (L15). */
export const blobRoutes = (
  server: Server,
  {
    requireHolder,
    heard,
  }: {
    readonly requireHolder: (context: Context) => Promise<SessionHolder>;
    /** Every upload and every question how far one is: they come without a session, by the device's signature. May throw. */
    readonly heard: (context: Context) => void;
  },
): Hono => {
  const routes = new Hono();

  routes.get('/:sha256', async (context) => {
    const holder = await requireHolder(context);
    const record = parsed(blobRecordSchema, context.req.query());
    const sha256 = parsed(blobHashSchema, context.req.param('sha256'));
    const { type, bytes } = await readPhoto(server, holder, { record, sha256 });
    return context.body(bytes, 200, { 'content-type': type, 'content-disposition': 'inline' });
  });

  routes.get('/:sha256/upload', async (context) => {
    heard(context);
    const { upload } = uploadOf(context);
    return context.json((await uploadState(server, upload)) satisfies UploadAnswer);
  });

  routes.post(
    '/:sha256/upload',
    bodyLimit({ maxSize: BLOB_CHUNK_BYTES, onError: () => problemResponse('too_large') }),
    async (context) => {
      heard(context);
      const { upload, offset } = uploadOf(context);
      if (context.req.header('content-type') !== 'application/octet-stream') throw new Problem('malformed_request');
      if (offset === undefined) throw new Problem('malformed_request');
      const bytes = new Uint8Array(await context.req.arrayBuffer());
      return context.json((await takePiece(server, upload, { offset, bytes })) satisfies UploadAnswer);
    },
  );

  return routes;
};

const uploadOf = (context: Context): { readonly upload: Upload; readonly offset: number | undefined } => {
  const { offset, sealed, ...at } = parsed(uploadQuerySchema, context.req.query());
  const sha256 = parsed(blobHashSchema, context.req.param('sha256'));
  return {
    upload: { ...at, sha256, sealed: sealed === '1', signature: context.req.header(UPLOAD_SIGNATURE) ?? '' },
    offset,
  };
};
