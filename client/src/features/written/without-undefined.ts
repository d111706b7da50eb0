import type { WrittenChange } from '@banso/shared/engagement/written.ts';

/** A change as its operation takes it. */
export const withoutUndefined = ({ field, base, value, settles }: WrittenChange) => ({
  field,
  base,
  value,
  ...(settles ? { settles: [...settles] } : {}),
});
