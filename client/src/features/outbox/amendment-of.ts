import type { WrittenChange } from '@banso/shared/engagement/written.ts';
import { type Envelope, textToEnvelope } from '@banso/shared/operation/envelope.ts';
import { type BodyOf, OPERATION_TYPES } from '@banso/shared/operation/register.ts';
import * as v from 'valibot';
import type { Amendment, EngagementView } from '../../store/client-store.ts';
import { draftKeys } from '../draft-keys.ts';
import { paths } from '../paths.ts';

/** Where an operation's text is mended, and what its editor is filled with; `merge`: what lies in that draft already stays. */
export type AmendmentPlace = { readonly href: string; readonly amendment: Amendment; readonly merge: boolean };

type Of<Type extends keyof BodyOf> = (of: {
  readonly body: BodyOf[Type];
  readonly engagement: string;
  readonly view: EngagementView | undefined;
}) => AmendmentPlace | null;

const PLACES: { readonly [Type in keyof BodyOf]?: Of<Type> } = {
  'visit-report-saved@1': ({ body: { visit, changes }, engagement }) => ({
    href: paths.report({ engagement, visit }),
    // With the text each edit started from: where somebody else has written meanwhile, both are shown to choose from.
    amendment: {
      key: draftKeys.report(visit),
      draft: Object.fromEntries(changes.map(({ field, base, value }) => [field, { value, base }])),
    },
    merge: true,
  }),
  'plan-saved@2': ({ body, engagement }) => written(paths.written(engagement, 'plan'), engagement, 'plan', body),
  'final-report-saved@1': ({ body, engagement }) =>
    written(paths.written(engagement, 'final-report'), engagement, 'closing', body),
  'hearing-saved@1': ({ body, engagement }) =>
    written(paths.written(engagement, 'growth'), engagement, 'hearing', body),
  'business-plan-saved@1': ({ body, engagement }) =>
    written(paths.written(engagement, 'growth'), engagement, 'businessPlan', body),
  'action-saved@1': ({ body, engagement }) =>
    written(paths.written(engagement, 'growth'), engagement, `action/${body.action}`, body),
  'kpi-saved@1': ({ body, engagement }) =>
    written(paths.written(engagement, 'growth'), engagement, `kpi/${body.kpi}`, body),
  'visit-time-corrected@1': ({ body: { visit, ...form }, engagement }) =>
    filled(paths.time({ engagement, visit }), draftKeys.time(visit), form),
  'visit-set-back@1': ({ body: { visit, how, requestedBy, reason, ...more }, engagement }) =>
    filled(paths.change({ engagement, visit }), draftKeys.change(visit), {
      how,
      who: requestedBy,
      reason,
      ...('schedule' in more ? more.schedule : {}),
    }),
  'joint-meeting-recorded@1': ({ body: { visit, when, on, present, agreed, corrects }, engagement }) =>
    filled(
      paths.meeting({ engagement, visit, ...(corrects === null ? {} : { corrects }) }),
      draftKeys.meeting(visit, corrects),
      { when, on, present, agreed },
    ),
  'opinion-given@1': ({ body: { visit, officer, said }, engagement }) =>
    visit === null
      ? filled(paths.joined({ engagement, visit }), draftKeys.opinion(engagement, visit), { officer, said })
      : filled(paths.opinion({ engagement, visit }), draftKeys.opinion(engagement, visit), { officer, said }),
  'opinion-answered@1': ({ body: { opinion, handling, reply }, engagement, view }) => {
    const visits = view?.engagement.visits ?? {};
    const visit = view?.engagement.opinions[opinion]?.visit ?? Object.keys(visits).at(-1);
    return visit === undefined
      ? null
      : filled(paths.answer({ engagement, visit, opinion }), draftKeys.answer(opinion), { handling, reply });
  },
  'query-asked@1': ({ body: { title, words, visit }, engagement }) =>
    filled(paths.queries(engagement), draftKeys.query(engagement, 'new'), { title, words, visit: visit ?? '' }),
  'query-answered@1': ({ body: { query, words }, engagement }) =>
    filled(paths.queries(engagement), draftKeys.query(engagement, query), { words }),
  'visit-sent-back@1': ({ body: { visit, comments }, engagement, view }) =>
    filled(paths.reviewOf({ engagement, visit }), draftKeys.sendBack(visit), {
      round: view?.engagement.visits[visit]?.sentBack.length ?? 0,
      texts: Object.fromEntries(comments.map(({ field, text }) => [field, text])),
    }),
};

/** The editor of what a person wrote in this operation; null where nothing was written, or nobody can read it any more. */
export const amendmentOf = (text: string, view: EngagementView | undefined): AmendmentPlace | null => {
  const envelope = textToEnvelope(text);
  const place = envelope && placeOf(envelope);
  return place ? place(envelope.aggregate, view) : null;
};

const placeOf = ({ type, body }: Envelope) => {
  // The type's own schema reads the body below: name and body belong together again.
  const place = PLACES[type as keyof BodyOf] as Of<keyof BodyOf> | undefined;
  const schema = OPERATION_TYPES.get(type)?.body;
  const parsed = schema && v.safeParse(schema, body);
  if (!place || !parsed?.success) return null;
  return (engagement: string, view: EngagementView | undefined) =>
    place({ body: parsed.output as BodyOf[keyof BodyOf], engagement, view });
};

/** With the value each edit started from: where somebody else has written meanwhile, both are shown to choose from. */
const written = (
  href: string,
  engagement: string,
  record: string,
  { changes }: { readonly changes: readonly WrittenChange[] },
): AmendmentPlace => ({
  href,
  amendment: {
    key: draftKeys.written(engagement, record),
    draft: Object.fromEntries(changes.map(({ field, base, value }) => [field, { value, base }])),
  },
  merge: true,
});

const filled = (href: string, key: string, draft: unknown): AmendmentPlace => ({
  href,
  amendment: { key, draft },
  merge: false,
});
