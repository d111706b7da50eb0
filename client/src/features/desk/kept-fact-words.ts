import type { Engagement } from '@banso/shared/engagement/engagement.ts';
import { visitReportSaved } from '@banso/shared/engagement/operations/visit-report-saved.ts';
import { visitScheduled } from '@banso/shared/engagement/operations/visit-scheduled.ts';
import { visitSetBack } from '@banso/shared/engagement/operations/visit-set-back.ts';
import { visitTimeCorrected } from '@banso/shared/engagement/operations/visit-time-corrected.ts';
import type { KeptFact } from '@banso/shared/engagement/visit.ts';
import type { OperationType } from '@banso/shared/operation/define.ts';
import * as v from 'valibot';
import { messages } from './messages.ts';
import { fieldWords, placeLabel, timeWords } from './words.ts';

/** What a fact that the visit did not take in says, line by line; nothing for a tap, whose instant says it all. */
export const keptFactLines = ({ type, body }: Pick<KeptFact, 'type' | 'body'>): readonly string[] =>
  readers.find((reader) => reader.type === type)?.lines(JSON.parse(body)) ?? [];

type Reader = { readonly type: string; readonly lines: (body: unknown) => readonly string[] };

const reading = <Body>(
  { type, body: schema }: Pick<OperationType<Engagement, Body>, 'type' | 'body'>,
  lines: (body: Body) => readonly string[],
): Reader => ({
  type,
  lines: (body) => {
    const parsed = v.safeParse(schema, body);
    return parsed.success ? lines(parsed.output) : [];
  },
});

const readers: readonly Reader[] = [
  reading(visitReportSaved, ({ changes }) =>
    changes.map(({ field, value }) => messages.commentOn(placeLabel(field), fieldWords(field, value))),
  ),
  reading(visitTimeCorrected, ({ on, from, to, reason }) => [
    timeWords({ on, from, to, toOn: on }),
    messages.reasonWords(reason),
  ]),
  reading(visitSetBack, ({ how, requestedBy, reason }) => [
    messages.setback(messages.setbacks[how], messages.askedBy[requestedBy]),
    messages.reasonWords(reason),
  ]),
  reading(visitScheduled, ({ on, from, to }) => [timeWords({ on, from, to, toOn: on })]),
];
