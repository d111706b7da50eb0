import { useSearch } from 'wouter';
import { paths } from '../paths.ts';

type Place = { readonly engagement: string; readonly visit: string };

/** The addresses of the desk. `query` is what the list shows, so that it survives a reload and the way back. */
export const deskPaths = {
  list: (query = ''): string => withQuery(paths.desk, query),
  review: (of: Place, query = ''): string => withQuery(paths.reviewOf(of), query),
} as const;

/** The same addresses, with the list as it stands in the address bar now. */
export const useDeskPaths = () => {
  const query = useSearch();
  return {
    list: deskPaths.list(query),
    review: (place: Place) => deskPaths.review(place, query),
  };
};

const withQuery = (path: string, query: string): string => (query === '' ? path : `${path}?${query}`);
