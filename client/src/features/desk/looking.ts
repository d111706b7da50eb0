import { DESK_FILTERS, type DeskFilter } from './desk-rows.ts';

/** What the list shows. */
export type Looking = { readonly filter: DeskFilter; readonly search: string };

const FIRST: DeskFilter = 'submitted';

/** `show=sentBack&find=…`; '' for the list as it opens. */
export const lookingToQuery = ({ filter, search }: Looking): string => {
  const query = new URLSearchParams();
  if (filter !== FIRST) query.set('show', filter);
  if (search !== '') query.set('find', search);
  return query.toString();
};

/** Whatever stands in the address: what cannot be read is the list as it opens. */
export const queryToLooking = (text: string): Looking => {
  const query = new URLSearchParams(text);
  const shown = DESK_FILTERS.find((filter) => filter === query.get('show'));
  return { filter: shown ?? FIRST, search: query.get('find') ?? '' };
};
