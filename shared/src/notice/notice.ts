import * as v from 'valibot';
import { CONTACT_WAYS } from '../company/contact.ts';
import { ANSWER_OUTCOMES } from '../engagement/objection.ts';
import { confirmationCodeSchema } from '../evidence/confirmation-code.ts';
import { clockTimeSchema, daySchema } from '../time/day.ts';

/**
 * What a company is told about.
 * - confirmed: somebody confirmed a visit in its name
 * - submitted: a report was handed in without a confirmation that stands
 * - answered: the desk answered its objection
 * - scheduled: a visit is to come whose code no other notice carries, the first one above all
 */
export const NOTICE_EVENTS = ['confirmed', 'submitted', 'answered', 'scheduled'] as const;
export type NoticeEvent = (typeof NOTICE_EVENTS)[number];

/**
 * How far a notice has come.
 * - new: not yet written out
 * - waiting: a mail that no mail server has taken yet
 * - sent: the mail server took it
 * - atDesk: somebody at the desk prints it, sends it by FAX, or rings
 * - done: they did
 * - failed: nothing happens any more until somebody at the desk decides
 * - dropped: there is nothing to tell any more: the visit was set back, or the company knows its code already
 */
export const NOTICE_STATES = ['new', 'waiting', 'sent', 'atDesk', 'done', 'failed', 'dropped'] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

/**
 * Why the last try failed.
 * - unreachable: no mail server there
 * - slow: it did not answer in time
 * - notSignedIn: it does not know our name or password
 * - refusedForNow: it asked to come again
 * - refused: it will not take it
 * - unwritten: the server could not write the notice out
 */
export const NOTICE_WHYS = ['unreachable', 'slow', 'notSignedIn', 'refusedForNow', 'refused', 'unwritten'] as const;
export type NoticeWhy = (typeof NOTICE_WHYS)[number];

const lineSchema = v.strictObject({ label: v.string(), value: v.string() });

/** Everything one notice says: a mail, a letter, a FAX and a call are made from the same. */
export const noticeContentSchema = v.strictObject({
  event: v.picklist(NOTICE_EVENTS),
  company: v.string(),
  /** Where a letter goes; the company's own address where no other was given. */
  address: v.string(),
  number: v.nullable(v.number()),
  office: v.string(),
  programme: v.string(),
  /** How to reach the office; '' where the programme does not say. */
  inquiries: v.string(),
  sample: v.boolean(),
  facts: v.array(lineSchema),
  /** Who confirmed and how; `changed`: what was confirmed is no longer what is recorded. */
  confirmed: v.nullable(v.strictObject({ by: v.string(), how: v.string(), changed: v.boolean() })),
  answer: v.nullable(v.strictObject({ asked: v.string(), outcome: v.picklist(ANSWER_OUTCOMES), text: v.string() })),
  /** The company's own page. */
  link: v.string(),
  next: v.nullable(
    v.strictObject({
      number: v.nullable(v.number()),
      on: daySchema,
      from: clockTimeSchema,
      to: clockTimeSchema,
      code: confirmationCodeSchema,
    }),
  ),
});

export type NoticeContent = v.InferOutput<typeof noticeContentSchema>;

/** One notice in the desk's list. */
export const noticeRowSchema = v.strictObject({
  id: v.string(),
  event: v.picklist(NOTICE_EVENTS),
  engagement: v.string(),
  visit: v.string(),
  state: v.picklist(NOTICE_STATES),
  way: v.nullable(v.picklist(CONTACT_WAYS)),
  why: v.nullable(v.picklist(NOTICE_WHYS)),
  tries: v.number(),
  createdAtMs: v.number(),
  /** When it is tried again. */
  dueAtMs: v.number(),
  toldAtMs: v.nullable(v.number()),
  toldBy: v.nullable(v.string()),
  /** This visit was drawn for a call-back. */
  callBack: v.boolean(),
});

export type NoticeRow = v.InferOutput<typeof noticeRowSchema>;

/** `GET /api/notices` */
export const noticesAnswerSchema = v.strictObject({ notices: v.array(noticeRowSchema) });

/** `POST /api/notices/contents`: what these notices say, in their order; one that cannot be read is missing. */
export const contentsRequestSchema = v.strictObject({ ids: v.pipe(v.array(v.string()), v.maxLength(200)) });
export const contentsAnswerSchema = v.strictObject({
  contents: v.array(v.strictObject({ id: v.string(), content: noticeContentSchema })),
});

/**
 * `POST /api/notices/:id`: what the desk did or wants.
 * - told: printed and posted, sent by FAX, or said on the telephone
 * - again: written out anew for the contact as it is now
 * - letter: printed here instead
 */
export const noticeWishSchema = v.strictObject({ wish: v.picklist(['told', 'again', 'letter']) });
export type NoticeWish = v.InferOutput<typeof noticeWishSchema>['wish'];
