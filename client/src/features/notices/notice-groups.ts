import { callBacksOn, isReached } from '@banso/shared/engagement/call-back.ts';
import type { Objection } from '@banso/shared/engagement/objection.ts';
import type { Visit } from '@banso/shared/engagement/visit.ts';
import type { NoticeContent, NoticeRow } from '@banso/shared/notice/notice.ts';
import { unaskedProxy } from '@banso/shared/rules/findings/proxy-not-called.ts';
import type { EngagementView } from '../../store/client-store.ts';

export type NoticeGroups = {
  readonly failed: readonly NoticeRow[];
  readonly letters: readonly NoticeRow[];
  readonly faxes: readonly NoticeRow[];
  readonly calls: readonly NoticeRow[];
  readonly waiting: readonly NoticeRow[];
  readonly told: readonly NoticeRow[];
};

/** The list by what has to be done; a mail that the desk has to send by paper is a letter. */
export const noticeGroups = (rows: readonly NoticeRow[]): NoticeGroups => {
  const atDesk = rows.filter(({ state }) => state === 'atDesk');
  return {
    failed: rows.filter(({ state }) => state === 'failed'),
    letters: atDesk.filter(({ way }) => way !== 'fax' && way !== 'call'),
    faxes: atDesk.filter(({ way }) => way === 'fax'),
    calls: atDesk.filter(({ way }) => way === 'call'),
    waiting: rows.filter(({ state }) => state === 'new' || state === 'waiting'),
    told: rows.filter(({ state }) => state === 'sent' || state === 'done' || state === 'dropped'),
  };
};

export type CallToMake = {
  readonly view: EngagementView;
  readonly visit: Visit;
  readonly why: 'drawn' | 'proxy';
};

/** Visits that the company has still to be asked about by telephone: those drawn, and those confirmed by 代筆. */
export const callsToMake = (rows: readonly NoticeRow[], views: readonly EngagementView[]): readonly CallToMake[] => {
  const drawn = new Set(rows.filter(({ callBack }) => callBack).map(placeOf));
  return views.flatMap((view) =>
    Object.values(view.engagement.visits).flatMap((visit): readonly CallToMake[] => {
      if (unaskedProxy(view.engagement, visit)) return [{ view, visit, why: 'proxy' }];
      const isDrawn = drawn.has(placeOf({ engagement: view.id, visit: visit.id }));
      const asked = callBacksOn(view.engagement, visit.id).some(isReached);
      return isDrawn && !asked ? [{ view, visit, why: 'drawn' }] : [];
    }),
  );
};

/** Objections that nobody has answered, oldest first. */
export const openObjections = (
  views: readonly EngagementView[],
): readonly { readonly view: EngagementView; readonly visit: Visit; readonly objection: Objection }[] =>
  views
    .flatMap((view) =>
      Object.values(view.engagement.objections).flatMap((objection) => {
        const visit = view.engagement.visits[objection.visit];
        return objection.answer === null && visit ? [{ view, visit, objection }] : [];
      }),
    )
    .toSorted((a, b) => a.objection.atMs - b.objection.atMs);

/** One sheet for one company in one programme: everything that is new, and the next visit once. */
export type Letter = {
  readonly engagement: string;
  readonly ids: readonly string[];
  /** Oldest first. */
  readonly contents: readonly NoticeContent[];
  /** What stands on the sheet once: the newest. */
  readonly last: NoticeContent;
};

/** Letters in the order of their first notice. */
export const lettersOf = (
  rows: readonly NoticeRow[],
  contents: readonly { readonly id: string; readonly content: NoticeContent }[],
): readonly Letter[] => {
  const contentById = new Map(contents.map(({ id, content }) => [id, content]));
  const letters = new Map<string, Letter>();
  for (const { id, engagement } of rows.toSorted((a, b) => a.createdAtMs - b.createdAtMs)) {
    const content = contentById.get(id);
    if (!content) continue;
    const begun = letters.get(engagement);
    letters.set(engagement, {
      engagement,
      ids: [...(begun?.ids ?? []), id],
      contents: [...(begun?.contents ?? []), content],
      last: content,
    });
  }
  return [...letters.values()];
};

const placeOf = ({ engagement, visit }: Pick<NoticeRow, 'engagement' | 'visit'>): string => `${engagement}/${visit}`;
