import { visitBasis } from '@banso/shared/engagement/visit-basis.ts';
import { useState } from 'react';
import type { DeskRow } from './desk-rows.ts';

export type SeenVisit = {
  /** What persons wrote is no longer what it was when the reading began. */
  readonly hasChanged: boolean;
  /** The reader has looked at what stands there now. */
  readonly seeNow: () => void;
};

/**
 * Remembers what was on the screen when the reading began. A record that changes meanwhile is drawn anew without a sound, and
 * a press would approve what nobody has read: the basis alone cannot tell, it is taken at the press (L1).
 */
export const useSeenVisit = ({ view, visit }: Pick<DeskRow, 'view' | 'visit'>): SeenVisit => {
  const basis = visitBasis(view.engagement, visit.id);
  const [seen, setSeen] = useState(basis);
  return { hasChanged: basis !== seen, seeNow: () => setSeen(basis) };
};
