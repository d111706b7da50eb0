import {
  type VerificationAnswer,
  verificationAnswerSchema,
  type VerificationRequest,
  type VoucherAnswer,
  voucherAnswerSchema,
} from '@banso/shared/protocol/verification.ts';
import * as v from 'valibot';
import { ask, type ServerAnswer } from './server-transport.ts';

/** Asks what is known of a paper; needs no session. Never throws. */
export const verifyPaper = (request: VerificationRequest): Promise<ServerAnswer<VerificationAnswer>> =>
  ask('/api/verify', { read: reading(verificationAnswerSchema), body: request });

/** Asks what became of the confirmation of this voucher; needs no session. Never throws. */
export const verifyVoucher = (voucher: string): Promise<ServerAnswer<VoucherAnswer>> =>
  ask('/api/verify/confirmation', { read: reading(voucherAnswerSchema), body: { voucher } });

const reading =
  <Schema extends v.GenericSchema>(schema: Schema) =>
  (body: unknown): v.InferOutput<Schema> | undefined => {
    const parsed = v.safeParse(schema, body);
    return parsed.success ? parsed.output : undefined;
  };
