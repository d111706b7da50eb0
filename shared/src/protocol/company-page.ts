import * as v from 'valibot';
import { ANSWER_OUTCOMES, OBJECTION_WAYS } from '../engagement/objection.ts';
import { idSchema } from '../operation/envelope.ts';
import { cleanText } from '../lib/text.ts';
import { clockTimeSchema, daySchema } from '../time/day.ts';

/** The secret of a link to a company's own page. It travels in a body, never in an address. */
const tokenSchema = v.pipe(v.string(), v.maxLength(300));

/** `POST /api/company/page` */
export const pageRequestSchema = v.strictObject({ token: tokenSchema });

const lineSchema = v.strictObject({ label: v.string(), value: v.string() });

const visitOnPageSchema = v.strictObject({
  visit: v.string(),
  number: v.nullable(v.number()),
  /** What is recorded and nobody of the company has confirmed as it stands; null where a confirmation stands. */
  unconfirmed: v.nullable(v.array(lineSchema)),
  /** Everything that was confirmed, newest first: the text word for word. */
  confirmed: v.array(
    v.strictObject({
      id: v.string(),
      text: v.string(),
      sentence: v.string(),
      by: v.string(),
      how: v.string(),
      atMs: v.number(),
      stands: v.boolean(),
    }),
  ),
  objections: v.array(
    v.strictObject({
      id: v.string(),
      text: v.string(),
      how: v.picklist(OBJECTION_WAYS),
      atMs: v.number(),
      answer: v.nullable(v.strictObject({ outcome: v.picklist(ANSWER_OUTCOMES), text: v.string(), atMs: v.number() })),
    }),
  ),
});

/** Everything about one company in one programme that its own page shows; nothing of anybody else. */
export const companyPageSchema = v.strictObject({
  company: v.string(),
  expert: v.string(),
  office: v.string(),
  programme: v.string(),
  inquiries: v.string(),
  sample: v.boolean(),
  /** Newest first. */
  visits: v.array(visitOnPageSchema),
  /** Planned, the next one first. */
  planned: v.array(
    v.strictObject({
      number: v.nullable(v.number()),
      on: daySchema,
      from: clockTimeSchema,
      to: clockTimeSchema,
      place: v.string(),
    }),
  ),
});

export type CompanyPage = v.InferOutput<typeof companyPageSchema>;
export type VisitOnPage = v.InferOutput<typeof visitOnPageSchema>;

/** `POST /api/company/objections`: the id is given at the tap, so that what is sent twice is one. Answers the page as it is then. */
export const objectionRequestSchema = v.strictObject({
  token: tokenSchema,
  objection: idSchema,
  visit: v.pipe(v.string(), v.maxLength(80)),
  text: v.pipe(
    v.string(),
    v.maxLength(2_000),
    v.transform(cleanText),
    v.check((text) => text.trim() !== ''),
  ),
  name: v.pipe(v.string(), v.maxLength(100), v.transform(cleanText)),
});

export type ObjectionRequest = v.InferOutput<typeof objectionRequestSchema>;
