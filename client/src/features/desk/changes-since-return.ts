import type { Visit, VisitField, VisitTime } from '@banso/shared/engagement/visit.ts';
import { VISIT_FIELDS } from '@banso/shared/engagement/visit-fields.ts';

/** What differs between the visit as it was sent back and now. */
export type ChangeSinceReturn =
  | { readonly field: 'time'; readonly before: VisitTime | null; readonly after: VisitTime | null }
  | { readonly field: VisitField; readonly before: string | number; readonly after: string | number };

/** The time and every field that differ from what the desk saw at the last return; null if it was never sent back. */
export const changesSinceReturn = (visit: Visit): readonly ChangeSinceReturn[] | null => {
  const seen = visit.sentBack.at(-1)?.seen;
  if (!seen) return null;
  const fields = VISIT_FIELDS.flatMap((field): readonly ChangeSinceReturn[] => {
    const [before, after] = [seen.fields[field], visit.fields[field]];
    return before === after ? [] : [{ field, before, after }];
  });
  return isSameTime(seen.time, visit.time)
    ? fields
    : [{ field: 'time', before: seen.time, after: visit.time }, ...fields];
};

const isSameTime = (a: VisitTime | null, b: VisitTime | null): boolean =>
  a?.on === b?.on && a?.from === b?.from && a?.to === b?.to && a?.toOn === b?.toOn;
