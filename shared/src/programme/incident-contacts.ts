import * as v from 'valibot';
import { filledTextSchema, textSchema } from '../lib/text.ts';
import { defineOperation, done } from '../operation/define.ts';
import { refuse } from '../operation/refusals.ts';
import { ANSWERABLE } from './answers-for.ts';
import type { Programme } from './programme.ts';

const contactSchema = v.strictObject({
  /** The post, not a person who may have left: 経営支援課 保護管理責任者 */
  who: filledTextSchema(100),
  telephone: filledTextSchema(40),
  /** 夜間・休日は携帯へ */
  note: textSchema(200),
});

/** Whom to call after an incident. */
export type IncidentContact = v.InferOutput<typeof contactSchema>;

/** FP-14-1: the contact tree, first call first. It lies on every device of the programme, so that it can be called without a network. */
export const incidentContactsNamed = defineOperation({
  type: 'incident-contacts-named@1',
  kind: 'programme',
  nature: 'intent',
  retention: 'B',
  label: '事故のときの連絡先の登録',
  by: ANSWERABLE,
  needs: [],
  body: v.strictObject({ contacts: v.pipe(v.array(contactSchema), v.maxLength(10)) }),
  apply: (programme: Programme | null, { body: { contacts } }) => {
    if (!programme) return refuse('unknown_record');
    return done({ ...programme, incidentContacts: contacts });
  },
});
