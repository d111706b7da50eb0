import type { EngagementView } from '../../store/client-store.ts';
import { draftKeys } from '../draft-keys.ts';
import { paths } from '../paths.ts';
import { messages } from './messages.ts';

/** Something that was typed and not recorded yet, and where its author goes on. `aggregate`, `visit`: as in `entryPlace`. */
export type DraftPlace = {
  readonly key: string;
  readonly title: string;
  readonly aggregate: string;
  readonly visit: string | null;
  readonly href: string;
};

/**
 * The drafts among these keys that hold somebody's own words about an engagement, in the engagements' order. What the app keeps for
 * itself there (a hand-over, strokes) is not among them, nor is what belongs to an engagement that is no longer here.
 */
export const draftPlaces = (
  keys: readonly string[],
  views: readonly Pick<EngagementView, 'id' | 'engagement'>[],
): readonly DraftPlace[] => {
  const held = new Set(keys);
  return views
    .flatMap((view) => [
      ...Object.keys(view.engagement.visits).flatMap((visit) => ofVisit(view.id, visit)),
      ...Object.values(view.engagement.opinions).flatMap(({ id, visit }) => ofOpinion(view.id, { id, visit })),
      ...keys.filter((key) => key.startsWith(draftKeys.written(view.id, ''))).map((key) => ofWritten(view.id, key)),
      ...keys
        .filter((key) => key.startsWith(draftKeys.query(view.id, '')))
        .map((key) => ({
          key,
          title: messages.draft.query,
          aggregate: view.id,
          visit: null,
          href: paths.queries(view.id),
        })),
    ])
    .filter(({ key }) => held.has(key));
};

const ofVisit = (engagement: string, visit: string): readonly DraftPlace[] => {
  const of = { engagement, visit };
  const place = (key: string, title: string, href: string): DraftPlace => ({
    key,
    title,
    aggregate: engagement,
    visit,
    href,
  });
  const { draft } = messages;
  return [
    place(draftKeys.report(visit), draft.report, paths.visit(of)),
    place(draftKeys.time(visit), draft.time, paths.time(of)),
    place(draftKeys.change(visit), draft.change, paths.change(of)),
    place(draftKeys.trip(visit), draft.trip, paths.trip(of)),
    place(draftKeys.meeting(visit, null), draft.meeting, paths.meeting(of)),
    place(draftKeys.opinion(engagement, visit), draft.opinion, paths.opinion(of)),
    place(draftKeys.sendBack(visit), draft.sendBack, paths.reviewOf(of)),
  ];
};

/** An answer is written on the screen of the visit that the opinion is about. */
const ofOpinion = (
  engagement: string,
  { id, visit }: { readonly id: string; readonly visit: string | null },
): readonly DraftPlace[] =>
  visit === null
    ? []
    : [
        {
          key: draftKeys.answer(id),
          title: messages.draft.answer,
          aggregate: engagement,
          visit,
          href: paths.answer({ engagement, visit, opinion: id }),
        },
      ];

const ofWritten = (engagement: string, key: string): DraftPlace => {
  const place = { key, aggregate: engagement, visit: null };
  if (key === draftKeys.written(engagement, 'plan'))
    return { ...place, title: messages.draft.plan, href: paths.written(engagement, 'plan') };
  if (key === draftKeys.written(engagement, 'closing'))
    return { ...place, title: messages.draft.closing, href: paths.written(engagement, 'final-report') };
  return { ...place, title: messages.draft.growth, href: paths.written(engagement, 'growth') };
};
