import {
  BLOB_CHUNK_BYTES,
  blobHashSchema,
  blobRecordSchema,
  type UploadAnswer,
  uploadQuerySchema,
} from '@banso/shared/protocol/blobs.ts';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as v from 'valibot';
import type { SessionHolder } from '../auth/sessions.ts';
import { Problem, problemResponse } from '../http/problem.ts';
import type { Server } from '../server.ts';
import { readPhoto } from './read-photo.ts';
import { takePiece, type Upload, uploadState } from './take-piece.ts';

/** `/api/blobs`: bytes by their hash, always through a record that the session's holder may see or recorded (L15). */
export const blobRoutes = (server: Server, requireHolder: (context: Context) => Promise<SessionHolder>): Hono => {
  const routes = new Hono();

  routes.get('/:sha256', async (context) => {
    const holder = await requireHolder(context);
    const record = parse(blobRecordSchema, context.req.query());
    const sha256 = parse(blobHashSchema, context.req.param('sha256'));
    const { type, bytes } = await readPhoto(server, holder, { record, sha256 });
    return context.body(bytes, 200, { 'content-type': type, 'content-disposition': 'inline' });
  });

  routes.get('/:sha256/upload', async (context) => {
    const { upload } = await uploadOf(context, requireHolder);
    return context.json((await uploadState(server, upload)) satisfies UploadAnswer);
  });

  routes.post(
    '/:sha256/upload',
    bodyLimit({ maxSize: BLOB_CHUNK_BYTES, onError: () => problemResponse('too_large') }),
    async (context) => {
      const { upload, offset } = await uploadOf(context, requireHolder);
      if (context.req.header('content-type') !== 'application/octet-stream') throw new Problem('malformed_request');
      if (offset === undefined) throw new Problem('malformed_request');
      const bytes = new Uint8Array(await context.req.arrayBuffer());
      return context.json((await takePiece(server, upload, { offset, bytes })) satisfies UploadAnswer);
    },
  );

  return routes;
};

const uploadOf = async (
  context: Context,
  requireHolder: (context: Context) => Promise<SessionHolder>,
): Promise<{ readonly upload: Upload; readonly offset: number | undefined }> => {
  const holder = await requireHolder(context);
  const { engagement, photo, device, offset } = parse(uploadQuerySchema, context.req.query());
  const sha256 = parse(blobHashSchema, context.req.param('sha256'));
  return { upload: { holder, device, named: { record: { engagement, photo }, sha256 } }, offset };
};

const parse = <Output>(schema: v.GenericSchema<unknown, Output>, input: unknown): Output => {
  const parsed = v.safeParse(schema, input);
  if (!parsed.success) throw new Problem('malformed_request');
  return parsed.output;
};
