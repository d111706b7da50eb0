import {
  UPLOAD_SIGNATURE,
  type UploadAddress,
  type UploadAnswer,
  uploadAnswerSchema,
  uploadPath,
} from '@banso/shared/protocol/blobs.ts';
import type { ProblemCode } from '@banso/shared/protocol/problems.ts';
import { problemSchema } from '@banso/shared/protocol/sync.ts';
import * as v from 'valibot';
import { isProblemCode, retryAfterOf } from './server-transport.ts';

/** Which photo is sent, by which device, with the device's signature under that. `sealed`: in a form that only the office opens. */
export type SignedUpload = {
  readonly address: UploadAddress;
  readonly signature: string;
  readonly sealed: boolean;
};

/** How far the server is, a problem of our catalogue, or null: nothing came back that is our server's. */
export type PhotoAnswer =
  | UploadAnswer
  | {
      readonly problem: ProblemCode;
      /** Before that the server does not want to be asked again. */
      readonly retryAfterMs?: number;
    }
  | null;

/** The way of a photo's bytes to the server. Never throws. */
export type PhotoTransport = {
  readonly ask: (upload: SignedUpload) => Promise<PhotoAnswer>;
  readonly send: (
    upload: SignedUpload,
    piece: { readonly offset: number; readonly bytes: Uint8Array<ArrayBuffer> },
  ) => Promise<PhotoAnswer>;
};

/** 64 kB at 10 kbit/s. */
const TIMEOUT_MS = 60_000;

export const httpPhotoTransport: PhotoTransport = {
  ask: ({ address, signature, sealed }) =>
    request(uploadPath(address, { sealed }), { method: 'GET', headers: { [UPLOAD_SIGNATURE]: signature } }),
  send: ({ address, signature, sealed }, { offset, bytes }) =>
    request(uploadPath(address, { offset, sealed }), {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', [UPLOAD_SIGNATURE]: signature },
      body: bytes,
    }),
};

const request = async (path: string, init: RequestInit): Promise<PhotoAnswer> => {
  try {
    const response = await fetch(path, {
      ...init,
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const answer = readPhotoAnswer(response.status, (await response.json()) as unknown);
    return answer && 'problem' in answer ? { ...answer, ...retryAfterOf(response) } : answer;
  } catch {
    return null;
  }
};

/** Our server's word, or nobody's: the sign-in page of a hotel is no answer. */
export const readPhotoAnswer = (status: number, body: unknown): PhotoAnswer => {
  if (status === 200) {
    const answer = v.safeParse(uploadAnswerSchema, body);
    return answer.success ? answer.output : null;
  }
  const problem = v.safeParse(problemSchema, body);
  return problem.success && isProblemCode(problem.output.code) ? { problem: problem.output.code } : null;
};
