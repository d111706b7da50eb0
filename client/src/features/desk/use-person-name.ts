import { useQuery } from '../../sync/banso-context.tsx';

/** The name of somebody the records name by id; the id itself until it is known. */
export const usePersonName = (id: string): string => {
  const answer = useQuery(async (store) => ({ id, person: await store.person(id) }), [id]);
  return answer?.id === id ? (answer.person?.name ?? id) : '';
};
