import {
  type VerificationAnswer,
  verificationAnswerSchema,
  type VerificationRequest,
} from '@banso/shared/protocol/verification.ts';
import * as v from 'valibot';
import { ask, type ServerAnswer } from './server-transport.ts';

/** Asks what is known of a paper; needs no session. Never throws. */
export const verifyPaper = (request: VerificationRequest): Promise<ServerAnswer<VerificationAnswer>> =>
  ask('/api/verify', {
    read: (body) => {
      const parsed = v.safeParse(verificationAnswerSchema, body);
      return parsed.success ? parsed.output : undefined;
    },
    body: request,
  });
