import { messages } from './messages.ts';

/** While records are read, which takes a moment: said to whoever listens, nothing to look at. */
export function Loading() {
  return (
    <p className="visually-hidden" role="status">
      {messages.loading}
    </p>
  );
}
