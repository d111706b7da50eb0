import { useEffect, useRef, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { type Looking, lookingToQuery, queryToLooking } from './looking.ts';

/** Some browsers refuse to change the address at every key stroke. */
const WRITE_MS = 300;

export type LookingInAddress = {
  readonly looking: Looking;
  readonly look: (looking: Looking) => void;
  /** The list as it is now, also before it stands in the address. */
  readonly query: string;
};

/** What the list shows, kept in the address: a reload, a bookmark and the way back find it as it was. */
export const useLooking = (): LookingInAddress => {
  const inAddress = useSearch();
  const [path, navigate] = useLocation();
  const [state, setState] = useState(() => ({ inAddress, looking: queryToLooking(inAddress) }));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), [path]);
  // Somebody went back, or followed a link.
  if (state.inAddress !== inAddress) setState({ inAddress, looking: queryToLooking(inAddress) });
  const look = (looking: Looking) => {
    setState({ ...state, looking });
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const query = lookingToQuery(looking);
      navigate(query === '' ? path : `${path}?${query}`, { replace: true });
    }, WRITE_MS);
  };
  return { looking: state.looking, look, query: lookingToQuery(state.looking) };
};
