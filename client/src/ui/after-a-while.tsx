import { type ReactNode, useEffect, useState } from 'react';

/** What takes a moment shows nothing; what takes longer than people wait without wondering says so. */
const A_WHILE_MS = 1_500;

/** Its children, once this has stood there for a while. */
export function AfterAWhile({ ms = A_WHILE_MS, children }: { readonly ms?: number; readonly children: ReactNode }) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return over ? children : null;
}
