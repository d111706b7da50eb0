import * as v from 'valibot';
import { confirmationCodeSchema } from '../evidence/confirmation-code.ts';

/** `POST /api/engagements/:engagement/visits/:visit/confirmation-code` answers the desk with the company's code. */
export const confirmationCodeAnswerSchema = v.strictObject({ code: confirmationCodeSchema });
